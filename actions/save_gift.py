"""action_save_gift: "save the second one"."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.choosing import chosen
from actions.context import context
from actions.message import read_message
from actions.presenting import counted, say
from actions.slots import read_state
from actions.standalone import StandaloneAction
from actions.wishlist_message import tell
from bot.wishlist.errors import WishlistFullError


class ActionSaveGift(StandaloneAction):
    """Saves what the shopper refers to, or asks which."""

    def name(self) -> str:
        return "action_save_gift"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        services = context()
        said, state = read_message(tracker), read_state(tracker)
        products = chosen(dispatcher, said, state, intent="save_gift", question="saved_which")
        if not products:
            return []
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
        return []
