"""action_share_wishlist: makes a public link to the list."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.presenting import say
from actions.standalone import StandaloneAction
from actions.wishlist_message import tell


class ActionShareWishlist(StandaloneAction):
    """Makes a share link, unless the list is empty."""

    def name(self) -> str:
        return "action_share_wishlist"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        services = context()
        if not await services.wishlist.items(tracker.sender_id):
            say(dispatcher, "wishlist_empty")
            return []
        link = await services.wishlist.share(tracker.sender_id)
        await tell(dispatcher, tracker.sender_id, services.texts("shared", url=link.url), url=link.url)
        return []
