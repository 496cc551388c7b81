"""action_stock: whether a gift can be bought now, and what it costs."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.choosing import chosen
from actions.context import context
from actions.message import read_message
from actions.presenting import amount, offer_next_steps
from actions.product_steps import offer_for, price_of
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from catalog_index.product import Product


class ActionStock(StandaloneAction):
    """Answers from the catalog's availability and prices, which hold no number of pieces."""

    def name(self) -> str:
        return "action_stock"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        said, state, brief = read_message(tracker), read_state(tracker), read_brief(tracker)
        products = chosen(dispatcher, said, state, intent="in_stock", question="in_stock_which")
        if not products:
            return []
        text = "\n".join(_line(product) for product in products)
        if len(products) == 1:
            offer_for(dispatcher, products[0], text=text)
        else:
            dispatcher.utter_message(text=text)
            offer_next_steps(dispatcher)
        return events_for(brief, state)


def _line(product: Product) -> str:
    texts = context().texts
    text = texts(f"in_stock.{product.availability.value}", title=product.title, amount=price_of(product))
    if product.sale_price is not None:
        before = amount(float(product.price.amount), product.price.currency)
        text = f"{text} {texts('in_stock.sale', amount=before)}"
    return text
