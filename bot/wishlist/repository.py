"""Reads and writes wishlists."""

from __future__ import annotations

from sqlalchemy import select

from bot.db import Database
from bot.wishlist.models import WishlistItem


async def wishlist_ids(database: Database, conversation_id: str) -> list[str]:
    """Return the ids of the products that a shopper saved, in the order of saving."""
    query = (
        select(WishlistItem.product_id).where(WishlistItem.conversation_id == conversation_id).order_by(WishlistItem.id)
    )
    async with database.read() as session:
        return list((await session.scalars(query)).all())
