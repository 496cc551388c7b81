"""What can go wrong when something is granted."""

from __future__ import annotations

from bot.errors import GiftfinderError


class OverLimitError(GiftfinderError):
    """More than the caller's role may grant."""

    status, slug, title = 403, "over-limit", "This is more than you may grant"

    def __init__(self, kind: str, amount: str, limit: str, left: str, currency: str) -> None:
        detail = (
            f"{kind.capitalize()} of {amount} {currency}: you may grant {limit} for an order or in a conversation, "
            f"of which {left} is left."
        )
        super().__init__(detail, kind=kind, limit=limit, left=left, currency=currency)
