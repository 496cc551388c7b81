"""action_show_similar: gifts like one that was shown, within the brief and what else is asked of them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from rasa_sdk.executor import CollectingDispatcher

from actions.advising import OneGiftAdvice
from actions.choosing import told
from actions.colleague import shelf
from actions.context import context
from actions.likeness import likeness
from actions.message import Said
from actions.presenting import offer_next_steps, shop_brief, show_cards
from actions.product_steps import offer_for
from actions.slots import GiftState
from catalog_index.brief import GiftBrief
from catalog_index.product import Product

_THOSE = re.compile(r"\b(?:those|these|them)\b", re.IGNORECASE)


def _not(product_ids: Collection[str]) -> NDArray[np.bool_]:
    """Which products are none of these, bool (count,)."""
    index = context().catalog.search.index
    result = np.ones(len(index), dtype=np.bool_)
    result[[row for product_id in product_ids if (row := index.row(product_id)) is not None]] = False
    return result


class ActionShowSimilar(OneGiftAdvice):
    """Shows the nearest neighbours of a gift that pass the hard filters."""

    intent = "more_like"
    which = "similar_which"

    def name(self) -> str:
        return "action_show_similar"

    async def answer(
        self, dispatcher: CollectingDispatcher, said: Said, state: GiftState, brief: GiftBrief
    ) -> GiftBrief:
        meant = told(said, state)
        several = meant.products or meant.among
        if len(several) > 1 and _THOSE.search(said.text):
            # "More like those": like the one talked about, else the first of them.
            focused = [product for product in several if product.id in state.focus]
            return await self.about(dispatcher, (focused or several)[0], said, state, brief)
        return await super().answer(dispatcher, said, state, brief)

    async def about(
        self, dispatcher: CollectingDispatcher, product: Product, said: Said, state: GiftState, brief: GiftBrief
    ) -> GiftBrief:
        services = context()
        wanted = likeness(said, state, brief, product)
        search = shelf(state)
        within = wanted.within & search.kinds.mask(state.only)
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
            offer_for(dispatcher, product, text=services.texts(key, title=product.title), without=[self.intent])
            return brief
        show_cards(dispatcher, result, state, services.texts("similar", title=product.title))
        offer_next_steps(dispatcher)
        return wanted.brief
