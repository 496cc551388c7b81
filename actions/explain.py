"""action_explain: why a gift was shown, from its evidence."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.choosing import chosen
from actions.context import context
from actions.message import read_message
from actions.presenting import offer_next_steps, shop_brief
from actions.slots import read_brief, read_state
from actions.standalone import StandaloneAction
from bot.catalog.cards import card
from catalog_index.brief import GiftBrief
from catalog_index.product import Product
from catalog_index.search import Hit


class ActionExplain(StandaloneAction):
    """Quotes what in the product's data speaks for it."""

    def name(self) -> str:
        return "action_explain"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        said, state, brief = read_message(tracker), read_state(tracker), read_brief(tracker)
        products = chosen(dispatcher, said, state, intent="why", question="why_which")
        if not products:
            return []
        dispatcher.utter_message(text="\n\n".join(self._reasons(product, brief) for product in products))
        offer_next_steps(dispatcher)
        return []

    def _reasons(self, product: Product, brief: GiftBrief) -> str:
        services = context()
        search, wanted = services.catalog.search, shop_brief(brief)
        reasons = search.reasons(product, wanted, search.serves(product, wanted))
        lines = [reason.text for reason in card(Hit(product, 0.0, (), reasons), services.texts).reasons]
        if not lines:
            return services.texts("why_none", title=product.title)
        return "\n".join([services.texts("why", title=product.title), *(f"• {line}" for line in lines)])
