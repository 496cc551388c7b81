"""action_other_language: a message that is not in English."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.message import read_message
from actions.presenting import quick_replies
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.variants import next_variant
from bot.nlu.languages import OTHER, foreign_language


class ActionOtherLanguage(StandaloneAction):
    """Says in that language, where it is one of those known, that this assistant speaks English."""

    ends_misses = False

    def name(self) -> str:
        return "action_other_language"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        texts = context().texts
        brief, state = read_brief(tracker), read_state(tracker)
        language = foreign_language(read_message(tracker).text) or OTHER
        text = texts(next_variant(state, f"language_{language}"))
        quick_replies(
            dispatcher, text, [(texts("button.person"), "/hand_off"), (texts("button.show_now"), "/show_now")]
        )
        return events_for(brief, state)
