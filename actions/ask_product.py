"""action_ask_product: a question of fact about gifts shown, answered from their own data or not at all."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions.advising import AdviceAction, question_of, tell_and_offer
from actions.asking import lead_on
from actions.choosing import chosen, named_or_row, told
from actions.context import context
from actions.message import Said
from actions.policy_message import answer_from_pages
from actions.presenting import counted, quick_replies
from actions.product_facts import fact_sentence, fact_value
from actions.product_steps import offer_for
from actions.slots import GiftState
from actions.tell_more import ActionTellMore
from catalog_index.brief import GiftBrief
from catalog_index.product import Product
from catalog_index.product_questions import asks_which_has, fact_of, speaking_of
from catalog_index.usage import answer

# "I like the green one, what is it?" asks for all that is known.
_WHAT_IS_IT = re.compile(
    r"\bwhat(?:'s|s| is| are) (?:it|this|that|they|these|those|(?:the|this|that) [\w' -]{2,30} one|"
    r"the (?:first|second|third|fourth|last))(?: exactly| again| like| about| for)?\W*$",
    re.IGNORECASE,
)
# A passage of the shop's pages with such a score is about what was asked; for questions about the gift itself, such
# as "is it heavy?", the best stay below .6 in the demo shop.
_OF_THE_SHOP = 0.65


class ActionAskProduct(AdviceAction):
    """A short fact where one answers, else the sentences of the shop that do; never a yes or no of its own."""

    intent = "ask_product"

    def name(self) -> str:
        return "action_ask_product"

    async def answer(
        self, dispatcher: CollectingDispatcher, said: Said, state: GiftState, brief: GiftBrief
    ) -> GiftBrief:
        question = question_of(said)
        row = [p for i in state.page if (p := context().catalog.get(i))] or told(said, state).among
        if asks_which_has(question) and not said.has("product_id") and len(row) > 1:
            found = _say_which_has(dispatcher, row, question)
            state.focus = [product.id for product in found] if len(found) == 1 else []
            return brief
        fact = fact_of(question)
        if fact is not None and (products := _with_fact(named_or_row(said, state), fact)):
            tell_and_offer(dispatcher, products, _facts_text(products, fact), served=self.intent)
            return brief
        # "Can it be gift wrapped?" is the shop's matter, whichever gift it is.
        if not said.has("product_id") and await answer_from_pages(dispatcher, question, least=_OF_THE_SHOP):
            await lead_on(dispatcher, brief, state)
            return brief
        meant = chosen(
            dispatcher, said, state, intent=self.intent, question="ask_product_which", one=True, asked=question
        )
        if meant:
            await self.quote(dispatcher, meant[0], question, state, brief)
        return brief

    async def quote(
        self, dispatcher: CollectingDispatcher, product: Product, question: str, state: GiftState, brief: GiftBrief
    ) -> None:
        """Quote the sentences that answer; where there are none, say so, with the ways on: its page and a person."""
        if _WHAT_IS_IT.search(question):
            await ActionTellMore().about(dispatcher, product, Said(self.intent, question, []), state, brief)
            return
        texts = context().texts
        # The name of the gift would be found in every sentence of its description.
        bare = question.casefold().replace(product.title.casefold(), "it")
        quotes = await asyncio.to_thread(answer, product, bare, context().catalog.search.encoder)
        if quotes:
            words = " ".join(f"“{quote.text}”" for quote in quotes)
            text = texts("how_to_use", title=product.title, quotes=words)
            offer_for(dispatcher, product, text=text, without=[self.intent])
            return
        # No card: it would look like a new row of gifts, of which "the second" is none.
        unknown = texts("how_to_use.unknown", title=product.title)
        offer_for(dispatcher, product, text=unknown, without=[self.intent], person=True)


def _with_fact(products: list[Product], fact: str) -> list[Product]:
    """The gifts, if the shop gives this fact of at least one of them; else []."""
    if fact in ("price", "stock") or any(fact_value(product, fact) for product in products):
        return products
    return []


def _facts_text(products: Sequence[Product], fact: str) -> str:
    """A line for each gift whose fact the shop gives, and one for those of which it says nothing."""
    texts = context().texts
    lines = [fact_sentence(product, fact) for product in products]
    silent = [f"“{product.title}”" for product, line in zip(products, lines, strict=True) if line is None]
    found = [line for line in lines if line is not None]
    if silent:
        found.append(texts("ask_product.silent", titles=", ".join(silent)))
    return "\n".join(found)


def _say_which_has(dispatcher: CollectingDispatcher, products: Sequence[Product], question: str) -> list[Product]:
    """Name the gifts whose own data speaks of what is asked, each with its words; or say that none does."""
    texts = context().texts
    found = speaking_of(products, question)
    options = [(texts("button.more"), "/more"), (texts("button.person"), "/hand_off")]
    if not found:
        quick_replies(dispatcher, texts("ask_product.none_says", count=counted(len(products))), options)
        return []
    lines = [texts("ask_product.says", title=item.product.title, quote=item.passage.text) for item in found]
    speaking = [item.product for item in found]
    tell_and_offer(dispatcher, speaking, "\n".join([texts("ask_product.which_say"), *lines]), served="ask_product")
    return speaking
