"""What the whole stack consists of: the programs, their ports, and the secrets that they share."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from bot.dialogue.process import Program
from bot.dialogue.training import ROOT, rasa_env
from bot.settings import PREFIX, Settings, SettingsError

GATEWAY = "Gateway"
RASA = "Rasa"
_PROBE_SECONDS = 8.0
_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not bound to


def programs(settings: Settings, model: Path | None, client: httpx.AsyncClient) -> list[Program]:
    """Return the stack's programs; without Rasa when `rasa_url` says that it runs somewhere else.

    `settings` must have its secrets. They go to both sides by environment: command lines can be seen by all.
    """
    found = [gateway(settings, client)]
    if runs_rasa(settings):
        assert model is not None
        found.append(rasa(settings, model, client))
    return found


def runs_rasa(settings: Settings) -> bool:
    """Whether Rasa is ours to run."""
    parts = urlsplit(settings.rasa_url)
    return parts.hostname in {"127.0.0.1", "localhost"} and parts.port == settings.rasa_port


def gateway(settings: Settings, client: httpx.AsyncClient) -> Program:
    """The public server, with the action server in the same process."""
    host = _WILDCARDS.get(settings.host, settings.host)
    url = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/healthz"
    return Program(
        name=GATEWAY,
        command=(sys.executable, "-m", "bot", "serve"),
        healthy=_probe(client, url, {}),
        log=settings.logs_dir / "gateway.log",
        cwd=Path.cwd(),
        env=os.environ | _shared(settings) | {"PYTHONUNBUFFERED": "1"},
        doing="is loading the catalog",
        stop_seconds=settings.shutdown_grace + 2.0,
    )


def rasa(
    settings: Settings, model: Path, client: httpx.AsyncClient, *, name: str = RASA, log: str = "rasa.log"
) -> Program:
    """One Rasa process with one worker, on loopback only; `log` is its file's name."""
    token = settings.rasa_token.get_secret_value() if settings.rasa_token else ""
    return Program(
        name=name,
        command=(
            *(str(rasa_python(settings)), "-m", "bot.rasa_process.run", "run", "--enable-api"),
            *("--interface", "127.0.0.1", "--port", str(settings.rasa_port)),
            *("--endpoints", str(ROOT / "endpoints.yml"), "--model", str(model)),
        ),
        healthy=_probe(client, f"{settings.rasa_url}/status", {"token": token}),
        log=settings.logs_dir / log,
        cwd=ROOT,
        env=rasa_env() | _shared(settings),
        doing="is loading the trained model",
        start_seconds=settings.rasa_start,
        stop_seconds=4.0,
    )


def rasa_python(settings: Settings) -> Path:
    """The Python of Rasa's environment."""
    return ROOT / settings.rasa_python.expanduser()


def check_ports(settings: Settings) -> None:
    """Raise SettingsError for a port that is taken, naming it and the setting that changes it."""
    wanted = [(settings.host, settings.port, "PORT")]
    if settings.actions_app:
        wanted.append((settings.actions_host, settings.actions_port, "ACTIONS_PORT"))
    if runs_rasa(settings):
        wanted.append(("127.0.0.1", settings.rasa_port, "RASA_PORT"))
    for host, port, name in wanted:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with contextlib.closing(socket.socket(family, socket.SOCK_STREAM)) as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                sock.bind((host, port))
            except OSError as error:
                raise SettingsError(
                    f"port {port} on {host} can't be used ({error.strerror}). Stop the program that has it, "
                    f"or choose another port with {PREFIX}{name}."
                ) from error


def _shared(settings: Settings) -> dict[str, str]:
    secrets = {"ACTIONS_SECRET": settings.actions_secret, "RASA_TOKEN": settings.rasa_token}
    values = {
        "VAR_DIR": str(settings.var_dir),
        "ACTIONS_PORT": str(settings.actions_port),
        "ACTIONS_URL": f"http://{settings.actions_host}:{settings.actions_port}/webhook",
        "RASA_TURNS": str(settings.rasa_turns),
        "RASA_CONVERSATIONS": str(settings.rasa_conversations),
        **{name: secret.get_secret_value() for name, secret in secrets.items() if secret},
    }
    return {PREFIX + name: value for name, value in values.items()}


def _probe(client: httpx.AsyncClient, url: str, params: dict[str, str]) -> Callable[[], Awaitable[bool]]:
    async def healthy() -> bool:
        try:
            answer = await client.get(url, params=params, timeout=_PROBE_SECONDS)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK

    return healthy
