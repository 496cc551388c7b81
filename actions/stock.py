"""action_stock: whether a gift can be bought now, and what it costs."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.advising import AdviceAction, tell_and_offer
from actions.choosing import named_or_row
from actions.message import Said
from actions.product_facts import stock_line
from actions.slots import GiftState
from catalog_index.brief import GiftBrief


class ActionStock(AdviceAction):
    """Answers from the catalog's availability and prices, which hold no number of pieces."""

    intent = "in_stock"

    def name(self) -> str:
        return "action_stock"

    async def answer(
        self, dispatcher: CollectingDispatcher, said: Said, state: GiftState, brief: GiftBrief
    ) -> GiftBrief:
        products = named_or_row(said, state)
        text = "\n".join(stock_line(product) for product in products)
        tell_and_offer(dispatcher, products, text, served=self.intent)
        return brief
