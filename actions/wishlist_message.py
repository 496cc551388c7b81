"""The wishlist as a message."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.presenting import say
from bot.messages import WishlistMessage
from catalog_index.product import Product


async def tell(dispatcher: CollectingDispatcher, conversation_id: str, text: str, *, url: str | None = None) -> None:
    """Say something of the wishlist, with its products and the share link where there is one."""
    products = await context().wishlist.items(conversation_id)
    message = WishlistMessage(text=text, product_ids=[product.id for product in products], share_url=url)
    dispatcher.utter_message(json_message=message.model_dump(mode="json"))


async def saved_or_say(dispatcher: CollectingDispatcher, conversation_id: str) -> list[Product]:
    """The products on the list; where there are none, that is said."""
    products = await context().wishlist.items(conversation_id)
    if not products:
        say(dispatcher, "wishlist_empty")
    return products
