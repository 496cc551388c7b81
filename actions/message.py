"""What the shopper's last message holds: intent, text, typed entities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker


@dataclass(frozen=True)
class Said:
    """The last message; entity values are typed by the NLU (see bot/nlu)."""

    intent: str
    text: str
    entities: list[dict[str, Any]]

    def one(self, entity: str) -> Any:
        """The first value of an entity, or None."""
        return next((item["value"] for item in self.entities if item["entity"] == entity), None)

    def all(self, entity: str) -> list[Any]:
        """All values of an entity."""
        return [item["value"] for item in self.entities if item["entity"] == entity]

    def has(self, entity: str) -> bool:
        """Whether the message has such an entity."""
        return any(item["entity"] == entity for item in self.entities)


def read_message(tracker: Tracker) -> Said:
    """The shopper's last message."""
    message = tracker.latest_message
    return Said(
        intent=str((message.get("intent") or {}).get("name") or ""),
        text=str(message.get("text") or ""),
        entities=list(message.get("entities") or []),
    )


def intent_before(tracker: Tracker) -> str:
    """The intent of the shopper's message before this one, "" where it is not known any more."""
    said = [event for event in tracker.events if event.get("event") == "user"]
    if len(said) < 2:
        return ""
    return str(((said[-2].get("parse_data") or {}).get("intent") or {}).get("name") or "")
