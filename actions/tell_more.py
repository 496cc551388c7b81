"""action_tell_more: all that the shop says of a gift, in its own words."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.choosing import chosen
from actions.context import context
from actions.message import read_message
from actions.product_facts import fact_lines
from actions.product_steps import card_for, offer_for, price_of
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from bot.messages import ProductDetailsMessage
from catalog_index.facts import usage


class ActionTellMore(StandaloneAction):
    """Shows description, usage tips and facts of one gift."""

    def name(self) -> str:
        return "action_tell_more"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        texts = context().texts
        said, state, brief = read_message(tracker), read_state(tracker), read_brief(tracker)
        products = chosen(dispatcher, said, state, intent="tell_more", question="tell_more_which", one=True)
        if not products:
            return []
        product = products[0]
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
        offer_for(dispatcher, product, without=["tell_more"])
        return events_for(brief, state)
