"""Rates counted in PostgreSQL, so that they hold over all gateways: one row a limit, one statement a call."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import math

from limits import RateLimitItem
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.db import Database

log = logging.getLogger(__name__)
_CLEAN_SECONDS = 60.0

# A sliding window of two counters: what the window before counts is weighed by how much of it still reaches into the
# last `period` seconds, rounded up. One gateway's clock plays no part, the database's does.
_HIT = text(
    """
    INSERT INTO rate_windows AS r (key, began, hits, before, ends)
    SELECT :key, t.began, 1, 0, t.began + 2 * CAST(:period AS bigint)
    FROM (SELECT CAST(floor(extract(epoch FROM clock_timestamp()) / :period) AS bigint) * :period AS began) t
    ON CONFLICT (key) DO UPDATE SET
      hits = CASE WHEN r.began >= excluded.began THEN r.hits + 1 ELSE 1 END,
      before = CASE WHEN r.began >= excluded.began THEN r.before
                    WHEN r.began = excluded.began - :period THEN r.hits ELSE 0 END,
      began = greatest(r.began, excluded.began),
      ends = greatest(r.ends, excluded.ends)
    WHERE CASE WHEN r.began >= excluded.began THEN r.hits ELSE 0 END
      + ceil(
          CASE WHEN r.began >= excluded.began THEN r.before
               WHEN r.began = excluded.began - :period THEN r.hits ELSE 0 END
          * greatest(0, 1 - (extract(epoch FROM clock_timestamp()) - greatest(r.began, excluded.began)) / :period)
        ) < :amount
    RETURNING hits
    """
)
_LOOK = text(
    "SELECT began, hits, before, CAST(extract(epoch FROM clock_timestamp()) AS double precision) FROM rate_windows "
    "WHERE key = :key"
)
_CLEAN = text("DELETE FROM rate_windows WHERE ends < extract(epoch FROM clock_timestamp())")


class DatabaseRates:
    """Counts hits. Never lets more through than the rate allows; right after a busy window it lets through less."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to clear away what is over."""
        self._task = asyncio.create_task(self._clean())

    async def stop(self) -> None:
        """Stop clearing."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def hit(self, rate: RateLimitItem, *key: str) -> float:
        """Count a hit; returns 0.0, or after how many seconds it is worth trying again where it is over the rate."""
        # Hashed: addresses are personal, and keys may be long.
        name = hashlib.sha256(rate.key_for(*key).encode("utf-8", "surrogatepass")).hexdigest()
        period = rate.get_expiry()
        if rate.amount > 0 and await self._database.run(_HIT, {"key": name, "period": period, "amount": rate.amount}):
            return 0.0
        rows = await self._database.run(_LOOK, {"key": name})
        if not rows:
            return float(period)
        began, hits, before, now = rows[0]
        return wait_of(rate.amount, period, began, hits, before, now)

    async def _clean(self) -> None:
        while True:
            await asyncio.sleep(_CLEAN_SECONDS)
            try:
                await self._database.run(_CLEAN, {})
            except SQLAlchemyError as error:
                log.warning("old rates not cleared", extra={"kind": type(error).__name__})


def wait_of(amount: int, period: int, began: int, hits: int, before: int, now: float) -> float:
    """Seconds until one more is let through, for a window as it stands; at least 1."""
    if amount <= 0:
        return float(period)
    passed = now - began
    if passed >= period:  # the next window has begun since
        began, hits, before, passed = began + period, 0, hits, passed - period
    if hits >= amount:
        # All of this window's must have moved out of the way but amount - 1.
        wait = period - passed + period * (1 - (amount - 1) / hits)
    else:
        wait = period * (1 - (amount - 1 - hits) / before) - passed if before else 0.0
    return max(1.0, math.ceil(wait))
