"""action_set_aside: what has nothing to do with gifts; at the second time in a row a person is offered."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.ask_product import ActionAskProduct
from actions.asked_of_shown import asked_of_shown
from actions.context import context
from actions.fall_back import MISSES_UNTIL_A_PERSON
from actions.lead_back import lead_back
from actions.message import read_message
from actions.offer_person import offer_person
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.variants import next_variant
from bot.nlu.digressions import digression

# Met with a word of their own, and no sign that somebody looks for help in vain.
_FRIENDLY = {"sorrow", "love", "joke"}


class ActionSetAside(StandaloneAction):
    """Says what it can't do in words that fit, and leads back."""

    ends_misses = False

    def name(self) -> str:
        return "action_set_aside"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state, said = read_brief(tracker), read_state(tracker), read_message(tracker)
        kind = digression(said.text)
        if kind is None and asked_of_shown(said, state):
            # "What's a slipmat?" with one on the table is no matter of its own.
            return events_for(await ActionAskProduct().advise(dispatcher, said, state, brief), state)
        state.misses += kind not in _FRIENDLY
        if state.misses >= MISSES_UNTIL_A_PERSON and kind is None:
            offer_person(dispatcher, state, "off_topic_again")
        else:
            key = next_variant(state, f"off_topic_{kind}" if kind else "off_topic")
            await lead_back(dispatcher, brief, state, context().texts(key))
        return events_for(brief, state)
