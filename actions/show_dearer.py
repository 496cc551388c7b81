"""action_show_dearer: gifts above the price of those just shown."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.conflicts import offer_relaxations
from actions.context import context
from actions.presenting import amount, say, search, show_cards, wished
from actions.recipients import about
from actions.slots import GiftState, events_for, read_brief, read_state, wish_of
from actions.standalone import StandaloneAction
from catalog_index.brief import GiftBrief
from catalog_index.search import SearchResult

# A price this far above is felt as dearer.
_CLEARLY = 1.15


class ActionShowDearer(StandaloneAction):
    """Shows what costs more than the middle price of the last cards, within the budget; else what more would open."""

    def name(self) -> str:
        return "action_show_dearer"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        services = context()
        brief, state = read_brief(tracker), read_state(tracker)
        state.seen = wish_of(brief, state)
        products = [product for i in state.page if (product := services.catalog.get(i))]
        prices = sorted(float(product.current_price.amount) for product in products)
        middle = prices[len(prices) // 2] if prices else 0.0
        result, limit = await self._above(brief, state, middle)
        if not result.hits:
            say(dispatcher, "no_dearer")
            # More money is what "dearer" asks for: offered first where a budget stands in the way.
            if not (brief.budget and await offer_relaxations(dispatcher, brief, state)):
                await lead_on(dispatcher, brief, state)
            return events_for(brief, state)
        text = services.texts("dearer", amount=amount(limit, services.catalog.currency))
        show_cards(dispatcher, result, state, about(text, brief, state))
        await lead_on(dispatcher, brief, state)
        return events_for(brief, state)

    async def _above(self, brief: GiftBrief, state: GiftState, middle: float) -> tuple[SearchResult, float]:
        """Clearly dearer ones not shown yet, else any above the middle price."""
        for limit in (round(middle * _CLEARLY, 2), middle):
            result = await search(brief, state, without=state.shown, above_price=limit)
            result.hits[:] = [hit for hit in result.hits if wished(hit, brief, state)]
            if result.hits:
                break
        return result, limit
