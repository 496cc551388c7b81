"""What can go wrong with a wishlist."""

from __future__ import annotations

from bot.errors import GiftfinderError, NotFoundError


class UnknownProductError(NotFoundError):
    """The catalog has no such product."""

    def __init__(self) -> None:
        super().__init__("There is no such product.")


class UnknownShareLinkError(NotFoundError):
    """This conversation has no such share link."""

    def __init__(self) -> None:
        super().__init__("There is no such share link.")


class WishlistFullError(GiftfinderError):
    """The wishlist holds as much as it may."""

    status, slug, title = 409, "wishlist-full", "The wishlist is full"

    def __init__(self, limit: int) -> None:
        super().__init__(f"A wishlist holds up to {limit} products. Remove one first.", limit=limit)
