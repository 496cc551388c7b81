"""Table of what was left for later; a row is the inbox item and the outbox of its answer in one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base

# How far the answer's e-mail is. SENDING is one process's until `next_at`; FAILED waits for an agent.
NONE, PENDING, SENDING, SENT, FAILED = "none", "pending", "sending", "sent", "failed"


class LaterItem(Base):
    """A shopper's question and address. It is answered once `answered_at` stands; the conversation takes it along."""

    __tablename__ = "later_items"
    __table_args__ = (
        Index("ix_later_items_conversation_id", "conversation_id"),
        Index("ix_later_items_answered_at", "answered_at"),
        Index("ix_later_items_mail_next_at", "mail", "next_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(36), ForeignKey("conversations.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    holder_id: Mapped[int | None]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]
    mail: Mapped[str] = mapped_column(String(16), default=NONE)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(String(200), default="")
    sent_at: Mapped[datetime | None]
