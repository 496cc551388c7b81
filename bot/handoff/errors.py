"""What can go wrong when people take conversations over."""

from __future__ import annotations

from bot.errors import GiftfinderError


class HeldError(GiftfinderError):
    """Somebody else has the conversation."""

    status, slug, title = 409, "held", "Somebody else has this conversation"

    def __init__(self, holder: str) -> None:
        super().__init__(f"{holder} has this conversation.", holder=holder)


class LeaseError(GiftfinderError):
    """The caller's hold on the conversation is over: it was released, closed, or taken by somebody else."""

    status, slug, title = 409, "lease-lost", "You no longer have this conversation"

    def __init__(self, holder: str | None) -> None:
        who = f"{holder} has it now." if holder else "Nobody has it now."
        super().__init__(who, holder=holder)


class ClosedError(GiftfinderError):
    """The conversation has ended."""

    status, slug, title = 409, "closed", "This conversation is closed"


class NotHereError(GiftfinderError):
    """The agent to whom a conversation was to go is not at a console: the shopper would talk to nobody."""

    status, slug, title = 409, "not-here", "Your colleague is not at the desk"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not at the desk right now.", colleague=name)
