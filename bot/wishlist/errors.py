"""What can go wrong with a wishlist."""

from __future__ import annotations

from bot.errors import GiftfinderError


class WishlistFullError(GiftfinderError):
    """The list holds as many products as it may."""

    status, slug, title = 409, "wishlist-full", "The wishlist is full"
