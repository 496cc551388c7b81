"""action_start_over: an empty brief."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import REQUESTED, GiftState, events_for
from catalog_index.brief import GiftBrief


class ActionStartOver(Action):
    """Forgets the brief; the wishlist stays."""

    def name(self) -> str:
        return "action_start_over"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        state = GiftState(asked="relationship")
        return [ActiveLoop(None), SlotSet(REQUESTED, None), *events_for(GiftBrief(), state)]
