"""Reads and writes wishlists."""

from __future__ import annotations

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.repository import ConversationRepository
from bot.db import Database
from bot.wishlist.models import WishlistItem


class WishlistRepository:
    """The tables of one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock(self, conversation_id: str) -> None:
        """Let nobody else change this conversation until the session ends (so that the limit holds)."""
        await ConversationRepository(self._session).lock(conversation_id)

    async def ids(self, conversation_id: str) -> list[str]:
        """The ids of the products that a shopper saved, in the order of saving."""
        query = (
            select(WishlistItem.product_id)
            .where(WishlistItem.conversation_id == conversation_id)
            .order_by(WishlistItem.id)
        )
        return list((await self._session.scalars(query)).all())

    async def remove(self, conversation_id: str, product_id: str) -> bool:
        """Delete an item; whether there was one."""
        result = await self._session.execute(
            delete(WishlistItem).where(
                WishlistItem.conversation_id == conversation_id, WishlistItem.product_id == product_id
            )
        )
        return isinstance(result, CursorResult) and result.rowcount > 0


async def wishlist_ids(database: Database, conversation_id: str) -> list[str]:
    """The ids of the products that a shopper saved, in the order of saving."""
    async with database.read() as session:
        return await WishlistRepository(session).ids(conversation_id)
