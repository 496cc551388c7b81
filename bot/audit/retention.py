"""Deletes the lines of the staff's log that are older than the settings keep them.

The log is append-only all the same: the database refuses every change of a line, and the deletion of one that is not
older than LEAST_DAYS by its own clock (see migration 0009). What is deleted is the log's oldest end, never a line out
of its middle, and that it was deleted is a line of the log itself.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select

from bot.db import Database, utc_now
from bot.staff.models import StaffAction
from bot.staff.repository import StaffRepository

log = logging.getLogger(__name__)
LEAST_DAYS = 90
ACTOR, ACTION = "retention", "audit.expired"
# Small enough that nobody waits for the database meanwhile.
_AT_ONCE = 1000


class AuditRetention:
    """Keeps the staff's log for `keep_days` (at least LEAST_DAYS)."""

    def __init__(self, database: Database, *, keep_days: float) -> None:
        self._database = database
        self._keep = timedelta(days=keep_days)

    async def delete_old(self) -> int:
        """Delete what is older than it may be, and say so in the log; returns how many lines."""
        before = utc_now() - self._keep
        deleted = 0
        while some := await self._delete_some(before):
            deleted += some
        if deleted:
            log.info("old lines of the staff's log deleted", extra={"count": deleted})
        return deleted

    async def _delete_some(self, before: datetime) -> int:
        oldest = select(StaffAction.id).where(StaffAction.at < before).order_by(StaffAction.id).limit(_AT_ONCE)
        async with self._database.write() as session:
            done = await session.execute(delete(StaffAction).where(StaffAction.id.in_(oldest.scalar_subquery())))
            lines = cast(CursorResult[Any], done).rowcount
            if lines:
                StaffRepository(session).log(ACTOR, ACTION, "", lines=lines, before=before.isoformat())
        return lines
