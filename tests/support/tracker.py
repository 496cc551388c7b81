"""Trackers for tests of actions: a conversation as far as an action sees it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa_sdk import Tracker

from actions.slots import BRIEF, STATE, GiftState
from catalog_index.brief import GiftBrief

SENDER = "conversation-1"


def entities(**values: Any) -> list[dict[str, Any]]:
    """Entities by name; a list stands for several of them."""
    return [
        {"entity": name, "value": item}
        for name, value in values.items()
        for item in (value if isinstance(value, list) else [value])
    ]


def tracker(
    intent: str = "inform",
    text: str = "",
    *,
    brief: GiftBrief | dict[str, Any] | None = None,
    state: GiftState | None = None,
    slots: dict[str, Any] | None = None,
    **said: Any,
) -> Tracker:
    """A tracker after a message with this intent, text and these entities."""
    data = brief.model_dump(mode="json") if isinstance(brief, GiftBrief) else brief
    return Tracker.from_dict(
        {
            "sender_id": SENDER,
            "slots": {BRIEF: data, STATE: asdict(state) if state else None, **(slots or {})},
            "latest_message": {"intent": {"name": intent}, "text": text, "entities": entities(**said)},
            "events": [],
            "paused": False,
            "followup_action": None,
            "active_loop": {},
            "latest_action_name": None,
        }
    )
