"""action_recommend_gifts: the first cards for a brief, or what stands in the way of any."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.message import read_message
from actions.presenting import (
    amount,
    counted,
    offer_next_steps,
    offer_relaxations,
    quick_replies,
    say,
    search,
    shop_brief,
    show_cards,
)
from actions.slots import GiftState, events_for, read_brief, read_state
from catalog_index.brief import GiftBrief
from catalog_index.search import SearchResult


class ActionRecommendGifts(Action):
    """Shows the best gifts for the brief."""

    def name(self) -> str:
        return "action_recommend_gifts"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        state.forget_shown()
        result = await search(brief, state)
        if brief.budget and brief.budget.max and read_message(tracker).has("budget"):
            wanted = shop_brief(brief).budget
            if wanted and wanted.max is not None and wanted.currency != brief.budget.currency:
                say(dispatcher, "other_currency", amount=amount(wanted.max, wanted.currency))
        if result.total and result.hits:
            # While some serve the wishes, only those are shown.
            result.hits[:] = [hit for hit in result.hits if hit.matched or not brief.interests]
            show_cards(dispatcher, result, state, _headline(len(result.hits), result.total))
            offer_next_steps(dispatcher)
        else:
            await self._nothing_fits(dispatcher, brief, state, result)
        return events_for(brief, state)

    async def _nothing_fits(
        self, dispatcher: CollectingDispatcher, brief: GiftBrief, state: GiftState, result: SearchResult
    ) -> None:
        """The nearest there is, then what could be relaxed: the buttons come last, where they can be pressed."""
        say(dispatcher, "nothing_fits")
        if result.hits:
            nearest = replace(result, total=len(result.hits))
            show_cards(dispatcher, nearest, state, context().texts("nearest"))
        state.fits = 0
        relaxed = await offer_relaxations(dispatcher, brief, state)
        if not relaxed and result.hits:
            offer_next_steps(dispatcher)
        elif not relaxed:
            texts = context().texts
            options = [(texts("button.start_over"), "/start_over"), (texts("button.person"), "/hand_off")]
            quick_replies(dispatcher, texts("nothing_at_all"), options)


def _headline(shown: int, total: int) -> str:
    texts = context().texts
    if total > shown:
        return texts("results", shown=counted(shown), total=counted(total))
    return texts("results_one") if total == 1 else texts("results_all", count=counted(total))
