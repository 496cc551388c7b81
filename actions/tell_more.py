"""action_tell_more: all that the shop says of a gift, in its own words."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.advising import OneGiftAdvice
from actions.context import context
from actions.message import Said
from actions.product_facts import fact_lines
from actions.product_steps import card_for, offer_for, price_of
from actions.slots import GiftState
from bot.messages import ProductDetailsMessage
from catalog_index.brief import GiftBrief
from catalog_index.facts import usage
from catalog_index.product import Product


class ActionTellMore(OneGiftAdvice):
    """Shows description, usage tips and facts of one gift."""

    intent = "tell_more"
    which = "tell_more_which"

    def name(self) -> str:
        return "action_tell_more"

    async def about(
        self, dispatcher: CollectingDispatcher, product: Product, said: Said, state: GiftState, brief: GiftBrief
    ) -> GiftBrief:
        texts = context().texts
        lines = fact_lines(product)
        parts = [texts("tell_more", title=product.title, amount=price_of(product)), product.description]
        if tips := usage(product):
            parts.append(texts("tell_more.usage", tips=tips))
        parts += [texts("tell_more.fact", label=line.label, value=line.value) for line in lines]
        message = ProductDetailsMessage(
            text="\n".join(part for part in parts if part),
            item=card_for(product, brief, state),
            description=product.description,
            usage=tips,
            facts=lines,
        )
        dispatcher.utter_message(json_message=message.model_dump(mode="json"))
        offer_for(dispatcher, product, without=[self.intent])
        return brief
