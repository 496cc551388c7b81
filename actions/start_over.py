"""action_start_over: an empty brief, nobody in mind."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.lead_back import lead_back
from actions.slots import GiftState, events_for, read_state
from actions.standalone import StandaloneAction
from catalog_index.brief import GiftBrief


class ActionStartOver(StandaloneAction):
    """Forgets everybody's brief; the wishlist stays."""

    def name(self) -> str:
        return "action_start_over"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        before = read_state(tracker)
        # How often a text was said is kept, so that none is said twice in a row; what the shop's people ruled out, too.
        brief, state = GiftBrief(), GiftState(said=before.said, vetoed=before.vetoed)
        await lead_back(dispatcher, brief, state, context().texts("started_over"))
        return events_for(brief, state)
