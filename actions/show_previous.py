"""action_show_previous: "go back to the earlier ones"."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.colleague import shelf
from actions.context import context
from actions.presenting import say, shop_brief, show_cards, wanted
from actions.recipients import about
from actions.slots import GiftState, events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from catalog_index.brief import GiftBrief
from catalog_index.search import Hit, SearchResult


class ActionShowPrevious(StandaloneAction):
    """Shows the page before the last, then the one before that; what breaks the wish by now is left out."""

    def name(self) -> str:
        return "action_show_previous"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        text = about(context().texts("earlier"), brief, state)
        while state.pages:
            page = state.pages.pop()
            # Going back twice must not lead forth again: the page left now is not noted as an earlier one.
            if page != state.page and still_fitting(page, brief, state):
                state.page = []
                await show_again(dispatcher, brief, state, page, text)
                return events_for(brief, state)
        say(dispatcher, "no_earlier" if state.page else "nothing_shown")
        await lead_on(dispatcher, brief, state)
        return events_for(brief, state)


async def show_again(
    dispatcher: CollectingDispatcher, brief: GiftBrief, state: GiftState, page: Sequence[str], text: str
) -> None:
    """Show gifts once more that were shown before, as far as they can be had and still fit."""
    result = still_fitting(page, brief, state)
    if result is None:
        say(dispatcher, "no_earlier")
    else:
        show_cards(dispatcher, result, state, text)
    await lead_on(dispatcher, brief, state)


def still_fitting(page: Sequence[str], brief: GiftBrief, state: GiftState) -> SearchResult | None:
    """Gifts that were shown, as far as they can be had and still fit; None where none does."""
    catalog = shelf(state)
    searched = shop_brief(wanted(brief, state))
    passing = catalog.filters.mask(searched) & catalog.kinds.mask(state.only)
    hits = []
    for product_id in page:
        product, row = catalog.index.get(product_id), catalog.index.row(product_id)
        if product is not None and row is not None and passing[row] and product_id not in state.never:
            serves = catalog.serves(product, searched)
            hits.append(Hit(product, 0.0, serves, catalog.reasons(product, searched, serves)))
    return SearchResult(hits, catalog.count(searched, only=state.only), int(passing.sum())) if hits else None
