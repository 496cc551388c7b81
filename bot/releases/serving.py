"""What serves in this gateway: catalog and dialogue model of one release, switched together.

The active release (releases/active) is followed: once its catalog is loaded and its model's Rasa is told to run, both
serve from one moment on, for conversations that begin then. Those that began with an earlier release stay with it while
its Rasa runs, and are moved to the new one between two turns after that.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.dialogue.client import DialogueClient
from bot.dialogue.engines import Engine
from bot.releases.running import read_running
from bot.releases.store import Release, ReleaseStore
from bot.settings import Settings

log = logging.getLogger(__name__)


class Catalog(Protocol):
    """What is asked of the catalog."""

    may_serve: Callable[[str], bool]
    serves: Callable[[str], None]
    drains: bool

    @property
    def version(self) -> str: ...
    async def load(self, version: str) -> bool: ...
    def keep_only(self, versions: set[str]) -> None: ...


@dataclass(slots=True)
class _Earlier:
    """A release that served before, and since when it does no more (time.monotonic)."""

    engine: Engine
    model: str
    since: float


class Serving:
    """The engine of each release that runs. All state changes between two awaits: nobody sees half a switch."""

    def __init__(
        self, settings: Settings, catalog: Catalog, first: DialogueClient, make: Callable[[str], DialogueClient]
    ):
        """`first` talks to the Rasa of the settings; `make` makes a client for another address."""
        self._settings, self._catalog, self._make = settings, catalog, make
        self._store = ReleaseStore(settings)
        self._clients = {settings.rasa_url: first}
        self._current = Engine(first)
        self._model = ""
        self._addresses: tuple[str, ...] = (settings.rasa_url,)
        self._earlier: dict[str, _Earlier] = {}
        self._active: Release | None = None
        self._running: dict[str, tuple[str, ...]] = {}
        self._task: asyncio.Task[None] | None = None
        catalog.may_serve = self._may_serve
        catalog.serves = self._catalog_serves
        catalog.drains = True

    @property
    def current(self) -> Engine:
        """The engine of new conversations."""
        return self._current

    async def of(self, release: str | None, conversation_id: str) -> Engine:
        """The engine of a conversation that began with this release; the current one where it runs no more."""
        return (await self._of_release(release)).of_conversation(conversation_id)

    async def _of_release(self, release: str | None) -> Engine:
        if release is None or release == self._current.release:
            return self._current
        if (earlier := self._earlier.get(release)) is not None:
            return earlier.engine
        return await self._found_again(release) or self._current

    async def forget(self, conversation_id: str) -> None:
        """Delete what any engine remembers of a conversation; raises as `DialogueClient.send` does."""
        for client in self._used():
            await client.forget(conversation_id)

    async def start(self) -> None:
        """Begin to follow."""
        await asyncio.to_thread(self._read)
        self._take_model()
        self._task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Stop following, and close all connections but the first client's."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None
        for url, client in self._clients.items():
            if url != self._settings.rasa_url:
                await client.close()

    async def _follow(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self._read)
                self._take_model()
                self._let_go()
                # Those whose conversations are elsewhere meanwhile: nobody else asks them whether they are back.
                await asyncio.gather(*(client.healthy() for client in self._used() if not client.reachable))
            except Exception:
                log.exception("releases not followed")
            await asyncio.sleep(self._settings.release_poll)

    def _read(self) -> None:
        active, running = self._store.active(), read_running(self._settings.releases_dir)
        self._active, self._running = active, running

    def _urls(self, model: str) -> tuple[str, ...]:
        """Where a model answers; nowhere where it does not run here."""
        if urls := self._running.get(model):
            return urls
        # Nobody tells of models where Rasa is somebody else's: there is one, at the address of the settings.
        return () if self._running else (self._settings.rasa_url,)

    def _may_serve(self, version: str) -> bool:
        active = self._active
        if active is None or active.catalog_version != version:
            # Moved by hand, or a moment ago: the release is looked at next time.
            self._read()
            active = self._active
        return active is None or active.catalog_version != version or bool(self._urls(active.model))

    def _catalog_serves(self, version: str) -> None:
        """The catalog's version has just changed: the release's model with it, in the same step."""
        active = self._active
        if active is not None and active.catalog_version == version and (urls := self._urls(active.model)):
            self._switch(active.id, version, active.model, urls)
        else:
            self._switch(version, version, self._model, () if self._model else (self._settings.rasa_url,))

    def _take_model(self) -> None:
        """Switch where only the model, or only the release's name, is another."""
        active = self._active
        if active is None or active.catalog_version != self._catalog.version:
            return
        # The same release elsewhere: its Rasa was started anew on another port, or has more or fewer processes.
        if (urls := self._urls(active.model)) and (active.id, urls) != (self._current.release, self._addresses):
            self._switch(active.id, active.catalog_version, active.model, urls)

    def _switch(self, release: str, catalog: str, model: str, urls: tuple[str, ...]) -> None:
        """`urls` is empty where the processes stay the same."""
        self._addresses = urls or self._addresses
        before = self._current
        if before.release and before.release != release:
            self._earlier[before.release] = _Earlier(before, self._model, time.monotonic())
        self._earlier.pop(release, None)
        self._current, self._model = self._engine(self._addresses, release, catalog), model
        log.info(
            "release serves",
            extra={"release": release, "catalog": catalog, "model": model, "processes": len(self._addresses)},
        )

    def _engine(self, urls: tuple[str, ...], release: str, catalog: str) -> Engine:
        clients = tuple(map(self._client, urls))
        return Engine(clients[0], release, catalog, clients)

    def _client(self, url: str) -> DialogueClient:
        if url not in self._clients:
            self._clients[url] = self._make(url)
        return self._clients[url]

    def _let_go(self) -> None:
        """Forget releases whose time is over, or whose Rasa is to end."""
        for release, earlier in list(self._earlier.items()):
            over = time.monotonic() - earlier.since > self._settings.release_drain
            if over or (earlier.model and not self._urls(earlier.model)):
                del self._earlier[release]
                log.info("release drained", extra={"release": release})
        self._catalog.keep_only({engine.catalog for engine in self._engines()})

    async def _found_again(self, release: str) -> Engine | None:
        """The engine of a release that served before this process began, where its model still runs."""
        try:
            known = await asyncio.to_thread(self._store.get, release)
        except LookupError:
            return None
        urls = self._running.get(known.model)
        if not urls or not await self._catalog.load(known.catalog_version):
            return None
        engine = self._engine(urls, known.id, known.catalog_version)
        earlier = _Earlier(engine, known.model, time.monotonic())
        return self._earlier.setdefault(release, earlier).engine

    def _engines(self) -> list[Engine]:
        return [self._current, *(earlier.engine for earlier in self._earlier.values())]

    def _used(self) -> list[DialogueClient]:
        """All processes of all engines, each once."""
        return list({id(client): client for engine in self._engines() for client in engine.clients}.values())
