"""action_explain: why a gift was shown, from its evidence, and what speaks against it or is not known."""

from __future__ import annotations

import re

from rasa_sdk.executor import CollectingDispatcher

from actions.advising import AdviceAction, tell_and_offer
from actions.choosing import chosen
from actions.context import context
from actions.lead_back import lead_back
from actions.message import Said
from actions.product_steps import card_for, price_of, unknown_of
from actions.slots import GiftState
from catalog_index.brief import GiftBrief
from catalog_index.product import Product

# Why the shopper is asked something, not why a gift was shown.
_WHY_ASK = re.compile(
    r"\bwhy (?:do|are|did|would|should) (?:you|i) (?:need|ask|asking|want|have to|tell|care)\b", re.IGNORECASE
)


class ActionExplain(AdviceAction):
    """Quotes what in the product's data speaks for it, and says plainly what does not."""

    intent = "why"

    def name(self) -> str:
        return "action_explain"

    async def advise(
        self, dispatcher: CollectingDispatcher, said: Said, state: GiftState, brief: GiftBrief
    ) -> GiftBrief:
        if _WHY_ASK.search(said.text):
            await lead_back(dispatcher, brief, state, context().texts("why.ask"))
            return brief
        return await super().advise(dispatcher, said, state, brief)

    async def answer(
        self, dispatcher: CollectingDispatcher, said: Said, state: GiftState, brief: GiftBrief
    ) -> GiftBrief:
        products = chosen(dispatcher, said, state, intent=self.intent, question="why_which")
        if products:
            text = "\n\n".join(_reasons(product, brief, state) for product in products)
            tell_and_offer(dispatcher, products, text, served=self.intent)
        return brief


def _reasons(product: Product, brief: GiftBrief, state: GiftState) -> str:
    texts = context().texts
    lines = [reason.text for reason in card_for(product, brief, state).reasons]
    against = unknown_of(product, brief)
    if brief.budget is not None and brief.budget.max is not None and not against:
        lines.append(texts("why.price", amount=price_of(product)))
    head = texts("why", title=product.title) if lines else texts("why_none", title=product.title)
    text = "\n".join([head, *(f"• {line}" for line in lines)])
    if not against:
        return text
    return "\n".join([text, texts("why.but", list=" ".join(against))])
