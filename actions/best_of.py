"""action_best_of: one of several gifts, and why it rather than the others."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError
from rasa_sdk.executor import CollectingDispatcher

from actions.advising import AdviceAction
from actions.choosing import told
from actions.context import context
from actions.message import Said
from actions.presenting import shop_brief
from actions.product_facts import fact_value
from actions.product_steps import card_for, offer_for, price_of
from actions.slots import GiftState
from bot.messages import ProductCardsMessage
from catalog_index.brief import AgeRange, GiftBrief
from catalog_index.criteria import Criterion, criterion_of, vouching
from catalog_index.facts import Passage
from catalog_index.people import lower_age, upper_age
from catalog_index.product import Product


class ActionBestOf(AdviceAction):
    """Picks by what was asked for where the shop's words vouch for it, else for the brief; among the gifts named, else
    among those shown last."""

    intent = "which_best"

    def name(self) -> str:
        return "action_best_of"

    async def answer(
        self, dispatcher: CollectingDispatcher, said: Said, state: GiftState, brief: GiftBrief
    ) -> GiftBrief:
        texts = context().texts
        criterion, age = criterion_of(said.text), _age_in(said)
        searched = brief if age is None else brief.model_copy(update={"age": age})
        candidates = _candidates(said, state)
        # What the shop's people ruled out is not recommended, even where its name is called.
        products = [product for product in candidates if product.id not in state.vetoed] or candidates
        points = [_points(product, place, searched, criterion) for place, product in enumerate(products)]
        best = max(points, key=lambda item: item.key)
        others = [item for item in points if item is not best]
        card = card_for(best.product, searched, state)
        if best.vouched is not None:
            quote = texts("best.told", title=best.product.title, quote=best.vouched.text)
            text = texts("best", title=best.product.title, amount=price_of(best.product), why=quote)
        else:
            why = _beats(best, others, searched, age) if others else texts("best.only")
            text = texts("best", title=best.product.title, amount=price_of(best.product), why=why)
            if card.reasons:
                text = f"{text} {texts('best.evidence', reason=card.reasons[0].text)}"
            if criterion is not None and not _answers(criterion, age):
                text = f"{texts('best.cannot', what=criterion.phrase)} {text}"
        message = ProductCardsMessage(text=text, items=[card], total=1)
        dispatcher.utter_message(json_message=message.model_dump(mode="json"))
        state.focus = [best.product.id]
        offer_for(dispatcher, best.product)
        return brief


@dataclass(frozen=True)
class Points:
    """What of a brief a gift meets; `place` is its place among those shown, which the search has ranked.

    `vouched` is what the shop says for the criterion asked for; `apt` is False where the age given is another.
    """

    product: Product
    serves: int
    age: bool
    apt: bool
    occasion: bool
    place: int
    vouched: Passage | None

    @property
    def key(self) -> tuple[bool, bool, bool, int, bool, bool, int]:
        said = self.vouched is not None
        return (self.product.is_available, self.apt, said, self.serves, self.age, self.occasion, -self.place)


def _candidates(said: Said, state: GiftState) -> list[Product]:
    meant = told(said, state)
    focus = [product for i in state.focus if (product := context().catalog.get(i))]
    if len(meant.products) > 1:
        return meant.products
    # "Which would you pick?" after a comparison means what was compared.
    if len(focus) > 1:
        return focus
    return [product for i in state.page if (product := context().catalog.get(i))] or meant.products or meant.among


def _points(product: Product, place: int, brief: GiftBrief, criterion: Criterion | None) -> Points:
    search, wanted = context().catalog.search, shop_brief(brief)
    graded = product.age_min is not None or product.age_max is not None
    age = wanted.age
    return Points(
        product=product,
        serves=len(search.serves(product, wanted)),
        age=age is not None and graded,
        apt=age is None or (lower_age(product) <= age.min and upper_age(product) >= (age.max or age.min)),
        occasion=bool(brief.occasion and brief.occasion in product.occasions),
        place=place,
        vouched=vouching(product, criterion) if criterion is not None else None,
    )


def _age_in(said: Said) -> AgeRange | None:
    """The age of whom a question speaks ("which would a 15-year-old find least embarrassing")."""
    try:
        return AgeRange.model_validate(said.one("age")) if said.has("age") else None
    except ValidationError:
        return None


def _answers(criterion: Criterion, age: AgeRange | None) -> bool:
    """Whether the age alone answers: "best for a 15-year-old" asks for nothing else."""
    return age is not None and criterion.told is None and str(age.min) in criterion.phrase


def _beats(best: Points, others: list[Points], brief: GiftBrief, age: AgeRange | None) -> str:
    """The first thing in which it is ahead of all the others, in a sentence; else that they are close."""
    texts = context().texts
    if age is not None and best.apt and best.age and (label := fact_value(best.product, "age")):
        return texts("best.age_said", age=label)
    if all(best.serves > other.serves for other in others):
        return texts("best.interests", count=best.serves, total=len(brief.interests))
    if best.age and not any(other.age for other in others):
        return texts("best.age")
    if best.occasion and not any(other.occasion for other in others):
        return texts("best.occasion", occasion=brief.occasion)
    if all(best.product.current_price.amount < other.product.current_price.amount for other in others):
        return texts("best.price")
    return texts("best.close")
