"""Reads what agents see of all conversations, inside the caller's session."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Select, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Conversation, Message
from bot.handoff.schemas import Lane
from bot.staff.models import StaffMember


class DeskRepository:
    """The SQL of the inbox."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lane(self, lane: Lane, staff_id: int, *, limit: int) -> Sequence[Conversation]:
        """Return the conversations of a lane that anything was said in."""
        query = select(Conversation).where(Conversation.last_seq > 0)
        return (await self._session.scalars(_narrowed(query, lane, staff_id).limit(limit))).all()

    async def names(self, staff_ids: Collection[int]) -> dict[int, str]:
        """Return the names of some accounts."""
        query = select(StaffMember.id, StaffMember.name).where(StaffMember.id.in_(staff_ids))
        return {row.id: row.name for row in await self._session.execute(query)}

    async def last_lines(self, conversation_ids: Collection[str]) -> dict[str, Message]:
        """Return the newest line of some conversations."""
        newest = and_(Message.conversation_id == Conversation.id, Message.seq == Conversation.last_seq)
        query = select(Message).join(Conversation, newest).where(Conversation.id.in_(conversation_ids))
        return {line.conversation_id: line for line in await self._session.scalars(query)}


def _narrowed(query: Select[Conversation], lane: Lane, staff_id: int) -> Select[Conversation]:
    if lane == "waiting":
        return query.where(Conversation.status == "waiting").order_by(Conversation.waiting_since)
    query = query.order_by(Conversation.updated_at.desc())
    if lane == "mine":
        return query.where(Conversation.status == "agent", Conversation.holder_id == staff_id)
    if lane == "closed":
        return query.where(Conversation.status == "closed")
    return query.where(Conversation.status != "closed")
