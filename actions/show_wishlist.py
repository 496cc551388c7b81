"""action_show_wishlist: what is saved."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.presenting import counted
from actions.standalone import StandaloneAction
from actions.wishlist_message import saved_or_say, tell
from bot.catalog.cards import product_card
from bot.messages import ProductCardsMessage


class ActionShowWishlist(StandaloneAction):
    """Shows the saved gifts as cards."""

    def name(self) -> str:
        return "action_show_wishlist"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if products := await saved_or_say(dispatcher, tracker.sender_id):
            text = context().texts("wishlist", count=counted(len(products)))
            await tell(dispatcher, tracker.sender_id, text)
            await show_list(dispatcher, tracker.sender_id)
        return []


async def show_list(dispatcher: CollectingDispatcher, conversation_id: str) -> None:
    """Show the saved gifts as cards."""
    products = await context().wishlist.items(conversation_id)
    cards = [product_card(product).model_copy(update={"saved": True}) for product in products]
    dispatcher.utter_message(json_message=ProductCardsMessage(items=cards, total=len(cards)).model_dump(mode="json"))
