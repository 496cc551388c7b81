"""Table of the ratings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class Rating(Base):
    """A shopper was asked, in the log's line `seq`, how the help was; `score` is None until they say it, and `given_at`
    without it is when they said that they'd rather not.

    `staff_id` is who ended the help. `score` is 1 to 5, 5 for the best; `comment` has no personal data in it.
    """

    __tablename__ = "ratings"
    __table_args__ = (
        ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["messages.conversation_id", "messages.seq"],
            ondelete="CASCADE",
            name="fk_ratings_conversation_id_messages",
        ),
        Index("ix_ratings_asked_at", "asked_at"),
    )

    conversation_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    asked_at: Mapped[datetime]
    score: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(String(16))
    comment: Mapped[str | None] = mapped_column(Text)
    given_at: Mapped[datetime | None]
