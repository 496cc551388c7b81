"""action_small_talk: a greeting, thanks, praise, a question about the assistant; answered, then back to the gift."""

from __future__ import annotations

import re

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.lead_back import lead_back
from actions.message import read_message
from actions.presenting import amount
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.variants import next_variant

_HOW_ARE_YOU = re.compile(
    r"\bhow(?:'s|s| is| are| r)? (?:it going|things|you|u|ya|your day)\b|\b(?:what'?s up|wassup|sup)\b", re.I
)
_LIST = re.compile(r"\b(?:wish ?list|list|save|heart|share)\b", re.I)
_EXAMPLE_PRICE = 50


class ActionSmallTalk(StandaloneAction):
    """One short message: the answer and the question that stands."""

    ends_misses = False

    def name(self) -> str:
        return "action_small_talk"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        services = context()
        brief, state, said = read_brief(tracker), read_state(tracker), read_message(tracker)
        key = _key(said.intent, said.text)
        price = amount(_EXAMPLE_PRICE, services.catalog.currency)
        text = services.texts(next_variant(state, key), amount=price)
        await lead_back(dispatcher, brief, state, text)
        return events_for(brief, state)


def _key(intent: str, text: str) -> str:
    if intent == "greet" and _HOW_ARE_YOU.search(text):
        return "how_are_you"
    if intent == "help" and _LIST.search(text):
        return "help_list"
    return intent
