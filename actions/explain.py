"""action_explain: why a gift was shown, from its evidence."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.message import read_message
from actions.presenting import quick_replies, say, shop_brief
from actions.references import meant
from actions.slots import read_brief, read_state
from actions.standalone import StandaloneAction
from bot.catalog.cards import card
from catalog_index.search import Hit

_SHORT = 32


class ActionExplain(StandaloneAction):
    """Quotes what in the product's data speaks for it."""

    def name(self) -> str:
        return "action_explain"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        services = context()
        said, state, brief = read_message(tracker), read_state(tracker), read_brief(tracker)
        named = said.one("product_id")
        product = services.catalog.get(str(named)) if named else None
        products = [product] if product else meant(said, state)
        if not state.page and not products:
            say(dispatcher, "nothing_shown")
            return []
        if len(products) != 1:
            page = [product for i in state.page if (product := services.catalog.get(i))]
            options = [(p.title[:_SHORT], f'/why{{"product_id": "{p.id}"}}') for p in page]
            quick_replies(dispatcher, services.texts("why_which"), options)
            return []
        search = services.catalog.search
        wanted = shop_brief(brief)
        reasons = search.reasons(products[0], wanted, search.serves(products[0], wanted))
        lines = [reason.text for reason in card(Hit(products[0], 0.0, (), reasons), services.texts).reasons]
        if not lines:
            say(dispatcher, "why_none", title=products[0].title)
            return []
        text = "\n".join([services.texts("why", title=products[0].title), *(f"• {line}" for line in lines)])
        dispatcher.utter_message(text=text)
        return []
