"""action_small_talk: a greeting, thanks, praise, a question about the assistant; answered, then back to the gift."""

from __future__ import annotations

import re

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.lead_back import lead_back
from actions.message import Said, read_message
from actions.presenting import amount
from actions.product_steps import offer_for
from actions.references import meant
from actions.slots import GiftState, events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.taste import praise
from actions.variants import next_variant
from catalog_index.product import Product

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
        if said.intent == "compliment" and len(liked := _liked(said, state)) == 1:
            praise(state, [liked[0].id])
            offer_for(dispatcher, liked[0], text=services.texts("liked", title=liked[0].title))
            return events_for(brief, state)
        key = _key(said.intent, said.text)
        price = amount(_EXAMPLE_PRICE, services.catalog.currency)
        text = services.texts(next_variant(state, key), amount=price)
        await lead_back(dispatcher, brief, state, text)
        return events_for(brief, state)


def _liked(said: Said, state: GiftState) -> list[Product]:
    """The gift that is praised ("the second one is lovely"), [] where it is all or the assistant."""
    return meant(said, state) if said.has("ordinal") and state.page else []


def _key(intent: str, text: str) -> str:
    if intent == "greet" and _HOW_ARE_YOU.search(text):
        return "how_are_you"
    if intent == "help" and _LIST.search(text):
        return "help_list"
    return intent
