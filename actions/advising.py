"""Base of the actions that answer questions about gifts that were shown."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.choosing import chosen, told
from actions.context import context
from actions.lead_back import lead_back
from actions.message import Said, read_message
from actions.presenting import offer_next_steps
from actions.product_steps import offer_for
from actions.slots import GiftState, events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.variants import next_variant
from catalog_index.brief import GiftBrief
from catalog_index.product import Product


class AdviceAction(StandaloneAction):
    """Answers only where gifts were shown, and notes what was asked, so that "and the third?" asks the same again."""

    # The intent that asks for this; buttons send it.
    intent: ClassVar[str]

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        said, state, brief = read_message(tracker), read_state(tracker), read_brief(tracker)
        return events_for(await self.advise(dispatcher, said, state, brief), state)

    async def advise(
        self, dispatcher: CollectingDispatcher, said: Said, state: GiftState, brief: GiftBrief
    ) -> GiftBrief:
        """Answer a message; the brief after it. `state` is changed in place."""
        if not something_meant(said, state):
            await nothing_yet(dispatcher, brief, state)
            return brief
        row = list(state.page)
        after = await self.answer(dispatcher, said, state, brief)
        state.advice = {"intent": self.intent, "question": question_of(said), "row": row}
        return after

    @abstractmethod
    async def answer(
        self, dispatcher: CollectingDispatcher, said: Said, state: GiftState, brief: GiftBrief
    ) -> GiftBrief:
        """Answer where gifts were shown; the brief after it."""


class OneGiftAdvice(AdviceAction):
    """Advice about one gift; asks which where it may be several."""

    # The text that asks which one is meant.
    which: ClassVar[str]

    async def answer(
        self, dispatcher: CollectingDispatcher, said: Said, state: GiftState, brief: GiftBrief
    ) -> GiftBrief:
        found = chosen(dispatcher, said, state, intent=self.intent, question=self.which, one=True)
        return await self.about(dispatcher, found[0], said, state, brief) if found else brief

    @abstractmethod
    async def about(
        self, dispatcher: CollectingDispatcher, product: Product, said: Said, state: GiftState, brief: GiftBrief
    ) -> GiftBrief:
        """Answer about this gift; the brief after it."""


def something_meant(said: Said, state: GiftState) -> bool:
    """Whether a message can mean any gift: one that was shown, or one that it names by its title or id."""
    meant = told(said, state)
    return bool(meant.products or meant.among)


async def nothing_yet(dispatcher: CollectingDispatcher, brief: GiftBrief, state: GiftState) -> None:
    """Say that there is no gift to talk about yet, and lead to the question that stands; `state` notes the wording."""
    await lead_back(dispatcher, brief, state, context().texts(next_variant(state, "nothing_shown_yet")))


def tell_and_offer(dispatcher: CollectingDispatcher, products: Sequence[Product], text: str, *, served: str) -> None:
    """Say an answer about some gifts, and what can be done next: with the gift where it was about one, else with the
    results. `served` is the intent that was answered."""
    if len(products) == 1:
        offer_for(dispatcher, products[0], text=text, without=[served])
    else:
        dispatcher.utter_message(text=text)
        offer_next_steps(dispatcher)


def question_of(said: Said) -> str:
    """What is asked; a button repeats the question that was asked before it."""
    if repeated := said.one("question"):
        return str(repeated)
    return "" if said.text.startswith("/") else said.text
