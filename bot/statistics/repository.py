"""Reads what the statistics are made of, inside the caller's session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.handoff.models import StateChange
from bot.ratings.models import Rating
from bot.staff.models import StaffAction, StaffMember
from bot.statistics.cases import BOT, Reply


class StatisticsRepository:
    """The SQL of the statistics. What was erased is in none of them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def changes(self, since: datetime, until: datetime) -> Sequence[StateChange]:
        """Return all changes of the conversations that left the bot in a span of time, by conversation and time."""
        query = (
            select(StateChange)
            .where(StateChange.conversation_id.in_(_left(since, until)))
            .order_by(StateChange.conversation_id, StateChange.id)
        )
        return (await self._session.scalars(query)).all()

    async def replies(self, since: datetime, until: datetime) -> dict[str, list[Reply]]:
        """Return when agents have said something in these conversations, oldest first.

        The staff's log says who it was; what was said it does not hold.
        """
        query = (
            select(StaffAction.subject, StaffAction.at, StaffAction.actor)
            .where(StaffAction.action == "conversation.said", StaffAction.subject.in_(_left(since, until)))
            .order_by(StaffAction.id)
        )
        found: dict[str, list[Reply]] = {}
        for row in await self._session.execute(query):
            found.setdefault(row.subject, []).append(Reply(row.at, row.actor))
        return found

    async def ratings(self, since: datetime, until: datetime) -> Sequence[Rating]:
        """Return the ratings that were asked for in a span of time, newest first."""
        query = select(Rating).where(Rating.asked_at >= since, Rating.asked_at < until)
        return (await self._session.scalars(query.order_by(Rating.asked_at.desc()))).all()

    async def agents(self) -> Sequence[StaffMember]:
        """Return all accounts of agents, by name; those that are closed too."""
        query = select(StaffMember).where(StaffMember.role == "agent")
        return (await self._session.scalars(query.order_by(StaffMember.name, StaffMember.id))).all()


def _left(since: datetime, until: datetime) -> Select[str]:
    """Ids of the conversations that left the bot in a span of time."""
    return select(StateChange.conversation_id).where(
        StateChange.before == BOT, StateChange.at >= since, StateChange.at < until
    )
