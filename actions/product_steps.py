"""What can be done with a gift that was just talked about, and what of it is said in several answers."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.presenting import amount, quick_replies, shop_brief, short_title
from actions.slots import GiftState
from bot.catalog.cards import card
from bot.messages import Card
from catalog_index.brief import GiftBrief
from catalog_index.product import Product
from catalog_index.search import Hit

_STEPS = ("save_gift", "why", "tell_more", "goes_with", "more_like")


def offer_for(
    dispatcher: CollectingDispatcher,
    product: Product,
    *,
    text: str = "",
    without: Sequence[str] = (),
    person: bool = False,
) -> None:
    """Offer what can be done with one gift; `without` are intents that were just served."""
    texts = context().texts
    payload = json.dumps({"product_id": product.id}, ensure_ascii=False)
    options = [(texts(f"button.{step}"), f"/{step}{payload}") for step in _STEPS if step not in without]
    if person:
        options.append((texts("button.person"), "/hand_off"))
    quick_replies(dispatcher, text or texts("after_product"), options)


def offer_to_save(dispatcher: CollectingDispatcher, products: Sequence[Product], text: str) -> None:
    """Offer to save each of several gifts, and of two also to hear why each was picked."""
    texts = context().texts
    options = []
    # More than two gifts with two buttons each would be a wall of buttons.
    for step in ("save_gift", "why") if len(products) < 3 else ("save_gift",):
        for product in products:
            title = texts(f"button.{step}_this", title=short_title(product.title))
            options.append((title, f"/{step}{json.dumps({'product_id': product.id}, ensure_ascii=False)}"))
    quick_replies(dispatcher, text, options)


def card_for(product: Product, brief: GiftBrief, state: GiftState) -> Card:
    """The card of a product with what speaks for it."""
    search, wanted = context().catalog.search, shop_brief(brief)
    reasons = search.reasons(product, wanted, search.serves(product, wanted))
    return card(Hit(product, 0.0, (), reasons), context().texts)


def price_of(product: Product) -> str:
    """What it costs now, in words of the chat."""
    money = product.current_price
    return amount(float(money.amount), money.currency)


def unknown_of(product: Product, brief: GiftBrief) -> list[str]:
    """What the shop does not say of a product, or what of the wish it does not serve, each a sentence."""
    texts, search, wanted = context().texts, context().catalog.search, shop_brief(brief)
    found = []
    serves = search.serves(product, wanted)
    missing = [label for label in wanted.interests if label not in serves]
    if missing:
        found.append(
            texts(
                "against.interests",
                label=texts("conflict.either", first=", ".join(missing[:-1]), last=missing[-1])
                if len(missing) > 1
                else missing[0],
            )
        )
    if wanted.age is not None and product.age_min is None and product.age_max is None and product.age_group is None:
        found.append(texts("against.age"))
    if not product.is_available:
        found.append(texts("against.stock"))
    budget = wanted.budget
    if budget is not None and budget.max is not None and float(product.current_price.amount) > budget.max:
        found.append(texts("against.budget", amount=price_of(product)))
    return found
