"""action_goes_with: what goes with a gift, a wrap and a card among it."""

from __future__ import annotations

import asyncio

from rasa_sdk.executor import CollectingDispatcher

from actions.advising import OneGiftAdvice
from actions.colleague import shelf
from actions.context import context
from actions.message import Said
from actions.presenting import shop_brief
from actions.product_steps import offer_for
from actions.slots import GiftState
from bot.catalog.cards import product_card
from bot.messages import Card, ProductCardsMessage, Reason
from catalog_index.brief import GiftBrief
from catalog_index.complements import Complement, complements
from catalog_index.product import Product


class ActionGoesWith(OneGiftAdvice):
    """Shows companions as cards, each with why it is one; says so where nothing is known."""

    intent = "goes_with"
    which = "goes_with_which"

    def name(self) -> str:
        return "action_goes_with"

    async def about(
        self, dispatcher: CollectingDispatcher, product: Product, said: Said, state: GiftState, brief: GiftBrief
    ) -> GiftBrief:
        texts = context().texts
        found = await asyncio.to_thread(complements, shelf(state), product, shop_brief(brief))
        if not found:
            none = texts("goes_with.none", title=product.title)
            offer_for(dispatcher, product, text=none, without=[self.intent], person=True)
            return brief
        kinds = {item.kind for item in found}
        key = "goes_with" if "named" in kinds else "goes_with.related" if "found" in kinds else "goes_with.extras"
        message = ProductCardsMessage(
            text=texts(key, title=product.title), items=[_card(item) for item in found], total=len(found)
        )
        dispatcher.utter_message(json_message=message.model_dump(mode="json"))
        # "Save the second one" means these cards now; "it" is still the gift that they go with.
        state.remember([item.product.id for item in found])
        state.focus = [product.id]
        offer_for(dispatcher, product, without=[self.intent])
        return brief


def _card(item: Complement) -> Card:
    """A card whose reason says why it goes with the gift; its evidence is of the companion's own data."""
    texts = context().texts
    if item.interest:
        reason = [Reason(text=texts("goes_with.found", label=item.interest), evidence=item.interest)]
    elif item.kind == "named":
        reason = [Reason(text=texts("goes_with.named"), evidence=item.product.title)]
    else:
        reason = [Reason(text=texts(f"goes_with.{item.kind}"), evidence=item.product.title)]
    return product_card(item.product, reason)
