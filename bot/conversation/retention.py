"""Deletes conversations that nobody has written in for as long as the settings keep them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError

from bot.conversation.models import Conversation
from bot.db import Database, utc_now

log = logging.getLogger(__name__)
_EVERY_SECONDS = 3600.0
# Small enough that nobody waits for the database meanwhile.
_AT_ONCE = 200


class Retention:
    """A task that looks once an hour; several processes may do so at the same time.

    `keep_days` counts from the last line of the log; a conversation whose token still opens it is kept.
    """

    def __init__(
        self, database: Database, *, keep_days: float, also: Sequence[Callable[[], Awaitable[int]]] = ()
    ) -> None:
        """`also` is called at the same times: what else the settings keep for some time only."""
        self._database = database
        self._keep = timedelta(days=keep_days)
        self._jobs = (self.delete_old, *also)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop looking."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def run_once(self) -> None:
        """Delete all that is old; what can't be now is tried again the next time."""
        for job in self._jobs:
            try:
                await job()
            except SQLAlchemyError:
                log.exception("what is old was not deleted; tried again in an hour")

    async def delete_old(self) -> int:
        """Delete what is older than it may be, with everything that hangs on it; returns how many conversations."""
        deleted = 0
        while ids := await self._some():
            async with self._database.write() as session:
                await session.execute(delete(Conversation).where(Conversation.id.in_(ids)))
            deleted += len(ids)
        if deleted:
            log.info("old conversations deleted", extra={"count": deleted})
        return deleted

    async def _some(self) -> list[str]:
        now = utc_now()
        old = select(Conversation.id).where(Conversation.updated_at < now - self._keep, Conversation.expires_at < now)
        async with self._database.read() as session:
            return list((await session.scalars(old.limit(_AT_ONCE))).all())

    async def _run(self) -> None:
        while True:
            await self.run_once()
            await asyncio.sleep(_EVERY_SECONDS)
