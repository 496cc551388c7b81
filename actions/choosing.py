"""Which gifts the shopper means, or the question which of them it is."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.message import Said
from actions.presenting import quick_replies, say, short_title
from actions.references import Meant, resolve
from actions.slots import GiftState
from catalog_index.product import Product


def chosen(
    dispatcher: CollectingDispatcher,
    said: Said,
    state: GiftState,
    *,
    intent: str,
    question: str,
    one: bool = False,
    asked: str = "",
) -> list[Product]:
    """The gifts that a message means; [] after asking which (buttons send `intent`), or when none were shown.

    With `one`, several are asked about too. `asked` is the shopper's question, which the buttons repeat. The gifts
    become what "it" means from now on: the caller stores the state.
    """
    meant = told(said, state)
    products = meant.products
    if not products and not meant.among:
        say(dispatcher, "nothing_shown")
    elif not products or (one and len(products) > 1):
        ask_which(dispatcher, products or meant.among, intent=intent, question=question, asked=asked)
        return []
    if products:
        state.focus = [product.id for product in products]
    return products


def told(said: Said, state: GiftState) -> Meant:
    """What a button names by its id, else what the text refers to."""
    named = [product for i in said.all("product_id") if (product := context().catalog.get(str(i)))]
    return Meant(named) if named else resolve(said, state)


def named_or_row(said: Said, state: GiftState) -> list[Product]:
    """The gifts that a message means, else all that it may mean: for what is told of several in a line each.

    Where it means some for certain, these become what "it" means: the caller stores the state.
    """
    meant = told(said, state)
    if meant.products:
        state.focus = [product.id for product in meant.products]
    return meant.products or meant.among


def ask_which(
    dispatcher: CollectingDispatcher,
    products: Sequence[Product],
    *,
    intent: str,
    question: str,
    asked: str = "",
    **values: str,
) -> None:
    """Ask which of these gifts is meant; each is a button. `values` go into the text `question`."""
    extra = {"question": asked} if asked else {}
    options = [
        (short_title(p.title), f"/{intent}{json.dumps({'product_id': p.id, **extra}, ensure_ascii=False)}")
        for p in products
    ]
    quick_replies(dispatcher, context().texts(question, **values), options)
