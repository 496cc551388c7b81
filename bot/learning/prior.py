"""The ranking prior of a shop, counted anew now and then, away from the requests."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import Database, utc_now
from bot.feedback.models import Feedback
from bot.go.models import Click
from bot.learning.models import Impression, Order
from bot.settings import Settings
from bot.wishlist.models import WishlistItem
from catalog_index.prior import Seen, look, prior
from catalog_index.product import Product
from catalog_index.steering import Floats

log = logging.getLogger(__name__)
# Conversation and product.
Pair = tuple[str | None, str]
# What a shopper did with a card counts as so many takes; the strongest counts, not their sum.
_CLICKED, _SAVED, _BOUGHT, _REFUSED = 1.0, 1.0, 3.0, -1.0


class PriorKeeper:
    """Counts every `prior_every` seconds; `changed` puts the new prior to work. A weight of 0 turns it off."""

    def __init__(self, database: Database, settings: Settings, changed: Callable[[], Awaitable[None]]) -> None:
        self._database, self._changed = database, changed
        self._weight, self._every = settings.prior_weight, settings.prior_every
        self._days = timedelta(days=settings.prior_days)
        self._task: asyncio.Task[None] | None = None
        self.values: dict[str, float] = {}

    def over(self, products: Sequence[Product]) -> Floats | None:
        """The prior for the products of an index, float32 (count,); None while there is none."""
        values = self.values
        if not values:
            return None
        return np.array([values.get(product.id, 0.0) for product in products], dtype=np.float32)

    async def start(self) -> None:
        """Begin to count, unless it is turned off."""
        if self._weight > 0:
            self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop counting."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def count(self) -> None:
        """Count all that is in the database, and put it to work where it has changed."""
        async with self._database.read() as session:
            looks, takes = await self._events(session)
        values = await asyncio.to_thread(lambda: prior(_seen(looks, takes), weight=self._weight))
        if values != self.values:
            self.values = values
            await self._changed()
            log.info("prior counted", extra={"products": len(values)})

    async def _events(self, session: AsyncSession) -> tuple[dict[Pair, int], dict[Pair, float]]:
        """The best place at which each shopper saw a product, and what they did with it.

        A shopper counts once for a product, however often it was shown or clicked: nobody can push one.
        """
        since = utc_now() - self._days
        best = (
            select(Impression.conversation_id, Impression.product_id, func.min(Impression.place))
            .where(Impression.at >= since, Impression.conversation_id.is_not(None))
            .group_by(Impression.conversation_id, Impression.product_id)
        )
        looks = {(row[0], row[1]): row[2] for row in await session.execute(best)}
        takes: dict[Pair, float] = {}
        clicks = select(Click.conversation_id, Click.product_id).where(Click.clicked_at >= since)
        saved = select(WishlistItem.conversation_id, WishlistItem.product_id).where(WishlistItem.added_at >= since)
        judged = select(Feedback.conversation_id, Feedback.product_id).where(Feedback.given_at >= since)
        for query, value in (
            (clicks, _CLICKED),
            (saved, _SAVED),
            (judged.where(Feedback.verdict == "useful"), _SAVED),
            (judged.where(Feedback.verdict == "not_for_us"), _REFUSED),
        ):
            for conversation_id, product_id in await session.execute(query):
                pair = (conversation_id, product_id)
                # "Not for us" is the last word.
                takes[pair] = value if value < 0 else max(value, takes.get(pair, 0.0))
        orders = select(Order.conversation_id, Order.lines).where(Order.ordered_at >= since, Order.state == "paid")
        for conversation_id, lines in await session.execute(orders):
            takes |= {(conversation_id, line["product_id"]): _BOUGHT for line in lines}
        return looks, takes

    async def _run(self) -> None:
        while True:
            try:
                await self.count()
            except Exception:
                # The prior of before serves on.
                log.exception("prior not counted")
            await asyncio.sleep(self._every)


def _seen(looks: dict[Pair, int], takes: dict[Pair, float]) -> dict[str, Seen]:
    """Looks and takes of each product; what was done with a card that was never shown is not counted."""
    found: dict[str, list[float]] = {}
    for pair, place in looks.items():
        sums = found.setdefault(pair[1], [0.0, 0.0])
        sums[0] += look(place)
        sums[1] += takes.get(pair, 0.0)
    return {product_id: Seen(*sums) for product_id, sums in sorted(found.items())}
