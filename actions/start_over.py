"""action_start_over: an empty brief."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import GiftState, events_for
from actions.standalone import StandaloneAction
from catalog_index.brief import GiftBrief


class ActionStartOver(StandaloneAction):
    """Forgets the brief; the wishlist stays."""

    def name(self) -> str:
        return "action_start_over"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        return events_for(GiftBrief(), GiftState(asked="relationship"))
