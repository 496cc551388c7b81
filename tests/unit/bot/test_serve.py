"""The real process: both servers in one, a clean end."""

import os
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from tests.support.servers import free_port

# The catalog is not what this is about, and loading it takes seconds.
PROGRAM = """
import sys, types
from tests.support.gateway import FakeCatalog
fake = types.ModuleType("bot.catalog.service")
fake.CatalogService = lambda settings: FakeCatalog()
sys.modules["bot.catalog.service"] = fake
from bot.cli import app
app(["serve"])
"""


def actions_app(services):
    """Answer with what the process shares; stands for the action server."""

    async def app(scope, receive, send):
        body = services.catalog.get("p1").id.encode()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    return app


@pytest.fixture
def environment(tmp_path):
    ports = {"GIFTFINDER_PORT": free_port(), "GIFTFINDER_ACTIONS_PORT": free_port()}
    return {
        **os.environ,
        **{name: str(port) for name, port in ports.items()},
        "GIFTFINDER_VAR_DIR": str(tmp_path),
        "GIFTFINDER_RASA_PORT": str(free_port()),
        "GIFTFINDER_ACTIONS_APP": "tests.unit.bot.test_serve:actions_app",
    }


def start(environment):
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def wait_for(url, process):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return httpx.get(url, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(process.communicate(timeout=5))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serves_both_apps_and_stops_cleanly_with_streams_open(environment, number):
    process = start(environment)
    try:
        base = f"http://127.0.0.1:{environment['GIFTFINDER_PORT']}"
        assert wait_for(f"{base}/healthz", process).json() == {"status": "ok"}
        assert wait_for(f"http://127.0.0.1:{environment['GIFTFINDER_ACTIONS_PORT']}/", process).text == "p1"
        assert httpx.get(f"{base}/readyz", trust_env=False).json()["missing"] == ["rasa"]
        created = httpx.post(f"{base}/api/conversations", trust_env=False).json()
        headers = {"Authorization": f"Bearer {created['token']}"}
        path = f"{base}/api/conversations/{created['id']}/events"
        with httpx.stream("GET", path, headers=headers, trust_env=False, timeout=10) as stream:
            lines = stream.iter_lines()
            next(lines)
            stopped = time.monotonic()
            process.send_signal(number)
            list(lines)
        _, errors = process.communicate(timeout=10)
        assert time.monotonic() - stopped < 5
        assert process.returncode == 0, errors
        assert '"event": "serving"' in errors
        assert all(line.startswith('{"time"') for line in errors.splitlines()), errors
    finally:
        process.kill()


@pytest.mark.parametrize("name", ["GIFTFINDER_PORT", "GIFTFINDER_ACTIONS_PORT"])
def test_a_taken_port_is_named(environment, name):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment[name])))
        taken.listen()
        process = start(environment)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert name in errors
    assert "Traceback" not in errors


def test_an_actions_app_that_is_not_there_is_named(environment):
    process = start({**environment, "GIFTFINDER_ACTIONS_APP": "no.such:thing"})
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "GIFTFINDER_ACTIONS_APP" in errors
    assert "Traceback" not in errors
