"""action_recommend_gifts: the first cards for a brief, or what stands in the way of any."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.message import read_message
from actions.presenting import amount, counted, offer_next_steps, offer_relaxations, say, search, shop_brief, show_cards
from actions.slots import events_for, read_brief, read_state


class ActionRecommendGifts(Action):
    """Shows the best gifts for the brief."""

    def name(self) -> str:
        return "action_recommend_gifts"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        texts = context().texts
        state.forget_shown()
        result = await search(brief, state)
        if brief.budget and brief.budget.max and read_message(tracker).has("budget"):
            wanted = shop_brief(brief).budget
            if wanted and wanted.max is not None and wanted.currency != brief.budget.currency:
                say(dispatcher, "other_currency", amount=amount(wanted.max, wanted.currency))
        if result.total and result.hits:
            # While some serve the wishes, only those are shown.
            result.hits[:] = [hit for hit in result.hits if hit.matched or not brief.interests]
            text = texts("results", shown=counted(len(result.hits)), total=counted(result.total))
            if result.total <= len(result.hits):
                text = texts("results_all", count=counted(result.total))
            show_cards(dispatcher, result, state, text)
            offer_next_steps(dispatcher)
        else:
            state.fits = 0
            say(dispatcher, "nothing_fits")
            relaxed = await offer_relaxations(dispatcher, brief, state)
            if result.hits:
                show_cards(dispatcher, result, state, texts("nearest"))
            elif not relaxed:
                say(dispatcher, "nothing_at_all")
        return events_for(brief, state)
