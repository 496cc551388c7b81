"""Wishlists: saved, read, shared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from bot.db import Database, utc_now
from bot.errors import NotFoundError
from bot.settings import Settings
from bot.wishlist.errors import UnknownProductError, UnknownShareLinkError, WishlistFullError
from bot.wishlist.models import ShareLink, WishlistItem
from bot.wishlist.repository import WishlistRepository, new_link
from bot.wishlist.schemas import Share, SharedItem, SharedWishlist
from bot.wishlist.tokens import ShareTokens, share_token_hash
from catalog_index.product import Money, Product


class WishlistService:
    """The wishlists of all conversations. A list keeps ids; what they stand for is the catalog's to say.

    `product` looks a product up in the catalog; `changed` is told of each change, to reach the conversation's
    open pages.
    """

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
        self._tokens = ShareTokens(settings.share_secret, settings.var_dir)

    async def items(self, conversation_id: str) -> list[Product]:
        """Return the saved products that the catalog still has, in the order of saving."""
        async with self._database.read() as session:
            ids = await WishlistRepository(session).product_ids(conversation_id)
        return [product for item in ids if (product := self._product(item))]

    def total(self, products: Sequence[Product]) -> Money:
        """Return what the products cost together; a product in another currency than the first is left out."""
        currency = products[0].current_price.currency if products else self._settings.currency
        prices = (product.current_price for product in products)
        return Money(sum((price.amount for price in prices if price.currency == currency), Decimal(0)), currency)

    async def add(self, conversation_id: str, product_id: str) -> None:
        """Save a product; saving it again changes nothing.

        Raises:
            UnknownProductError: the catalog has no such product.
            WishlistFullError: the list is full.
        """
        if self._product(product_id) is None:
            raise UnknownProductError
        async with self._database.write() as session:
            repository = WishlistRepository(session)
            await self._lock(repository, conversation_id)
            if await repository.has(conversation_id, product_id):
                return
            if await repository.count(conversation_id) >= self._settings.wishlist_limit:
                raise WishlistFullError(self._settings.wishlist_limit)
            repository.add(WishlistItem(conversation_id=conversation_id, product_id=product_id, added_at=utc_now()))
        self._changed(conversation_id)

    async def remove(self, conversation_id: str, product_id: str) -> None:
        """Take a product off the list; taking it off again changes nothing.

        Raises:
            UnknownProductError: neither the list nor the catalog has such a product.
        """
        async with self._database.write() as session:
            repository = WishlistRepository(session)
            if not await repository.has(conversation_id, product_id):
                if self._product(product_id) is None:
                    raise UnknownProductError
                return
            await repository.remove(conversation_id, product_id)
        self._changed(conversation_id)

    async def share(self, conversation_id: str, title: str | None = None) -> Share:
        """Return the public link to the list: the one that is out, or a new one. A title given renames it."""
        async with self._database.write() as session:
            repository = WishlistRepository(session)
            await self._lock(repository, conversation_id)
            link = self._own(await repository.active_links(conversation_id))
            if link is None:
                made_at = utc_now()
                token = self._tokens.token(conversation_id, made_at)
                link = new_link(conversation_id, share_token_hash(token), title or None, made_at)
                repository.add(link)
            elif title:
                link.title = title
            share = self._share(link)
        self._changed(conversation_id)
        return share

    async def active_share(self, conversation_id: str) -> Share | None:
        """Return the link that is out, None where there is none."""
        async with self._database.read() as session:
            link = self._own(await WishlistRepository(session).active_links(conversation_id))
        return self._share(link) if link else None

    async def revoke(self, conversation_id: str, token: str) -> None:
        """Make a link open nothing any more, for good; doing it again changes nothing.

        Raises:
            UnknownShareLinkError: this conversation never had such a link.
        """
        async with self._database.write() as session:
            link = await WishlistRepository(session).link(share_token_hash(token))
            if link is None or link.conversation_id != conversation_id:
                raise UnknownShareLinkError
            link.revoked_at = link.revoked_at or utc_now()
        self._changed(conversation_id)

    async def shared(self, token: str) -> SharedWishlist | None:
        """Return the list that a link opens, None for a token that is unknown or taken back."""
        async with self._database.read() as session:
            repository = WishlistRepository(session)
            link = await repository.link(share_token_hash(token))
            if link is None or link.revoked_at is not None:
                return None
            ids = await repository.product_ids(link.conversation_id)
        return SharedWishlist(link.title, [SharedItem(item, self._product(item)) for item in ids])

    @staticmethod
    async def _lock(repository: WishlistRepository, conversation_id: str) -> None:
        if not await repository.lock(conversation_id):
            raise NotFoundError("There is no such conversation.")

    def _own(self, links: Sequence[ShareLink]) -> ShareLink | None:
        """Return the newest link whose token our key makes (others were made under a key that is lost)."""
        made = (link for link in links if share_token_hash(self._token(link)) == link.token_hash)
        return next(made, None)

    def _token(self, link: ShareLink) -> str:
        return self._tokens.token(link.conversation_id, link.created_at)

    def _share(self, link: ShareLink) -> Share:
        token = self._token(link)
        return Share(token, f"{self._settings.public_url}/w/{token}")
