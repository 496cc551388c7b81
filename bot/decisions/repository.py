"""Reads and writes decisions and their deliveries, inside the caller's session."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import CursorResult, Select, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.decisions.models import Decision, DecisionDelivery

PENDING, DELIVERED, FAILED = "pending", "delivered", "failed"
# The class of our advisory locks of orders ("order").
_ORDERS = 0x6F72_6472
Pair = tuple[Decision, DecisionDelivery]


class DecisionRepository:
    """The SQL of decisions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: Decision | DecisionDelivery) -> None:
        """Add a decision or its delivery."""
        self._session.add(row)

    async def of(self, conversation_id: str) -> Sequence[Pair]:
        """Return a conversation's decisions, newest first."""
        query = _pairs().where(Decision.conversation_id == conversation_id).order_by(Decision.at.desc())
        return [(row[0], row[1]) for row in await self._session.execute(query)]

    async def one(self, decision_id: str) -> Pair | None:
        """Return a decision."""
        row = (await self._session.execute(_pairs().where(Decision.id == decision_id))).first()
        return (row[0], row[1]) if row else None

    async def by_client_id(self, conversation_id: str, client_id: str) -> Pair | None:
        """Return the decision that was recorded under this client_id."""
        query = _pairs().where(Decision.conversation_id == conversation_id, Decision.client_id == client_id)
        row = (await self._session.execute(query)).first()
        return (row[0], row[1]) if row else None

    async def granted(self, kind: str, conversation_id: str, order_reference: str | None = None) -> Decimal:
        """Return how much of a kind was granted in a conversation or for an order."""
        about = [Decision.conversation_id == conversation_id]
        if order_reference is not None:
            about.append(func.lower(Decision.order_reference) == order_reference.lower())
        total = await self._session.scalar(select(func.sum(Decision.amount)).where(Decision.kind == kind, or_(*about)))
        return Decimal(total or 0)

    async def lock_order(self, order_reference: str) -> None:
        """Let nobody else grant anything for an order until this transaction ends.

        SQLite has one writer at a time anyway; elsewhere two agents in two conversations could pass the limit together.
        """
        if self._session.get_bind().dialect.name == "postgresql":
            key = zlib.crc32(order_reference.lower().encode())
            await self._session.execute(select(func.pg_advisory_xact_lock(_ORDERS, key - 2**31)))

    async def due(self, now: datetime, limit: int) -> Sequence[str]:
        """Return the decisions whose delivery is to be tried now, the longest due first."""
        query = select(DecisionDelivery.decision_id).where(
            DecisionDelivery.state == PENDING, DecisionDelivery.next_at <= now
        )
        return (await self._session.scalars(query.order_by(DecisionDelivery.next_at).limit(limit))).all()

    async def claim(self, decision_id: str, now: datetime, until: datetime) -> bool:
        """Take a due delivery for this process until a time; False where another one was faster."""
        taken = await self._session.execute(
            update(DecisionDelivery)
            .where(
                DecisionDelivery.decision_id == decision_id,
                DecisionDelivery.state == PENDING,
                DecisionDelivery.next_at <= now,
            )
            .values(next_at=until, attempts=DecisionDelivery.attempts + 1)
        )
        return isinstance(taken, CursorResult) and taken.rowcount == 1

    async def settle(self, decision_id: str, **values: object) -> None:
        """Write how an attempt ended; what was delivered stays delivered."""
        await self._session.execute(
            update(DecisionDelivery)
            .where(DecisionDelivery.decision_id == decision_id, DecisionDelivery.state != DELIVERED)
            .values(**values)
        )


def _pairs() -> Select[Decision, DecisionDelivery]:
    return select(Decision, DecisionDelivery).join(DecisionDelivery, DecisionDelivery.decision_id == Decision.id)
