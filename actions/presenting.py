"""Search results as messages."""

from __future__ import annotations

import asyncio
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.colleague import pinned_first, shelf, with_colleague
from actions.context import context
from actions.slots import GiftState
from bot.catalog.cards import card
from bot.catalog.currency import in_shop_currency
from bot.messages import ProductCardsMessage, QuickRepliesMessage, QuickReply
from catalog_index.brief import GiftBrief
from catalog_index.search import Hit, SearchResult

# A longer row of buttons is not read.
MOST_BUTTONS = 6


def shop_brief(brief: GiftBrief) -> GiftBrief:
    """The brief with its budget in the catalog's currency."""
    services = context()
    return in_shop_currency(brief, services.catalog.currency, services.settings.exchange_rates)


async def search(brief: GiftBrief, state: GiftState, **options: Any) -> SearchResult:
    """Search without blocking other conversations; `options` go to GiftSearch.search."""
    services = context()
    without = {*options.pop("without", ()), *state.never}
    catalog = shelf(state)
    if kinds := {*state.avoided, *state.owned}:
        without |= {p.id for p in catalog.index.products if p.categories and p.categories[-1] in kinds}
    searched, limit = shop_brief(wanted(brief, state)), services.settings.cards_per_answer
    # What a colleague has shown is not shown as if it were new, while there is anything else.
    shown = set(state.colleague) - set(state.pinned)
    for left_out in (without | shown, without) if shown else (without,):
        result = await asyncio.to_thread(
            catalog.search,
            searched,
            limit=limit,
            without=left_out,
            gender=state.gender,
            only=state.only,
            qualities=state.qualities,
            unwanted=state.unwanted,
            liked=state.liked,
            season=() if brief.interests else services.occasions.season(),
            **options,
        )
        if any(wished(hit, brief, state) for hit in result.hits):
            break
    if not state.pinned:
        return result
    return pinned_first(result, state, searched, without=without, limit=limit, **options)


def wished(hit: Hit, brief: GiftBrief, state: GiftState) -> bool:
    """Whether a hit serves the shopper's wishes, or is what the shop or a colleague picked for them."""
    return bool(hit.matched) or not brief.interests or hit.pinned or hit.product.id in state.pinned


def wanted(brief: GiftBrief, state: GiftState) -> GiftBrief:
    """The brief that is searched: with what was wished instead, where nothing serves the first interests."""
    if not state.instead or not brief.interests:
        return brief
    if shelf(state).count(shop_brief(brief), only=state.only):
        return brief
    return brief.model_copy(update={"interests": state.instead})


def say(dispatcher: CollectingDispatcher, key: str, **values: Any) -> None:
    """Say a text of the locale file."""
    dispatcher.utter_message(text=context().texts(key, **values))


def quick_replies(dispatcher: CollectingDispatcher, text: str, options: list[tuple[str, str]]) -> None:
    """Say a text with buttons, each (title, payload)."""
    message = QuickRepliesMessage(
        text=text, options=[QuickReply(title=title, payload=payload) for title, payload in options]
    )
    dispatcher.utter_message(json_message=message.model_dump(mode="json"))


def show_cards(dispatcher: CollectingDispatcher, result: SearchResult, state: GiftState, text: str) -> None:
    """Show hits as cards, and remember them."""
    texts = context().texts
    text = with_colleague(text, [hit.product.id for hit in result.hits], state)
    message = ProductCardsMessage(text=text, items=[card(hit, texts) for hit in result.hits], total=result.total)
    dispatcher.utter_message(json_message=message.model_dump(mode="json") | {"receipt": receipt(result)})
    state.remember([hit.product.id for hit in result.hits])
    state.fits = result.total


def receipt(result: SearchResult) -> dict[str, Any]:
    """What is kept of how cards came about (see bot.learning); it never leaves the gateway."""
    trace = result.trace
    if trace is None:
        candidates = [{"product_id": hit.product.id, "score": round(hit.score, 4)} for hit in result.hits]
        return {"release": context().catalog.version, "candidates": candidates}
    return {
        "release": context().catalog.version,
        "brief": trace.brief.model_dump(mode="json"),
        "rules": [{"id": rule_id, "name": name} for rule_id, name in trace.rules],
        "candidates": [asdict(weighed) for weighed in trace.weighed],
        "ranker": trace.ranker,
    }


def offer_next_steps(dispatcher: CollectingDispatcher, people: Sequence[tuple[str, str]] = ()) -> None:
    """What can be done after results; `people` are buttons to the other people of the conversation."""
    texts = context().texts
    quick_replies(
        dispatcher,
        texts("after_results"),
        [
            (texts("button.more"), "/more"),
            (texts("button.cheaper"), "/cheaper"),
            (texts("button.other_kind"), "/reject_kind"),
            *people[: MOST_BUTTONS - 4],
            (texts("button.someone_else"), "/next_recipient"),
        ],
    )


def counted(count: int) -> str:
    """ "1 gift", "6 gifts"."""
    return context().texts("count.one" if count == 1 else "count.many", count=count)


_TITLE = 34


def short_title(title: str) -> str:
    """A title for a button, cut at a word."""
    return title if len(title) <= _TITLE else textwrap.shorten(title, _TITLE, placeholder="…")


_SYMBOLS = {"USD": "$", "GBP": "£", "EUR": "€"}


def amount(value: float, currency: str) -> str:
    """Money in words of the chat: "$10", "€12.50", "120 SEK"."""
    number = f"{value:.0f}" if value == int(value) else f"{value:.2f}"
    symbol = _SYMBOLS.get(currency)
    return f"{symbol}{number}" if symbol else f"{number} {currency}"
