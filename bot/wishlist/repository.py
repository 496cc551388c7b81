"""Reads and writes wishlists and share links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Conversation
from bot.wishlist.models import ShareLink, WishlistItem


async def wishlist_ids(session: AsyncSession, conversation_id: str) -> list[str]:
    """Return the ids of the products that a shopper saved, in the order of saving."""
    return await WishlistRepository(session).product_ids(conversation_id)


class WishlistRepository:
    """The SQL of wishlists, inside the caller's session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock(self, conversation_id: str) -> bool:
        """Let nobody else change this conversation's list until the transaction ends; False: no such one."""
        query = select(Conversation.id).where(Conversation.id == conversation_id).with_for_update()
        return await self._session.scalar(query) is not None

    async def product_ids(self, conversation_id: str) -> list[str]:
        """Return the ids of the saved products, in the order of saving."""
        query = (
            select(WishlistItem.product_id)
            .where(WishlistItem.conversation_id == conversation_id)
            .order_by(WishlistItem.id)
        )
        return list((await self._session.scalars(query)).all())

    async def has(self, conversation_id: str, product_id: str) -> bool:
        """Whether the product is on the list."""
        query = select(WishlistItem.id).where(
            WishlistItem.conversation_id == conversation_id, WishlistItem.product_id == product_id
        )
        return await self._session.scalar(query) is not None

    async def count(self, conversation_id: str) -> int:
        """Return how many products are on the list."""
        query = select(func.count()).where(WishlistItem.conversation_id == conversation_id)
        return await self._session.scalar(query) or 0

    def add(self, item: WishlistItem | ShareLink) -> None:
        """Add a product or a link."""
        self._session.add(item)

    async def remove(self, conversation_id: str, product_id: str) -> None:
        """Take a product off the list, if it is there."""
        await self._session.execute(
            delete(WishlistItem).where(
                WishlistItem.conversation_id == conversation_id, WishlistItem.product_id == product_id
            )
        )

    async def active_links(self, conversation_id: str) -> Sequence[ShareLink]:
        """Return the conversation's links that still open, newest first."""
        query = (
            select(ShareLink)
            .where(ShareLink.conversation_id == conversation_id, ShareLink.revoked_at.is_(None))
            .order_by(ShareLink.id.desc())
        )
        return (await self._session.scalars(query)).all()

    async def link(self, hashed: str) -> ShareLink | None:
        """Return the link with this token hash, revoked or not."""
        return await self._session.scalar(select(ShareLink).where(ShareLink.token_hash == hashed))


def new_link(conversation_id: str, hashed: str, title: str | None, made_at: datetime) -> ShareLink:
    """Return a link, not yet added."""
    return ShareLink(
        token_hash=hashed, conversation_id=conversation_id, title=title, created_at=made_at, revoked_at=None
    )
