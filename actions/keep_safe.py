"""action_keep_safe: somebody in danger, a threat, or what no shop may help with."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.lead_back import lead_back
from actions.message import read_message
from actions.presenting import quick_replies
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.variants import next_variant
from bot.nlu.safety import unsafe_kind

# Nothing is sold in the same breath.
_GRAVE = {"self_harm", "harm"}


class ActionKeepSafe(StandaloneAction):
    """A calm answer of its own for each kind."""

    def name(self) -> str:
        return "action_keep_safe"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        texts = context().texts
        brief, state = read_brief(tracker), read_state(tracker)
        kind = unsafe_kind(read_message(tracker).text) or "illegal"
        text = texts(next_variant(state, f"unsafe_{kind}"))
        if kind in _GRAVE:
            dispatcher.utter_message(text=text)
        elif kind == "threat":
            quick_replies(dispatcher, text, [(texts("button.person"), "/hand_off")])
        else:
            await lead_back(dispatcher, brief, state, text)
        return events_for(brief, state)
