"""Rasa processes of `giftfinder up`: `rasa_processes` for each dialogue model that serves or is being drained.

A new release's model is started beside the one that serves, has to answer, and is only then told to the gateways
(releases/running.json). The one before it goes on for `release_drain` seconds, for the conversations that began with
it; then it is taken off the list, given the time of a turn, and stopped. The same way a process is added to the model
that serves, or taken away, when their number is changed (`giftfinder scale`, releases/processes).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from bot.dialogue.stack import rasa
from bot.dialogue.supervisor import GaveUpError, Supervisor
from bot.releases.running import wanted_processes, write_running
from bot.settings import Settings

log = logging.getLogger(__name__)
_WARM_UP = "a gift for my sister who likes tea, up to 30"


@dataclass(slots=True)
class _Process:
    """One Rasa process, by the supervisor's name of it. `ends_at`: when it is to be stopped (time.monotonic)."""

    label: str
    url: str
    ends_at: float = 0.0


@dataclass(slots=True)
class _Member:
    """A model's processes. `replaced_at`: since when another one serves (time.monotonic), None where none does."""

    processes: list[_Process]
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
        self._members = {name: _Member([_Process(label, settings.rasa_url)])}
        self._serving = name
        self._refused: set[str] = set()
        self._leaving: list[_Process] = []
        self._failed_at = 0
        self._added = 1

    async def run(self) -> None:
        """Follow until cancelled."""
        await self._supervisor.ready(self._members[self._serving].processes[0].label)
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
        await self._fit(self._members[self._serving])
        for process in [process for process in self._leaving if time.monotonic() > process.ends_at]:
            self._leaving.remove(process)
            await self._supervisor.drop(process.label)

    def _count(self) -> int:
        """How many processes the model that serves is to have."""
        return wanted_processes(self._settings.releases_dir) or self._settings.rasa_processes

    async def _fit(self, member: _Member) -> None:
        """Add the processes that are missing, take away the ones too many (the first one of the settings stays)."""
        count, there = self._count(), len(member.processes)
        if there == count or (there < count and self._failed_at == count):
            return
        if there > count:
            for process in member.processes[count:]:
                # Off the list first; turns under way get their answer.
                process.ends_at = time.monotonic() + self._settings.turn_wait
                self._leaving.append(process)
            del member.processes[count:]
        else:
            try:
                member.processes += await self._start(self._serving, count - there)
            except (GaveUpError, httpx.HTTPError) as error:
                # Not tried again until another number is wanted.
                self._failed_at = count
                self._say(f"no more than {there} Rasa process(es), {count} were wanted: {error}")
                return
        self._failed_at = 0
        self._write()
        self._say(f"{count} Rasa process{'es' if count > 1 else ''} for {self._serving}")

    async def _switch(self, name: str) -> None:
        if name not in self._members:
            model = self._settings.models_dir / name
            if not model.is_file():
                self._refuse(name, f"{model} is not there")
                return
            try:
                self._members[name] = _Member(await self._start(name, self._count()))
            except (GaveUpError, httpx.HTTPError) as error:
                self._refuse(name, str(error))
                return
        before = self._members[self._serving]
        before.replaced_at = time.monotonic()
        self._members[name].replaced_at = None
        self._serving = name
        self._tell(name)
        self._say(f"the dialogue model {name} serves; the one before it ends with its conversations")

    async def _start(self, name: str, count: int) -> list[_Process]:
        """Start processes of a model, all at once, and have each read a sentence; all or none run afterwards.

        Raises:
            GaveUpError: one of them was never ready.
            httpx.HTTPError: one of them can't read.
        """
        processes = [await self._add(name) for _ in range(count)]
        try:
            for process in processes:
                await self._supervisor.ready(process.label)
                await self._read(process.url)
        except BaseException:
            for process in processes:
                await self._supervisor.drop(process.label)
            raise
        return processes

    async def _add(self, name: str) -> _Process:
        port = await asyncio.to_thread(_free_port)
        self._added += 1
        url = f"http://127.0.0.1:{port}"
        label = f"Rasa {self._added} ({name.removeprefix('giftfinder-').removesuffix('.tar.gz')})"
        settings = self._settings.model_copy(update={"rasa_port": port, "rasa_url": url})
        model = self._settings.models_dir / name
        self._supervisor.add(rasa(settings, model, self._client, name=label, log=f"rasa-{port}.log"))
        return _Process(label, url)

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
            self._settings.releases_dir,
            {
                name: [process.url for process in member.processes]
                for name, member in self._members.items()
                if member.told
            },
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
        for process in member.processes:
            await self._supervisor.drop(process.label)
        self._say(f"the dialogue model {name} has ended")


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
