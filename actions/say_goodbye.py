"""action_say_goodbye: the last words; nothing more is asked."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.presenting import counted
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.variants import say_variant


class ActionSayGoodbye(StandaloneAction):
    """Reminds of the list where something is on it."""

    def name(self) -> str:
        return "action_say_goodbye"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        state = read_state(tracker)
        saved = await context().wishlist.items(tracker.sender_id)
        if saved:
            say_variant(dispatcher, state, "goodbye_list", count=counted(len(saved)))
        else:
            say_variant(dispatcher, state, "goodbye")
        return events_for(read_brief(tracker), state)
