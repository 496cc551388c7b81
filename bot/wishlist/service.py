"""Wishlists and the public links to them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.db import Database, utc_now
from bot.errors import NotFoundError
from bot.settings import Settings
from bot.wishlist.errors import WishlistFullError
from bot.wishlist.models import ShareLink, WishlistItem
from bot.wishlist.repository import WishlistRepository, wishlist_ids
from catalog_index.product import Product

# 192 random bits, as 32 characters of base64url.
_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Shared:
    """A link just made: the only moment at which its token is known here."""

    token: str
    url: str


@dataclass(frozen=True, slots=True)
class SharedWishlist:
    """What a public link shows: saved products (ids, oldest first; some may have left the catalog), no conversation."""

    title: str | None
    product_ids: list[str]
    created_at: datetime


class WishlistService:
    """Saves, shares, takes back. `changed` is told of each change, to reach the conversation's open pages."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        product: Callable[[str], Product | None],
        changed: Callable[[str], None],
    ) -> None:
        self._database = database
        self._settings = settings
        self._product = product
        self._changed = changed

    async def items(self, conversation_id: str) -> list[Product]:
        """The saved products that the catalog still has, in the order of saving."""
        ids = await wishlist_ids(self._database, conversation_id)
        return [product for product_id in ids if (product := self._product(product_id))]

    async def add(self, conversation_id: str, product_id: str) -> None:
        """Save a product; saving it again changes nothing.

        Raises:
            NotFoundError: the catalog has no such product.
            WishlistFullError: the list holds as many as it may.
        """
        if self._product(product_id) is None:
            raise NotFoundError("There is no such product.")
        async with self._database.write() as session:
            repository = WishlistRepository(session)
            await repository.lock(conversation_id)
            ids = await repository.ids(conversation_id)
            if product_id in ids:
                return
            if len(ids) >= self._settings.wishlist_limit:
                raise WishlistFullError(f"A wishlist holds at most {self._settings.wishlist_limit} gifts.")
            session.add(WishlistItem(conversation_id=conversation_id, product_id=product_id, added_at=utc_now()))
        self._changed(conversation_id)

    async def remove(self, conversation_id: str, product_id: str) -> None:
        """Take a product off; taking off what isn't there changes nothing."""
        async with self._database.write() as session:
            removed = await WishlistRepository(session).remove(conversation_id, product_id)
        if removed:
            self._changed(conversation_id)

    async def share(self, conversation_id: str, title: str | None = None) -> Shared:
        """Make a new public link. Links made before stay good until they are taken back.

        Only the token's SHA-256 is stored, so a stolen database opens no list; the price is that a link can't be
        shown again, only made anew.
        """
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        link = ShareLink(
            token_hash=_hash(token),
            conversation_id=conversation_id,
            title=(title or "").strip() or None,
            created_at=utc_now(),
        )
        async with self._database.write() as session:
            session.add(link)
        return Shared(token, f"{self._settings.public_url}/w/{token}")

    async def revoke(self, conversation_id: str, token: str) -> None:
        """Take a link back.

        Raises:
            NotFoundError: this conversation has no such link (any more).
        """
        async with self._database.write() as session:
            link = await session.scalar(select(ShareLink).where(ShareLink.token_hash == _hash(token)))
            if link is None or link.conversation_id != conversation_id or link.revoked_at is not None:
                raise NotFoundError("There is no such link.")
            link.revoked_at = utc_now()

    async def shared(self, token: str) -> SharedWishlist | None:
        """What a link shows, None for an unknown or revoked one (looked up by hash: nothing to time)."""
        async with self._database.read() as session:
            link = await session.scalar(select(ShareLink).where(ShareLink.token_hash == _hash(token)))
        if link is None or link.revoked_at is not None:
            return None
        ids = await wishlist_ids(self._database, link.conversation_id)
        return SharedWishlist(link.title, ids, link.created_at)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
