"""action_count_wishlist: "how many are on my list?", "what does it all cost?"."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.presenting import amount, counted
from actions.standalone import StandaloneAction
from actions.wishlist_message import saved_or_say, tell


class ActionCountWishlist(StandaloneAction):
    """Says how many gifts are saved and what they cost together."""

    def name(self) -> str:
        return "action_count_wishlist"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        services = context()
        products = await saved_or_say(dispatcher, tracker.sender_id)
        if not products:
            return []
        total = services.wishlist.total(products)
        price = amount(float(total.amount), total.currency)
        text = services.texts("wishlist_count", count=counted(len(products)), total=price)
        await tell(dispatcher, tracker.sender_id, text)
        return []
