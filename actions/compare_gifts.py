"""action_compare: two to four gifts side by side."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions.advising import AdviceAction
from actions.choosing import ask_which, told
from actions.comparing import difference, rows_of, unknown_in
from actions.context import context
from actions.message import Said
from actions.presenting import say
from actions.product_steps import card_for, offer_to_save, price_of
from actions.slots import GiftState
from bot.messages import ComparisonMessage
from catalog_index.brief import GiftBrief
from catalog_index.product import Product

MOST = 4


class ActionCompare(AdviceAction):
    """Shows price, for whom, material and the like, what speaks for each and what is not known."""

    intent = "compare"

    def name(self) -> str:
        return "action_compare"

    async def answer(
        self, dispatcher: CollectingDispatcher, said: Said, state: GiftState, brief: GiftBrief
    ) -> GiftBrief:
        texts = context().texts
        products = compared(said, state)
        if len(products) < 2:
            self._ask(dispatcher, products, state)
            return brief
        cards = [card_for(product, brief, state) for product in products]
        rows = rows_of(products, cards)
        message = ComparisonMessage(
            text=f"{_named(products)} {difference(products, brief)}",
            items=cards,
            rows=rows,
            unknown=unknown_in(rows, len(products), brief),
        )
        dispatcher.utter_message(json_message=message.model_dump(mode="json"))
        state.focus = [product.id for product in products]
        offer_to_save(dispatcher, products, texts("compare.next"))
        return brief

    def _ask(self, dispatcher: CollectingDispatcher, products: Sequence[Product], state: GiftState) -> None:
        """With one gift known, ask for the other; the button names both."""
        shown = [p for i in state.page if (p := context().catalog.get(i))]
        if not shown or (len(shown) == 1 and [p.id for p in shown] == [p.id for p in products]):
            say(dispatcher, "compare.too_few")
        elif not products:
            ask_which(dispatcher, shown, intent=self.intent, question="compare_first")
            state.focus = []
        else:
            first = products[0]
            others = [product for product in shown if product.id != first.id]
            state.focus = [first.id]
            ask_which(dispatcher, others, intent=self.intent, question="compare_with", title=first.title)


def compared(said: Said, state: GiftState) -> list[Product]:
    """The gifts that a message wants compared: those named; the one named and the one in focus; else the last page."""
    meant = told(said, state)
    products = list(meant.products)[:MOST]
    focus = [product for i in state.focus if (product := context().catalog.get(i))]
    if len(products) == 1 and len(focus) == 1 and focus[0].id != products[0].id:
        return [focus[0], products[0]]
    if len(products) >= 2:
        return products
    page = [product for i in state.page if (product := context().catalog.get(i))]
    if not products and len(focus) >= 2:
        return focus[:MOST]
    if not products and [p.id for p in meant.among] == [p.id for p in page] and 2 <= len(page) <= MOST:
        return page
    return products


def _named(products: Sequence[Product]) -> str:
    texts = context().texts
    names = [texts("compare.one", title=product.title, amount=price_of(product)) for product in products]
    return texts("compare", first=", ".join(names[:-1]), last=names[-1])
