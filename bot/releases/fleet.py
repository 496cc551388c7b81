"""Rasa processes of `giftfinder up`: one for each dialogue model that serves or is being drained.

A new release's model is started beside the one that serves, has to answer, and is only then told to the gateways
(releases/running.json). The one before it goes on for `release_drain` seconds, for the conversations that began with
it; then it is taken off the list, given the time of a turn, and stopped.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bot.dialogue.stack import rasa
from bot.dialogue.supervisor import GaveUpError, Supervisor
from bot.releases.running import write_running
from bot.settings import Settings

log = logging.getLogger(__name__)
_WARM_UP = "a gift for my sister who likes tea, up to 30"


@dataclass(slots=True)
class _Member:
    """A model's process. `replaced_at`: since when another one serves (time.monotonic), None for the one that does."""

    label: str
    url: str
    replaced_at: float | None = None
    told: bool = field(default=False)


class Fleet:
    """Follows the active release's model."""

    def __init__(
        self,
        settings: Settings,
        supervisor: Supervisor,
        client: httpx.AsyncClient,
        first: tuple[str, str],
        wanted: Callable[[], str | None],
        say: Callable[[str], None],
        refused: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`first` is the model that the supervisor starts with, and its program's name; `wanted` names the one that
        is to serve; `refused` hears of one that can't."""
        self._settings, self._supervisor, self._client = settings, supervisor, client
        self._wanted, self._say, self._on_refused = wanted, say, refused
        name, label = first
        self._members = {name: _Member(label, settings.rasa_url)}
        self._serving = name
        self._refused: set[str] = set()

    async def run(self) -> None:
        """Follow until cancelled."""
        await self._supervisor.ready(self._members[self._serving].label)
        self._tell(self._serving)
        while True:
            with contextlib.suppress(OSError):
                await self.look()
            await asyncio.sleep(self._settings.release_poll)

    async def look(self) -> None:
        """Start, switch and stop what is due."""
        wanted = self._wanted()
        if wanted and wanted != self._serving and wanted not in self._refused:
            await self._switch(wanted)
        for name in [name for name, member in self._members.items() if self._is_drained(member)]:
            await self._stop(name)

    async def _switch(self, name: str) -> None:
        if name not in self._members:
            model = self._settings.models_dir / name
            if not model.is_file():
                self._refuse(name, f"{model} is not there")
                return
            if not await self._started(name, model):
                return
        before = self._members[self._serving]
        before.replaced_at = time.monotonic()
        self._members[name].replaced_at = None
        self._serving = name
        self._tell(name)
        self._say(f"the dialogue model {name} serves; the one before it ends with its conversations")

    async def _started(self, name: str, model: Path) -> bool:
        """Start a model's process and have it read a sentence."""
        port = await asyncio.to_thread(_free_port)
        url = f"http://127.0.0.1:{port}"
        label = f"Rasa ({name.removeprefix('giftfinder-').removesuffix('.tar.gz')})"
        settings = self._settings.model_copy(update={"rasa_port": port, "rasa_url": url})
        program = rasa(settings, model, self._client, name=label, log=f"rasa-{port}.log")
        self._supervisor.add(program)
        try:
            await self._supervisor.ready(label)
            await self._read(url)
        except (GaveUpError, httpx.HTTPError) as error:
            await self._supervisor.drop(label)
            self._refuse(name, str(error))
            return False
        self._members[name] = _Member(label, url)
        return True

    async def _read(self, url: str) -> None:
        token = self._settings.rasa_token.get_secret_value() if self._settings.rasa_token else ""
        answer = await self._client.post(
            f"{url}/model/parse", params={"token": token}, json={"text": _WARM_UP}, timeout=self._settings.rasa_timeout
        )
        answer.raise_for_status()

    def _refuse(self, name: str, why: str) -> None:
        # Not tried again until another release was let serve.
        self._refused = {name}
        self._say(f"the dialogue model {name} can't serve, what served goes on: {why}")
        self._on_refused(name)

    def _tell(self, name: str) -> None:
        self._members[name].told = True
        self._write()

    def _write(self) -> None:
        write_running(
            self._settings.releases_dir, {name: member.url for name, member in self._members.items() if member.told}
        )

    def _is_drained(self, member: _Member) -> bool:
        return member.replaced_at is not None and time.monotonic() - member.replaced_at > self._settings.release_drain

    async def _stop(self, name: str) -> None:
        member = self._members[name]
        if member.told:
            # Off the list first; turns under way get their answer, and the process ends at a later look.
            member.told = False
            member.replaced_at = time.monotonic() - self._settings.release_drain + self._settings.turn_wait
            self._write()
            return
        del self._members[name]
        await self._supervisor.drop(member.label)
        self._say(f"the dialogue model {name} has ended")


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
