"""Which gifts the shopper means, or the question which of those shown it is."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.message import Said
from actions.presenting import quick_replies, say, short_title
from actions.references import meant, titled
from actions.slots import GiftState
from catalog_index.product import Product


def chosen(
    dispatcher: CollectingDispatcher, said: Said, state: GiftState, *, intent: str, question: str, one: bool = False
) -> list[Product]:
    """The gifts that a message means; [] after asking which (buttons send `intent`), or when none were shown.

    With `one`, several are asked about too.
    """
    services = context()
    named = said.one("product_id")
    product = (services.catalog.get(str(named)) if named else None) or titled(said.text)
    products = [product] if product else meant(said, state)
    if not state.page and not products:
        say(dispatcher, "nothing_shown")
    elif not products or (one and len(products) > 1):
        page = [product for i in state.page if (product := services.catalog.get(i))]
        options = [(short_title(p.title), f'/{intent}{{"product_id": "{p.id}"}}') for p in page]
        quick_replies(dispatcher, services.texts(question), options)
        return []
    return products
