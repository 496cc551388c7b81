"""action_share_wishlist: makes a public link to the list."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.presenting import say
from actions.slots import read_state
from actions.standalone import StandaloneAction
from actions.wishlist_message import tell


class ActionShareWishlist(StandaloneAction):
    """Makes a share link; an empty list first takes the one gift that was just talked about."""

    def name(self) -> str:
        return "action_share_wishlist"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        services = context()
        if not await services.wishlist.items(tracker.sender_id):
            focus = [i for i in read_state(tracker).focus if services.catalog.get(i)]
            if len(focus) != 1:
                say(dispatcher, "wishlist_empty")
                return []
            await services.wishlist.add(tracker.sender_id, focus[0])
        link = await services.wishlist.share(tracker.sender_id)
        await tell(dispatcher, tracker.sender_id, services.texts("shared", url=link.url), url=link.url)
        return []
