"""Deletes what is older than it may be kept."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import timedelta

from sqlalchemy import delete

from bot.db import Database, utc_now
from bot.learning.models import Impression, Order, Receipt, Wish
from bot.settings import Settings

log = logging.getLogger(__name__)
_EVERY_SECONDS = 3600.0


class LearningKeeper:
    """A task that looks once an hour; several processes may do so at the same time."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._keep = timedelta(days=settings.receipt_days)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop looking."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def delete_old(self) -> None:
        """Delete what is older than `receipt_days`."""
        before = utc_now() - self._keep
        for old in (
            delete(Impression).where(Impression.at < before),
            delete(Receipt).where(Receipt.at < before),
            delete(Wish).where(Wish.at < before),
            delete(Order).where(Order.ordered_at < before),
        ):
            async with self._database.write() as session:
                await session.execute(old)

    async def _run(self) -> None:
        while True:
            try:
                await self.delete_old()
            except Exception:
                log.exception("old receipts not deleted")
            await asyncio.sleep(_EVERY_SECONDS)
