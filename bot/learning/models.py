"""Tables of what was shown, wished for and bought. None of them holds a shopper's words.

Rows outlive their conversation (its erasure takes the link away), for `receipt_days`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base

_CONVERSATION = "conversations.id"


class Receipt(Base):
    """One row of cards and how it came about.

    `brief` and `candidates` are what the search was asked and what it weighed, best first: product_id, score, lift (the
    part of it from rules and prior), learned (the part from the learned ranker), matched, pinned. `rules` are the ids
    and names of the rules that acted, `ranker` the fingerprint of the learned ranker, None without one.
    """

    __tablename__ = "receipts"
    __table_args__ = (Index("ix_receipts_conversation_id", "conversation_id"), Index("ix_receipts_at", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    conversation_id: Mapped[str | None] = mapped_column(String(36), ForeignKey(_CONVERSATION, ondelete="SET NULL"))
    seq: Mapped[int]
    release: Mapped[str] = mapped_column(String(64))
    brief: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    total: Mapped[int]
    rules: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    candidates: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    ranker: Mapped[str | None] = mapped_column(String(12))


class Impression(Base):
    """A card that was shown, at a place of its row (1 is the first)."""

    __tablename__ = "impressions"
    __table_args__ = (
        Index("ix_impressions_product_id_at", "product_id", "at"),
        Index("ix_impressions_conversation_id", "conversation_id"),
        Index("ix_impressions_receipt_id", "receipt_id"),
        Index("ix_impressions_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipts.id", ondelete="CASCADE"))
    conversation_id: Mapped[str | None] = mapped_column(String(36), ForeignKey(_CONVERSATION, ondelete="SET NULL"))
    product_id: Mapped[str] = mapped_column(String(255))
    place: Mapped[int]
    at: Mapped[datetime]


class Wish(Base):
    """What a shopper asked for, and how many gifts fitted. `budget` is the most they would spend."""

    __tablename__ = "wishes"
    __table_args__ = (Index("ix_wishes_conversation_id", "conversation_id"), Index("ix_wishes_at", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    conversation_id: Mapped[str | None] = mapped_column(String(36), ForeignKey(_CONVERSATION, ondelete="SET NULL"))
    brief: Mapped[dict[str, Any]] = mapped_column(JSON)
    fits: Mapped[int]


class Order(Base):
    """An order as the store told it last (`told_at` is the store's own time of that state).

    `state` is open, paid or cancelled. `click` is the click on one of our links that led to it, where there was one.
    """

    __tablename__ = "orders"
    __table_args__ = (
        Index("ix_orders_ordered_at", "ordered_at"),
        Index("ix_orders_conversation_id", "conversation_id"),
    )

    source: Mapped[str] = mapped_column(String(16), primary_key=True)
    reference: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    ordered_at: Mapped[datetime]
    told_at: Mapped[datetime]
    currency: Mapped[str] = mapped_column(String(3))
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    click: Mapped[int | None]
    conversation_id: Mapped[str | None] = mapped_column(String(36), ForeignKey(_CONVERSATION, ondelete="SET NULL"))
