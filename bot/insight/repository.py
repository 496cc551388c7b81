"""Reads what insight is made of, inside the caller's session. Counts are of conversations that began in the span."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.conversation.models import Conversation, Message
from bot.feedback.models import Feedback
from bot.go.models import Click
from bot.learning.models import Impression, Order, Wish
from bot.ratings.models import Rating
from bot.visits.models import PageVisit
from bot.wishlist.models import ShareLink, WishlistItem

_MOST_QUESTIONS = 20_000


class InsightRepository:
    """The SQL of insight, over the conversations and events from `begin` up to `end`."""

    def __init__(self, session: AsyncSession, begin: datetime, end: datetime) -> None:
        self._session, self._begin, self._end = session, begin, end

    async def opened(self) -> dict[str, datetime]:
        """Return the conversations that were opened, and when."""
        query = select(Conversation.id, Conversation.created_at).where(self._in(Conversation.created_at))
        return {row.id: row.created_at for row in await self._session.execute(query)}

    async def reached(self) -> list[set[str]]:
        """Return the conversations that said something, were shown gifts, kept one, clicked, bought."""
        said = await self._ids(select(Message.conversation_id).where(Message.role == "shopper"))
        shown = await self._ids(select(Impression.conversation_id))
        useful = await self._ids(select(Feedback.conversation_id).where(Feedback.verdict == "useful"))
        saved = await self._ids(select(WishlistItem.conversation_id))
        shared = await self._ids(select(ShareLink.conversation_id))
        clicked = await self._ids(select(Click.conversation_id))
        bought = await self._ids(select(Order.conversation_id).where(Order.state == "paid"))
        return [said, shown, saved | shared | useful, clicked, bought]

    async def sources(self) -> dict[str, str]:
        """Return the path of the first page that is known of each conversation."""
        first = (
            select(func.min(PageVisit.id))
            .join(Conversation, Conversation.id == PageVisit.conversation_id)
            .where(self._in(Conversation.created_at))
            .group_by(PageVisit.conversation_id)
        )
        query = select(PageVisit.conversation_id, PageVisit.url).where(PageVisit.id.in_(first))
        return {row.conversation_id: urlsplit(row.url).path for row in await self._session.execute(query)}

    async def wishes(self) -> Sequence[Wish]:
        """Return the wishes of the span, oldest first."""
        return (await self._session.scalars(select(Wish).where(self._in(Wish.at)).order_by(Wish.id))).all()

    async def orders(self) -> Sequence[Order]:
        """Return the paid orders of the span that came from a click on one of our links."""
        query = select(Order).where(self._in(Order.ordered_at), Order.state == "paid", Order.click.is_not(None))
        return (await self._session.scalars(query)).all()

    async def impressions(self) -> dict[str, int]:
        """Return how often each product was shown."""
        query = (
            select(Impression.product_id, func.count()).where(self._in(Impression.at)).group_by(Impression.product_id)
        )
        return {row[0]: row[1] for row in await self._session.execute(query)}

    async def clicked_products(self) -> set[str]:
        """Return the products that were followed to the store."""
        query = select(Click.product_id).where(self._in(Click.clicked_at)).distinct()
        return set((await self._session.scalars(query)).all())

    async def kept_products(self) -> dict[str, int]:
        """Return how many shoppers saved each product."""
        query = (
            select(WishlistItem.product_id, func.count())
            .where(self._in(WishlistItem.added_at))
            .group_by(WishlistItem.product_id)
        )
        return {row[0]: row[1] for row in await self._session.execute(query)}

    async def verdicts(self) -> list[tuple[str, str, str | None]]:
        """Return (product, verdict, reason) of each verdict on a gift."""
        query = select(Feedback.product_id, Feedback.verdict, Feedback.reason).where(self._in(Feedback.given_at))
        return [(row[0], row[1], row[2]) for row in await self._session.execute(query)]

    async def scores(self) -> list[int]:
        """Return the scores of the people's help."""
        query = select(Rating.score).where(self._in(Rating.given_at), Rating.score.is_not(None))
        return [score for score in await self._session.scalars(query) if score is not None]

    async def answers(self) -> list[tuple[datetime, str, str]]:
        """Return (when, what the shopper wrote, what the bot answered), newest first; buttons are no questions."""
        asked = aliased(Message)
        query = (
            select(asked.created_at, asked.body, Message.body)
            .join(asked, (asked.conversation_id == Message.conversation_id) & (asked.seq == Message.reply_to))
            .where(self._in(Message.created_at), Message.role == "bot", asked.payload.is_(None))
            .order_by(Message.created_at.desc())
            .limit(_MOST_QUESTIONS)
        )
        return [(row[0], _text(row[1]), _text(row[2])) for row in await self._session.execute(query)]

    def _in(self, moment: Any) -> ColumnElement[bool]:
        inside: ColumnElement[bool] = (moment >= self._begin) & (moment < self._end)
        return inside

    async def _ids(self, query: Select[Any]) -> set[str]:
        return {name for name in await self._session.scalars(query.distinct()) if name is not None}


def _text(body: dict[str, Any]) -> str:
    return str(body.get("text") or "")
