"""action_recommend_gifts: the cards for a brief, or what stands in the way of any."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.changes import changes
from actions.conflicts import conflict_text, either, few_fit, nothing_fits, why_few
from actions.context import context
from actions.for_all import show_for_all
from actions.message import read_message
from actions.presenting import amount, counted, say, search, shop_brief, show_cards, wanted, wished
from actions.recipients import about, current_phrase
from actions.season import countdown_for
from actions.show_cheaper import ActionShowCheaper
from actions.show_more import more
from actions.show_previous import show_again
from actions.slots import GiftState, events_for, read_brief, read_state, wish_of
from actions.together import is_joint
from actions.whose import turns
from catalog_index.brief import GiftBrief
from catalog_index.conflicts import Conflict
from catalog_index.search import Hit, SearchResult

# "Back to my sister: something cheaper" says both at once.
_CHEAPER = re.compile(r"\b(?:cheaper|less expensive|less pricey)\b")

_MORE = re.compile(r"\b(?:more|others|something else|anything else|what else)\b")

# A row of cards holds at least so many, where near misses can fill it.
_ROW = 3


class ActionRecommendGifts(Action):
    """Shows the best gifts for the brief; others where they are known, the same again where it is back to somebody."""

    def name(self) -> str:
        return "action_recommend_gifts"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        back = state.seen is not None and state.talked not in (0, state.current)
        unchanged = state.seen == wish_of(brief, state)
        state.hurry, state.talked = False, state.current
        if brief.budget and brief.budget.max and read_message(tracker).has("budget"):
            wanted_budget = shop_brief(brief).budget
            if wanted_budget and wanted_budget.max is not None and wanted_budget.currency != brief.budget.currency:
                say(dispatcher, "other_currency", amount=amount(wanted_budget.max, wanted_budget.currency))
        said = read_message(tracker)
        if unchanged and state.page and (back or turns(said)):
            if _CHEAPER.search(said.text.lower()):
                await ActionShowCheaper().show(dispatcher, brief, state)
                return events_for(brief, state)
            if _MORE.search(said.text.lower()):
                await more(dispatcher, brief, state)
                return events_for(brief, state)
            text = context().texts("back_to", who=current_phrase(brief, state))
            await show_again(dispatcher, brief, state, state.page, text)
        elif unchanged and state.page:
            await more(dispatcher, brief, state, at_least_these=said.intent == "show_now")
        else:
            await self.recommend(dispatcher, brief, state)
        return events_for(brief, state)

    async def recommend(self, dispatcher: CollectingDispatcher, brief: GiftBrief, state: GiftState) -> None:
        """Show the best gifts for a wish that none were shown for yet."""
        before, state.seen = state.seen, wish_of(brief, state)
        state.forget_shown(kinds=False)
        if is_joint(state) and await show_for_all(dispatcher, brief, state):
            return
        result = await search(brief, state)
        if state.avoided and not _serving(result, brief, state):
            state.avoided = []  # rather a kind turned down before than none that is wished for
            result = await search(brief, state)
        if not result.total or not result.hits:
            await nothing_fits(dispatcher, brief, state, result)
            return
        serving = _serving(result, brief, state)
        instead = wanted(brief, state).interests != brief.interests
        near = _akin(result, brief) if 0 < len(serving) == result.total < _ROW and not instead else []
        # While enough serve the wishes, only those are shown. A lone card looks like a failure: what passes every limit
        # and is akin to the wish fills the row.
        shown = replace(result, hits=[*serving, *near[: _ROW - len(serving)]] if near else serving or result.hits)
        conflict = await why_few(brief, state, result)
        blamed = conflict if conflict is not None and conflict.fits == result.total and not instead else None
        if near or blamed is not None:
            text = _few_headline(brief, state, before, result.total, blamed, filled=bool(near))
        else:
            text = _headline(brief, state, before, shown)
        show_cards(dispatcher, shown, state, text)
        if countdown := countdown_for(brief, state):
            dispatcher.utter_message(json_message=countdown.model_dump(mode="json"))
        if not await few_fit(dispatcher, brief, state, conflict, told=bool(near) or blamed is not None):
            await lead_on(dispatcher, brief, state)


def _few_headline(
    brief: GiftBrief,
    state: GiftState,
    before: dict[str, Any] | None,
    total: int,
    conflict: Conflict | None,
    *,
    filled: bool,
) -> str:
    """How few serve the wish, which wishes make them so few, and what the others in the row are; what has changed comes
    first."""
    texts = context().texts
    changed = changes(before, wish_of(brief, state), named=bool(state.others)) if before else ""
    if conflict is not None:
        text = conflict_text(conflict, brief, state)
        text = texts("results_near", few=text) if filled else text
    else:
        key = "results_near.one" if total == 1 else "results_near.many"
        text = texts(key, count=counted(total), interests=either(brief.interests))
    text = texts("results_near.changed", changes=changed, few=text) if changed else text
    return about(text, brief, state)


def _akin(result: SearchResult, brief: GiftBrief) -> list[Hit]:
    """The hits that serve no wish but are near to one."""
    catalog, searched = context().catalog.search, shop_brief(brief)
    return [hit for hit in result.hits if not hit.matched and catalog.near(hit.product, searched)]


def _serving(result: SearchResult, brief: GiftBrief, state: GiftState) -> list[Hit]:
    return [hit for hit in result.hits if wished(hit, brief, state)]


def _headline(brief: GiftBrief, state: GiftState, before: dict[str, Any] | None, result: SearchResult) -> str:
    """What these cards are: for whom where there are several, what has changed, how many fit."""
    texts, shown, total = context().texts, len(result.hits), result.total
    searched = wanted(brief, state)
    changed = changes(before, wish_of(brief, state), named=bool(state.others)) if before else ""
    if searched.interests != brief.interests:
        wish, instead = ", ".join(brief.interests), ", ".join(searched.interests)
        text = texts("results_instead", wish=wish, instead=instead, count=counted(total))
    elif changed:
        text = texts("changed", changes=changed, count=counted(total))
    elif brief == GiftBrief() and not state.only:
        text = texts("results_anything")
    elif total > shown:
        text = texts("results", shown=counted(shown), total=counted(total))
    else:
        text = texts("results_one") if total == 1 else texts("results_all", count=counted(total))
    return about(text, brief, state)
