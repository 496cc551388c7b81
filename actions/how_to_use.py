"""action_how_to_use: a question about a gift, answered from its own data, word for word, or not at all."""

from __future__ import annotations

import asyncio

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.choosing import chosen
from actions.context import context
from actions.message import Said, read_message
from actions.product_facts import fact_value
from actions.product_steps import offer_for
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from catalog_index.product import Product
from catalog_index.usage import answer, topic_of


class ActionHowToUse(StandaloneAction):
    """Quotes the sentences that answer; where the shop does not say, says so and offers a person."""

    def name(self) -> str:
        return "action_how_to_use"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        said, state, brief = read_message(tracker), read_state(tracker), read_brief(tracker)
        question = _question(said)
        products = chosen(
            dispatcher, said, state, intent="how_to_use", question="how_to_use_which", one=True, asked=question
        )
        if not products:
            return []
        product = products[0]
        quotes = await _quotes(product, question)
        texts = context().texts
        if quotes:
            text = texts("how_to_use", title=product.title, quotes=" ".join(f"“{quote}”" for quote in quotes))
        elif _asks_age(question) and (age := fact_value(product, "age")):
            text = texts("how_to_use.age", title=product.title, age=age)
            quotes = [age]
        else:
            text = texts("how_to_use.unknown", title=product.title)
        offer_for(dispatcher, product, text=text, without=["how_to_use"], person=not quotes)
        return events_for(brief, state)


def _question(said: Said) -> str:
    """What is asked; a button repeats the question that was asked before it."""
    if repeated := said.one("question"):
        return str(repeated)
    return "" if said.text.startswith("/") else said.text


async def _quotes(product: Product, question: str) -> list[str]:
    # The name of the gift would be found in every sentence of its description.
    bare = question.casefold().replace(product.title.casefold(), "it")
    found = await asyncio.to_thread(answer, product, bare, context().catalog.search.encoder)
    return [passage.text for passage in found]


def _asks_age(question: str) -> bool:
    topic = topic_of(question)
    return topic is not None and topic.name == "age"
