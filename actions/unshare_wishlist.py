"""action_unshare_wishlist: takes the public link to the list back."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.presenting import say
from actions.standalone import StandaloneAction


class ActionUnshareWishlist(StandaloneAction):
    """Makes the link open nothing any more, where there is one."""

    def name(self) -> str:
        return "action_unshare_wishlist"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        wishlist = context().wishlist
        link = await wishlist.active_share(tracker.sender_id)
        if link is None:
            say(dispatcher, "not_shared")
            return []
        await wishlist.revoke(tracker.sender_id, link.token)
        say(dispatcher, "unshared")
        return []
