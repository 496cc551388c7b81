"""Table of the pages visited."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class PageVisit(Base):
    """A shopper opened a page. `url` is origin and path only: queries carry what is nobody's business."""

    __tablename__ = "page_visits"
    __table_args__ = (Index("ix_page_visits_conversation_id", "conversation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(36), ForeignKey("conversations.id", ondelete="CASCADE"))
    url: Mapped[str] = mapped_column(String(500))
    title: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
