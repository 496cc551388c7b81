"""action_save_gift: "save the second one"."""

from __future__ import annotations

import re

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.choosing import chosen
from actions.context import context
from actions.message import Said, read_message
from actions.presenting import counted, say
from actions.show_wishlist import show_list
from actions.slots import GiftState, events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.wishlist_message import tell
from bot.wishlist.errors import WishlistFullError
from catalog_index.product import Product

_FIRST_FEW = re.compile(r"\b(?P<end>first|top|last) (?P<count>two|three|four|2|3|4)\b", re.IGNORECASE)
_COUNTS = {"two": 2, "three": 3, "four": 4}
_AND_SHOW = re.compile(r"\b(?:show|see|open)\b.{0,12}\blist\b", re.IGNORECASE)


class ActionSaveGift(StandaloneAction):
    """Saves what the shopper refers to, or asks which."""

    def name(self) -> str:
        return "action_save_gift"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        services = context()
        said, state = read_message(tracker), read_state(tracker)
        products = _first_few(said, state) or chosen(
            dispatcher, said, state, intent="save_gift", question="saved_which"
        )
        if not products:
            return []
        state.focus = [product.id for product in products]
        try:
            for product in products:
                await services.wishlist.add(tracker.sender_id, product.id)
        except WishlistFullError:
            say(dispatcher, "wishlist_full")
            return []
        text = (
            services.texts("saved.one", title=products[0].title)
            if len(products) == 1
            else services.texts("saved.many", count=counted(len(products)))
        )
        await tell(dispatcher, tracker.sender_id, text)
        if _AND_SHOW.search(said.text):
            await show_list(dispatcher, tracker.sender_id)
        return events_for(read_brief(tracker), state)


def _first_few(said: Said, state: GiftState) -> list[Product]:
    """ "The first two" of the gifts shown."""
    match = _FIRST_FEW.search(said.text)
    if match is None:
        return []
    count = _COUNTS.get(match["count"].lower()) or int(match["count"])
    page = [product for i in state.page if (product := context().catalog.get(i))]
    return page[-count:] if match["end"].lower() == "last" else page[:count]
