"""action_show_more: the next cards for the same brief."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.presenting import counted, offer_next_steps, offer_relaxations, say, search, show_cards
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction


class ActionShowMore(StandaloneAction):
    """Shows what was not shown yet."""

    def name(self) -> str:
        return "action_show_more"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        first = not state.page
        result = await search(brief, state, without=state.shown)
        # What serves no wish is not offered as "more" while the shopper has named wishes.
        hits = [hit for hit in result.hits if hit.matched or not brief.interests]
        if not hits:
            say(dispatcher, "no_more")
            await offer_relaxations(dispatcher, brief, state)
            return events_for(brief, state)
        result.hits[:] = hits
        show_cards(dispatcher, result, state, context().texts("first" if first else "more", count=counted(len(hits))))
        offer_next_steps(dispatcher)
        return events_for(brief, state)
