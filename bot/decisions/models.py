"""Tables of what agents have granted, and of how far the shop's own system was told of it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class Decision(Base):
    """Something granted, which the database lets nobody change or delete.

    `actor` is an e-mail address, kept as text so that it outlives the account; the conversation may be erased while
    what was granted in it stays.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_id"),
        Index("ix_decisions_order_reference", "order_reference"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(36))
    client_id: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(254))
    kind: Mapped[str] = mapped_column(String(16))
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    currency: Mapped[str] = mapped_column(String(3))
    order_reference: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)


class DecisionDelivery(Base):
    """How far the shop's system was told of a decision.

    `id` goes with every attempt, so that the receiver can drop doubles; `state` is pending, delivered, or failed (given
    up); `next_at` is when it is tried next, or until when an attempt under way is another process's; `problem` is what
    stood in the way last, "" when nothing did.
    """

    __tablename__ = "decision_deliveries"
    __table_args__ = (Index("ix_decision_deliveries_state_next_at", "state", "next_at"),)

    decision_id: Mapped[str] = mapped_column(String(36), ForeignKey("decisions.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    state: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int]
    next_at: Mapped[datetime]
    problem: Mapped[str] = mapped_column(String(200))
    delivered_at: Mapped[datetime | None]
