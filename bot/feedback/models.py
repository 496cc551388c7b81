"""Table of the shoppers' verdicts on gifts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class Feedback(Base):
    """A shopper's verdict on a gift that was shown; the last one counts."""

    __tablename__ = "feedback"
    __table_args__ = (Index("ix_feedback_product_id_given_at", "product_id", "given_at"),)

    conversation_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    product_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(32))
    given_at: Mapped[datetime]
