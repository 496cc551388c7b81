"""Reads what agents see of all conversations, inside the caller's session."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Conversation, Message
from bot.feedback.models import Feedback
from bot.go.models import Click
from bot.handoff.filters import Filters, in_lane, narrowed, says
from bot.handoff.schemas import Lane
from bot.staff.models import StaffMember


class DeskRepository:
    """The SQL of the inbox."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lane(
        self, lane: Lane, staff_id: int, filters: Filters, open_occasions: Collection[str], *, limit: int
    ) -> Sequence[Conversation]:
        """Return the conversations of a lane that pass the filters."""
        query = narrowed(in_lane(lane, staff_id, open_occasions), filters, staff_id, open_occasions)
        return (await self._session.scalars(query.limit(limit))).all()

    async def names(self, staff_ids: Collection[int]) -> dict[int, str]:
        """Return the names of some accounts."""
        query = select(StaffMember.id, StaffMember.name).where(StaffMember.id.in_(staff_ids))
        return {row.id: row.name for row in await self._session.execute(query)}

    async def last_lines(self, conversation_ids: Collection[str]) -> dict[str, Message]:
        """Return the newest line of some conversations."""
        newest = and_(Message.conversation_id == Conversation.id, Message.seq == Conversation.last_seq)
        query = select(Message).join(Conversation, newest).where(Conversation.id.in_(conversation_ids))
        return {line.conversation_id: line for line in await self._session.scalars(query)}

    async def matches(self, conversation_ids: Collection[str], text: str) -> dict[str, Message]:
        """Return the newest line of some conversations that has a text in it."""
        newest = (
            select(Message.conversation_id, func.max(Message.seq).label("seq"))
            .where(Message.conversation_id.in_(conversation_ids), says(text))
            .group_by(Message.conversation_id)
            .subquery()
        )
        here = and_(Message.conversation_id == newest.c.conversation_id, Message.seq == newest.c.seq)
        return {line.conversation_id: line for line in await self._session.scalars(select(Message).join(newest, here))}

    async def clicks(self, conversation_id: str) -> dict[str, int]:
        """Return how often each product's link was followed out of a conversation."""
        query = select(Click.product_id, func.count().label("clicks")).where(Click.conversation_id == conversation_id)
        rows = await self._session.execute(query.group_by(Click.product_id).order_by(func.min(Click.id)))
        return {row.product_id: row.clicks for row in rows}

    async def verdicts(self, conversation_id: str) -> dict[str, str]:
        """Return the shopper's verdict on each judged product."""
        query = select(Feedback.product_id, Feedback.verdict).where(Feedback.conversation_id == conversation_id)
        return {row.product_id: row.verdict for row in await self._session.execute(query)}
