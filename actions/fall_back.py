"""action_fall_back: not understood; after two misses in a row a person is offered."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.brief_update import updated
from actions.context import context
from actions.message import read_message
from actions.presenting import quick_replies, say
from actions.slots import FORM, events_for, read_brief, read_state
from actions.standalone import StandaloneAction


class ActionFallBack(StandaloneAction):
    """Says so once, differently the second time, and leads back."""

    def name(self) -> str:
        return "action_fall_back"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        texts = context().texts
        brief, state = read_brief(tracker), read_state(tracker)
        if updated(brief, state, read_message(tracker), currency=context().catalog.currency) != brief:
            # An answer to the question that stands, in words that are not known: the form's business.
            return [FollowupAction(FORM)]
        state.misses += 1
        if state.misses >= 2:
            state.misses = 0
            options = [
                (texts("button.show_now"), "/show_now"),
                (texts("button.start_over"), "/start_over"),
                (texts("button.person"), "/hand_off"),
            ]
            quick_replies(dispatcher, texts("not_understood.1"), options)
            return events_for(brief, state)
        say(dispatcher, "not_understood.0")
        await lead_on(dispatcher, brief, state)
        return events_for(brief, state)
