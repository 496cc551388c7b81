"""Search results as messages."""

from __future__ import annotations

import asyncio
import json
import textwrap
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.slots import GiftState
from bot.catalog.cards import card
from bot.catalog.currency import in_shop_currency
from bot.messages import ProductCardsMessage, QuickRepliesMessage, QuickReply
from catalog_index.brief import GiftBrief
from catalog_index.relaxation import Relaxation, relaxations
from catalog_index.search import SearchResult

MOST_RELAXATIONS = 4


def shop_brief(brief: GiftBrief) -> GiftBrief:
    """The brief with its budget in the catalog's currency."""
    services = context()
    return in_shop_currency(brief, services.catalog.currency, services.settings.exchange_rates)


async def search(brief: GiftBrief, state: GiftState, **options: Any) -> SearchResult:
    """Search without blocking other conversations; `options` go to GiftSearch.search."""
    services = context()
    without = set(options.pop("without", ()))
    catalog = services.catalog.search
    if state.avoided:
        without |= {p.id for p in catalog.index.products if p.categories and p.categories[-1] in state.avoided}
    return await asyncio.to_thread(
        catalog.search,
        shop_brief(brief),
        limit=services.settings.cards_per_answer,
        without=without,
        gender=state.gender,
        **options,
    )


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
    message = ProductCardsMessage(text=text, items=[card(hit, texts) for hit in result.hits], total=result.total)
    dispatcher.utter_message(json_message=message.model_dump(mode="json"))
    state.remember([hit.product.id for hit in result.hits])
    state.fits = result.total


def offer_next_steps(dispatcher: CollectingDispatcher) -> None:
    """What can be done after results."""
    texts = context().texts
    quick_replies(
        dispatcher,
        texts("after_results"),
        [
            (texts("button.more"), "/more"),
            (texts("button.cheaper"), "/cheaper"),
            (texts("button.other_kind"), "/reject_kind"),
            (texts("button.someone_else"), "/next_recipient"),
        ],
    )


async def offer_relaxations(dispatcher: CollectingDispatcher, brief: GiftBrief, state: GiftState) -> bool:
    """Say which wish to relax and what that opens; False when no single change opens anything."""
    services = context()
    wanted = shop_brief(brief)
    found = await asyncio.to_thread(relaxations, services.catalog.search, wanted)
    options = [option for item in found[:MOST_RELAXATIONS] if (option := _option(item, brief, wanted))]
    if not options:
        return False
    quick_replies(dispatcher, services.texts("relax"), options)
    return True


def _option(item: Relaxation, brief: GiftBrief, wanted: GiftBrief) -> tuple[str, str] | None:
    texts = context().texts
    currency = context().catalog.currency
    edit: dict[str, Any]
    if item.constraint == "budget":
        budget = item.brief.budget
        assert budget is not None and item.more is not None
        edit = {"budget": budget.model_dump(mode="json")}
        key = "relax.budget" if item.more > 0 else "relax.budget_min"
        title = texts(key, amount=amount(abs(item.more), currency), count=counted(item.opens))
    elif item.constraint == "exclude":
        edit = {"exclude": item.brief.exclude}
        title = texts("relax.exclude", label=item.label, count=counted(item.opens))
    elif item.constraint == "age":
        edit = {"age": None}
        title = texts("relax.age", count=counted(item.opens))
    else:
        edit = {"interests": item.brief.interests}
        key = "relax.interests" if item.label else "relax.all_interests"
        title = texts(key, label=item.label, count=counted(item.opens))
    return title, f"/edit_brief{json.dumps({'brief_edit': edit}, ensure_ascii=False)}"


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
