"""What can go wrong with things left for later."""

from __future__ import annotations

from bot.errors import GiftfinderError


class ClaimedError(GiftfinderError):
    """Somebody else is on it."""

    status, slug, title = 409, "claimed", "Somebody else answers this"

    def __init__(self, holder: str) -> None:
        super().__init__(f"{holder} answers this.", holder=holder)


class AnsweredError(GiftfinderError):
    """It was answered."""

    status, slug, title = 409, "answered", "This is answered already"


class NoMailError(GiftfinderError):
    """The shop sends no e-mail."""

    status, slug, title = 409, "no-mail", "This shop sends no e-mail; copy the address"
