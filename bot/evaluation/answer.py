"""What came of one turn of a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one turn.

    `replies`, `brief` and `recipients` are the API's; `listed` the product ids on the wishlist afterwards; `log` all
    texts of the conversation so far, as they are stored; `problem` says why nothing came, "" where something did.
    """

    replies: list[dict[str, Any]]
    brief: dict[str, Any]
    recipients: list[dict[str, Any]]
    listed: list[str]
    log: str
    status: str = "bot"
    problem: str = ""

    @property
    def cards(self) -> list[dict[str, Any]]:
        """All product cards of the answer."""
        return [card for reply in self.replies if reply["type"] == "product_cards" for card in reply["items"]]

    @property
    def options(self) -> list[dict[str, Any]]:
        """All buttons of the answer."""
        return [option for reply in self.replies for option in reply.get("options") or []]

    @property
    def text(self) -> str:
        """All texts of the answer, a line each."""
        return "\n".join(reply.get("text") or "" for reply in self.replies)
