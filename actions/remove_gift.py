"""action_remove_gift: "take the first off my list", "clear my list"."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.choosing import ask_which, told
from actions.context import context
from actions.message import read_message
from actions.presenting import quick_replies, say
from actions.slots import GiftState, read_state
from actions.standalone import StandaloneAction
from actions.wishlist_message import tell
from catalog_index.product import Product

# With no gift named in it, the whole list is meant.
_ALL = re.compile(
    r"\b(?:clear|empty|wipe|erase|delete|reset|clean(?: up| out)?)\b(?: out)? (?:all of |everything on )?"
    r"(?:(?:my|the|this|whole|entire) )*(?:wish ?list|list|favou?rites)\b"
    r"|\b(?:everything|all(?: of (?:it|them|these))?)\b",
    re.IGNORECASE,
)
_MOST_CHOICES = 8


class ActionRemoveGift(StandaloneAction):
    """Takes off what the shopper refers to on the list; asks which when unsure."""

    def name(self) -> str:
        return "action_remove_gift"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        services = context()
        said = read_message(tracker)
        saved = await services.wishlist.items(tracker.sender_id)
        if not saved:
            say(dispatcher, "wishlist_empty")
            return []
        ids = [product.id for product in saved]
        if _ALL.search(said.text):
            await self._take_off(dispatcher, tracker, saved, services.texts("removed_all"))
            return []
        focus = [product_id for product_id in read_state(tracker).focus if product_id in ids]
        products = [p for p in told(said, GiftState(page=ids, focus=focus)).products if p.id in ids]
        if not products:
            ask_which(dispatcher, saved[:_MOST_CHOICES], intent="remove_gift", question="remove_which")
            return []
        titles = services.texts("title_and").join(f"“{product.title}”" for product in products)
        await self._take_off(dispatcher, tracker, products, services.texts("removed", titles=titles))
        return []

    async def _take_off(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, products: Sequence[Product], text: str
    ) -> None:
        """Take gifts off, say so, and offer to put them back where there were several."""
        services = context()
        for product in products:
            await services.wishlist.remove(tracker.sender_id, product.id)
        await tell(dispatcher, tracker.sender_id, text)
        if len(products) > 1:
            back = json.dumps({"product_id": [product.id for product in products]})
            options = [(services.texts("button.put_back"), f"/save_gift{back}")]
            quick_replies(dispatcher, services.texts("put_back"), options)
