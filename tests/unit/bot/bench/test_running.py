"""Programs of the bench: they end when they should, and errors say why."""

import sys

import pytest

from bot.bench.running import BenchError, finish, free_ports, never, probe, ready, running
from bot.dialogue.process import Program
from tests.support.processes import alive, wait_for
from tests.support.servers import running as serving


@pytest.fixture
def make(tmp_path):
    def program(code: str, **changes) -> Program:
        values = {
            "name": "It",
            "command": (sys.executable, "-c", code),
            "healthy": never,
            "log": tmp_path / "it.log",
            "cwd": tmp_path,
            "start_seconds": 30.0,
            "stop_seconds": 5.0,
        }
        return Program(**values | changes)

    return program


async def test_finish_leaves_what_was_made(make, tmp_path):
    made = tmp_path / "made"
    await finish(make("open('made', 'w')"), made.is_file)
    assert made.is_file()


async def test_an_end_without_the_result_is_an_error_with_the_log(make):
    with pytest.raises(BenchError, match=r"It ended with status 3; its log: .*it\.log") as caught:
        await finish(make("print('no disk'); raise SystemExit(3)"), lambda: False)
    assert caught.value.tail == ["no disk"]


async def test_what_takes_too_long_is_stopped(make):
    with pytest.raises(BenchError, match="not done after"):
        await finish(make("import time; time.sleep(600)", start_seconds=0.3), lambda: False)


async def test_a_program_that_is_not_there(make):
    # Its leash is what starts, and ends.
    with pytest.raises(BenchError, match="ended with status"):
        await finish(make("", command=("/no/such/program",)), lambda: False)


async def test_nothing_is_left_running_after_an_error_inside(make):
    with pytest.raises(ZeroDivisionError):
        async with running(make("import time; time.sleep(600)")) as process:
            assert alive(process.pid)
            raise ZeroDivisionError
    wait_for(lambda: not alive(process.pid))


async def test_ready_waits_for_health(make):
    asked = []

    async def healthy() -> bool:
        asked.append(1)
        return len(asked) == 3

    program = make("import time; time.sleep(600)", healthy=healthy)
    async with running(program) as process:
        await ready(program, process)
    assert len(asked) == 3


async def test_ready_tells_of_an_early_end(make):
    program = make("print('no port'); raise SystemExit(1)")
    async with running(program) as process:
        with pytest.raises(BenchError, match="ended with status 1") as caught:
            await ready(program, process)
    assert caught.value.tail == ["no port"]


async def test_ready_does_not_wait_for_ever(make):
    program = make("import time; time.sleep(600)", start_seconds=0.1)
    async with running(program) as process:
        with pytest.raises(BenchError, match=r"not ready after 0\.1 s"):
            await ready(program, process)


async def test_probe():
    async def app(scope, receive, send):
        status = 200 if scope["path"] == "/up" else 503
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body"})

    async with serving(app) as url:
        assert await probe(f"{url}/up")()
        assert not await probe(f"{url}/down")()
    assert not await probe(f"{url}/up")()


def test_free_ports_are_different():
    assert len(set(free_ports(20))) == 20
