"""A release as a whole stack beside the one that serves, on loopback, in its own folder: for a check."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.catalog.encoder import share_encoders
from bot.dialogue.process import Process, Program
from bot.releases.check.errors import CheckError
from bot.settings import PREFIX, Settings
from catalog_index.manifest import MANIFEST_FILE
from catalog_index.versions import POINTER_FILE

_LOOK_EVERY = 0.5
_NO_LIMIT = "1000000/minute"


@dataclass(frozen=True, slots=True)
class Shadow:
    """Where the stack answers: the gateway, and Rasa with its token."""

    url: str
    rasa_url: str
    rasa_token: str


@asynccontextmanager
async def shadow(settings: Settings, catalog: str, model: Path) -> AsyncIterator[Shadow]:
    """Start a stack with this catalog version and this model; it is gone, with all it wrote, on leaving.

    It shares nothing with what serves but the files of version and model, which it only reads: no shopper's data, no
    mail, no calls to the shop. It takes the memory of a second stack.

    Raises:
        CheckError: it could not be started.
    """
    folder = await asyncio.to_thread(_furnished, settings, settings.index_dir / catalog, model)
    try:
        port, actions, rasa = _free_ports(3)
        place = Shadow(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{rasa}", secrets.token_urlsafe(24))
        async with httpx.AsyncClient(trust_env=False, timeout=8.0) as client:
            program = _program(settings, folder, place, (port, actions, rasa), client)
            try:
                process = await Process.start(program)
            except OSError as error:
                raise CheckError(f"a second stack could not be started: {error}") from error
            try:
                await _ready(program, process)
                yield place
            finally:
                await process.stop()
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def _furnished(settings: Settings, version: Path, model: Path) -> Path:
    """A new folder with links to version, model and encoders where a stack looks for them."""
    for path, name in ((version / MANIFEST_FILE, f"catalog version {version.name}"), (model, f"model {model.name}")):
        if not path.is_file():
            raise CheckError(f"the {name} is not there")
    folder = Path(tempfile.mkdtemp(prefix=".check-", dir=settings.var_dir))
    index, models = folder / "index", folder / "models"
    index.mkdir()
    models.mkdir()
    (index / version.name).symlink_to(version.absolute(), target_is_directory=True)
    (index / POINTER_FILE).write_text(f"{version.name}\n", encoding="ascii")
    (models / model.name).symlink_to(model.absolute())
    share_encoders(settings, folder)
    return folder


def _program(
    settings: Settings, folder: Path, place: Shadow, ports: tuple[int, int, int], client: httpx.AsyncClient
) -> Program:
    port, actions, rasa = ports
    # Its own: addresses, state, secrets. Nobody else's: the shop's feed, mail server and webhook are not for a shadow.
    own = {
        "ENV": "development",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PUBLIC_URL": place.url,
        "ACTIONS_HOST": "127.0.0.1",
        "ACTIONS_PORT": str(actions),
        "RASA_PORT": str(rasa),
        "RASA_URL": place.rasa_url,
        "RASA_TOKEN": place.rasa_token,
        "RASA_PROCESSES": "1",
        "ACTIONS_SECRET": secrets.token_urlsafe(24),
        "VAR_DIR": str(folder),
        "DATABASE_URL": "",
        "RATE_STORAGE": "",
        "FEED_URL": "",
        "SMTP_HOST": "",
        "DECISION_WEBHOOK_URL": "",
        "OPENING_HOURS": "",
        "MESSAGE_RATE": _NO_LIMIT,
        "CONVERSATION_RATE": _NO_LIMIT,
        "ADDRESS_RATE": _NO_LIMIT,
        "LOG_FORMAT": "text",
    }

    async def healthy() -> bool:
        try:
            answer = await client.get(f"{place.url}/readyz")
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK

    return Program(
        name="Check",
        command=(sys.executable, "-m", "bot", "up", "--leash"),
        healthy=healthy,
        log=settings.logs_dir / "check.log",
        cwd=Path.cwd(),
        env=os.environ | {PREFIX + name: value for name, value in own.items()},
        doing="is starting for the check",
        start_seconds=settings.rasa_start + 60.0,
        stop_seconds=settings.shutdown_grace + 10.0,
    )


async def _ready(program: Program, process: Process) -> None:
    ended = asyncio.create_task(process.wait())
    try:
        async with asyncio.timeout(program.start_seconds):
            while not await program.healthy():
                if ended.done():
                    raise CheckError(f"the stack for the check {ended.result()}; its log is {program.log}")
                await asyncio.sleep(_LOOK_EVERY)
    except TimeoutError as error:
        raise CheckError(
            f"the stack for the check was not ready after {program.start_seconds:.0f} s; its log is {program.log}"
        ) from error
    finally:
        ended.cancel()


def _free_ports(count: int) -> list[int]:
    """Ports nobody listens on now; all are held until the last is found, so that they differ."""
    held = [socket.socket(socket.AF_INET, socket.SOCK_STREAM) for _ in range(count)]
    try:
        for sock in held:
            sock.bind(("127.0.0.1", 0))
        return [int(sock.getsockname()[1]) for sock in held]
    finally:
        for sock in held:
            sock.close()
