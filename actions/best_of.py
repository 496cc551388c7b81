"""action_best_of: one of several gifts, and why it rather than the others."""

from __future__ import annotations

from dataclasses import dataclass

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.choosing import told
from actions.context import context
from actions.message import Said, read_message
from actions.presenting import say, shop_brief
from actions.product_steps import card_for, offer_for, price_of
from actions.slots import GiftState, events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from bot.messages import ProductCardsMessage
from catalog_index.brief import GiftBrief
from catalog_index.product import Product


class ActionBestOf(StandaloneAction):
    """Picks for the brief among the gifts named, else among those shown last."""

    def name(self) -> str:
        return "action_best_of"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        texts = context().texts
        said, state, brief = read_message(tracker), read_state(tracker), read_brief(tracker)
        products = _candidates(said, state)
        if not products:
            say(dispatcher, "nothing_shown")
            return []
        points = [_points(product, place, brief) for place, product in enumerate(products)]
        best = max(points, key=lambda item: item.key)
        others = [item for item in points if item is not best]
        why = _beats(best, others, brief) if others else texts("best.only")
        card = card_for(best.product, brief, state)
        text = texts("best", title=best.product.title, amount=price_of(best.product), why=why)
        if card.reasons:
            text = f"{text} {texts('best.evidence', reason=card.reasons[0].text)}"
        message = ProductCardsMessage(text=text, items=[card], total=1)
        dispatcher.utter_message(json_message=message.model_dump(mode="json"))
        state.focus = [best.product.id]
        offer_for(dispatcher, best.product)
        return events_for(brief, state)


@dataclass(frozen=True)
class Points:
    """What of a brief a gift meets; `place` is its place among those shown, which the search has ranked."""

    product: Product
    serves: int
    age: bool
    occasion: bool
    place: int

    @property
    def key(self) -> tuple[bool, int, bool, bool, int]:
        return (self.product.is_available, self.serves, self.age, self.occasion, -self.place)


def _candidates(said: Said, state: GiftState) -> list[Product]:
    meant = told(said, state)
    focus = [product for i in state.focus if (product := context().catalog.get(i))]
    if len(meant.products) > 1:
        return meant.products
    # "Which would you pick?" after a comparison means what was compared.
    if len(focus) > 1:
        return focus
    return [product for i in state.page if (product := context().catalog.get(i))] or meant.products


def _points(product: Product, place: int, brief: GiftBrief) -> Points:
    search, wanted = context().catalog.search, shop_brief(brief)
    graded = product.age_min is not None or product.age_max is not None
    return Points(
        product=product,
        serves=len(search.serves(product, wanted)),
        age=wanted.age is not None and graded,
        occasion=bool(brief.occasion and brief.occasion in product.occasions),
        place=place,
    )


def _beats(best: Points, others: list[Points], brief: GiftBrief) -> str:
    """The first thing in which it is ahead of all the others, in a sentence; else that they are close."""
    texts = context().texts
    if all(best.serves > other.serves for other in others):
        return texts("best.interests", count=best.serves, total=len(brief.interests))
    if best.age and not any(other.age for other in others):
        return texts("best.age")
    if best.occasion and not any(other.occasion for other in others):
        return texts("best.occasion", occasion=brief.occasion)
    if all(best.product.current_price.amount < other.product.current_price.amount for other in others):
        return texts("best.price")
    return texts("best.close")
