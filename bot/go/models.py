"""Table of the clicks on purchase links."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class Click(Base):
    """Somebody followed a product's purchase link; from a conversation's widget, where that is known.

    `token` went along in the link, where the store tells us its orders: an order that brings it back came from here.
    """

    __tablename__ = "clicks"
    __table_args__ = (
        Index("ix_clicks_product_id_clicked_at", "product_id", "clicked_at"),
        Index("ix_clicks_conversation_id", "conversation_id"),
        Index("ix_clicks_token", "token", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[str] = mapped_column(String(255))
    clicked_at: Mapped[datetime]
    conversation_id: Mapped[str | None] = mapped_column(String(36))
    token: Mapped[str | None] = mapped_column(String(32))
