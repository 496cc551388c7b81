"""Tables of wishlists and their share links."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class WishlistItem(Base):
    """A product that a shopper saved."""

    __tablename__ = "wishlist_items"
    __table_args__ = (UniqueConstraint("conversation_id", "product_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(36), ForeignKey("conversations.id", ondelete="CASCADE"))
    product_id: Mapped[str] = mapped_column(String(255))
    added_at: Mapped[datetime]


class ShareLink(Base):
    """A public link to a wishlist; only the token's SHA-256 is kept."""

    __tablename__ = "share_links"
    __table_args__ = (Index("ix_share_links_conversation_id", "conversation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    conversation_id: Mapped[str] = mapped_column(String(36), ForeignKey("conversations.id", ondelete="CASCADE"))
    title: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
