"""action_show_similar: gifts like one that was shown, within the brief and what else is asked of them."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.choosing import chosen
from actions.context import context
from actions.likeness import likeness
from actions.message import read_message
from actions.presenting import offer_next_steps, shop_brief, show_cards
from actions.product_steps import offer_for
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction


def _not(product_ids: Collection[str]) -> NDArray[np.bool_]:
    """Which products are none of these, bool (count,)."""
    index = context().catalog.search.index
    result = np.ones(len(index), dtype=np.bool_)
    result[[row for product_id in product_ids if (row := index.row(product_id)) is not None]] = False
    return result


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
        product = products[0]
        wanted = likeness(said, state, brief, product)
        search = services.catalog.search
        within = wanted.within & search.kinds.mask(state.only) & _not(state.vetoed)
        # What stands in the row just shown, or a colleague showed, is shown again only where nothing else is like it.
        for rows in (within & _not({*state.page, *state.colleague}), within):
            result = await asyncio.to_thread(
                search.similar,
                product,
                shop_brief(wanted.brief),
                limit=services.settings.cards_per_answer,
                within=rows,
            )
            if result.hits:
                break
        if not result.hits:
            key = "no_similar_such" if wanted.bounded else "no_similar"
            offer_for(dispatcher, product, text=services.texts(key, title=product.title), without=["more_like"])
            return events_for(brief, state)
        show_cards(dispatcher, result, state, services.texts("similar", title=product.title))
        offer_next_steps(dispatcher)
        return events_for(wanted.brief, state)
