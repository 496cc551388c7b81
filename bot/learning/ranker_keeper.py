"""Follows which learned ranker is used, and puts it over the catalog that serves."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import weakref
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel

from bot.learning.ranker_store import RankerStore
from bot.settings import Settings
from catalog_index.learned import AppliedRanker, LearnedRanker, RankerError

if TYPE_CHECKING:
    # It loads FAISS, which a gateway under test does without.
    from catalog_index.index import CatalogIndex

log = logging.getLogger(__name__)


_FIGURES = ("sessions", "base", "learned", "gain", "low", "high")


class RankerView(BaseModel):
    """The learned ranker that is used, all None without one: since when, trained on what, and the change of nDCG@10 on
    sessions that it had not seen with its 95% interval."""

    used: str | None = None
    since: datetime | None = None
    trained_at: str | None = None
    catalog_version: str | None = None
    sessions: int | None = None
    base: float | None = None
    learned: float | None = None
    gain: float | None = None
    low: float | None = None
    high: float | None = None


class RankerKeeper:
    """Looks every `ranker_poll` seconds; `changed` puts another ranker (or none) to work."""

    def __init__(self, settings: Settings, changed: Callable[[], Awaitable[None]]) -> None:
        self._store, self._every, self._changed = RankerStore(settings.rankers_dir), settings.ranker_poll, changed
        self._task: asyncio.Task[None] | None = None
        self._pointer = ""
        self._over: weakref.WeakKeyDictionary[CatalogIndex, AppliedRanker | None] = weakref.WeakKeyDictionary()
        self.ranker: LearnedRanker | None = None

    def over(self, index: CatalogIndex) -> AppliedRanker | None:
        """The ranker that is used, ready for an index; None without one, or where it does not suit the index."""
        if self.ranker is None:
            return None
        if index not in self._over:
            try:
                self._over[index] = self.ranker.over(index.products, index.encoder_name)
            except RankerError as error:
                self._over[index] = None
                log.warning("ranker not used", extra={"ranker": self.ranker.fingerprint, "reason": str(error)})
        return self._over[index]

    async def view(self) -> RankerView:
        """What merchants are told of it."""
        since = await asyncio.to_thread(lambda: self._store.used_since)
        if self.ranker is None or since is None:
            return RankerView()
        return RankerView(
            used=self.ranker.fingerprint,
            since=since,
            trained_at=self.ranker.trained_at,
            catalog_version=self.ranker.catalog_version,
            **{name: (self.ranker.report.get("measured") or {}).get(name) for name in _FIGURES},
        )

    async def look(self) -> None:
        """See whether another ranker is to be used. What can't be read is passed over: the base order serves."""
        pointer = await asyncio.to_thread(lambda: self._store.current)
        if pointer == self._pointer:
            return
        try:
            self.ranker = await asyncio.to_thread(self._store.get, pointer) if pointer else None
        except RankerError as error:
            self.ranker = None
            log.warning("no ranker used", extra={"reason": str(error)})
        self._pointer, self._over = pointer, weakref.WeakKeyDictionary()
        await self._changed()
        log.info("ranker used" if self.ranker else "no ranker used", extra={"ranker": pointer})

    async def start(self) -> None:
        """Look before anybody is answered, and go on looking."""
        await self.look()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop looking."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            try:
                await self.look()
            except Exception:
                # What is in force stays in force; the next look is a new chance.
                log.exception("ranker not looked for")
