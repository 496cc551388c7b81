"""action_show_similar: gifts like one that was shown, within the brief."""

from __future__ import annotations

import asyncio

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.choosing import chosen
from actions.context import context
from actions.message import read_message
from actions.presenting import offer_next_steps, say, shop_brief, show_cards
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction


class ActionShowSimilar(StandaloneAction):
    """Shows the nearest neighbours of a gift that pass the hard filters."""

    def name(self) -> str:
        return "action_show_similar"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        services = context()
        said, state, brief = read_message(tracker), read_state(tracker), read_brief(tracker)
        products = chosen(dispatcher, said, state, intent="more_like", question="similar_which", one=True)
        if not products:
            return []
        result = await asyncio.to_thread(
            services.catalog.search.similar,
            products[0],
            shop_brief(brief),
            limit=services.settings.cards_per_answer,
        )
        if not result.hits:
            say(dispatcher, "no_similar", title=products[0].title)
            return []
        show_cards(dispatcher, result, state, services.texts("similar", title=products[0].title))
        offer_next_steps(dispatcher)
        return events_for(brief, state)
