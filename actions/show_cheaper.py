"""action_show_cheaper: gifts below the price of those just shown."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.context import context
from actions.message import read_message
from actions.presenting import amount, say, search, show_cards, wished
from actions.recipients import about
from actions.slots import GiftState, events_for, read_brief, read_state, wish_of
from actions.standalone import StandaloneAction
from actions.whose import turned
from catalog_index.brief import GiftBrief
from catalog_index.search import SearchResult

# A price this far below is felt as cheaper.
_CLEARLY = 0.85


class ActionShowCheaper(StandaloneAction):
    """Shows what costs less than the middle price of the last cards."""

    def name(self) -> str:
        return "action_show_cheaper"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        brief = turned(brief, state, read_message(tracker))
        await self.show(dispatcher, brief, state)
        return events_for(brief, state)

    async def show(self, dispatcher: CollectingDispatcher, brief: GiftBrief, state: GiftState) -> None:
        """Show them, or say that there are none."""
        services = context()
        state.seen = wish_of(brief, state)
        products = [product for i in state.page if (product := services.catalog.get(i))]
        prices = sorted(float(product.current_price.amount) for product in products)
        limit = prices[len(prices) // 2] if prices else None
        result, limit = await self._below(brief, state, limit)
        hits = [hit for hit in result.hits if wished(hit, brief, state)]
        if not hits:
            say(dispatcher, "no_cheaper")
            await lead_on(dispatcher, brief, state)
            return
        result.hits[:] = hits
        text = (
            services.texts("cheaper", amount=amount(limit, services.catalog.currency))
            if limit is not None
            else services.texts("cheaper_first")
        )
        show_cards(dispatcher, result, state, about(text, brief, state))
        await lead_on(dispatcher, brief, state)

    async def _below(
        self, brief: GiftBrief, state: GiftState, middle: float | None
    ) -> tuple[SearchResult, float | None]:
        """Clearly cheaper ones not shown yet; else any below the middle price, also some shown before."""
        tries: list[tuple[float | None, list[str]]] = [(middle, [])]
        if middle is not None:
            tries = [(round(middle * _CLEARLY, 2), state.shown), (middle, state.shown), (middle, [])]
        for limit, without in tries:
            result = await search(brief, state, without=without, below_price=limit)
            if any(wished(hit, brief, state) for hit in result.hits):
                break
        return result, limit
