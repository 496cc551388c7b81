"""Reads and writes rules and synonyms, inside the caller's session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.steering.models import SteeringRule, SynonymGroup

Mark = tuple[int, datetime | None, int, datetime | None]


class SteeringRepository:
    """The SQL of steering."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: SteeringRule | SynonymGroup) -> None:
        """Add a rule or a group."""
        self._session.add(row)

    async def remove(self, row: SteeringRule | SynonymGroup) -> None:
        """Delete a rule or a group."""
        await self._session.delete(row)

    async def rule(self, rule_id: int) -> SteeringRule | None:
        """Return a rule."""
        return await self._session.get(SteeringRule, rule_id)

    async def rules(self) -> Sequence[SteeringRule]:
        """Return all rules, in the order they act."""
        query = select(SteeringRule).order_by(SteeringRule.position, SteeringRule.id)
        return (await self._session.scalars(query)).all()

    async def group(self, group_id: int) -> SynonymGroup | None:
        """Return a group of synonyms."""
        return await self._session.get(SynonymGroup, group_id)

    async def groups(self) -> Sequence[SynonymGroup]:
        """Return all groups of synonyms."""
        return (await self._session.scalars(select(SynonymGroup).order_by(SynonymGroup.id))).all()

    async def mark(self) -> Mark:
        """Return what changes whenever a rule or a group does."""
        rules = (await self._session.execute(select(func.count(), func.max(SteeringRule.edited_at)))).one()
        groups = (await self._session.execute(select(func.count(), func.max(SynonymGroup.edited_at)))).one()
        return rules[0], rules[1], groups[0], groups[1]
