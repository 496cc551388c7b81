"""action_remove_gift: "take the first off my list"."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.message import read_message
from actions.presenting import quick_replies, say, short_title
from actions.references import meant
from actions.slots import GiftState
from actions.standalone import StandaloneAction
from actions.wishlist_message import tell


class ActionRemoveGift(StandaloneAction):
    """Takes off what the shopper refers to on the list, else on the last page; asks which when unsure."""

    def name(self) -> str:
        return "action_remove_gift"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        services = context()
        said = read_message(tracker)
        saved = [product.id for product in await services.wishlist.items(tracker.sender_id)]
        if not saved:
            say(dispatcher, "wishlist_empty")
            return []
        named = said.one("product_id")
        product = services.catalog.get(str(named)) if named else None
        products = [product] if product else meant(said, GiftState(page=saved))
        if said.one("ordinal") == 0:
            for product_id in saved:
                await services.wishlist.remove(tracker.sender_id, product_id)
            await tell(dispatcher, tracker.sender_id, services.texts("removed_all"))
            return []
        if len(products) != 1:
            options = [
                (short_title(product.title), f'/remove_gift{{"product_id": "{product.id}"}}')
                for product_id in saved[:8]
                if (product := services.catalog.get(product_id))
            ]
            quick_replies(dispatcher, services.texts("remove_which"), options)
            return []
        await services.wishlist.remove(tracker.sender_id, products[0].id)
        await tell(dispatcher, tracker.sender_id, services.texts("removed", title=products[0].title))
        return []
