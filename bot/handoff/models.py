"""Table of the wishes to talk to a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class HandoffWish(Base):
    """A shopper asked for a person, in these words."""

    __tablename__ = "handoff_wishes"
    __table_args__ = (Index("ix_handoff_wishes_conversation_id", "conversation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(36), ForeignKey("conversations.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class StateChange(Base):
    """A conversation went from one state to another; `lease` is the one in force after it."""

    __tablename__ = "state_changes"
    __table_args__ = (
        Index("ix_state_changes_conversation_id", "conversation_id"),
        Index("ix_state_changes_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(36), ForeignKey("conversations.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    before: Mapped[str] = mapped_column(String(16))
    after: Mapped[str] = mapped_column(String(16))
    lease: Mapped[int]
    actor: Mapped[str] = mapped_column(String(254))
