"""action_show_more: the next cards for the same brief."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.conflicts import offer_relaxations
from actions.context import context
from actions.message import read_message
from actions.presenting import counted, offer_next_steps, say, search, show_cards, wished
from actions.recipients import about, switch_buttons
from actions.show_previous import still_fitting
from actions.slots import GiftState, events_for, read_brief, read_state, wish_of
from actions.standalone import StandaloneAction
from actions.whose import turned
from catalog_index.brief import GiftBrief


class ActionShowMore(StandaloneAction):
    """Shows what was not shown yet."""

    def name(self) -> str:
        return "action_show_more"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        brief = turned(brief, state, read_message(tracker))
        await more(dispatcher, brief, state)
        return events_for(brief, state)


async def more(
    dispatcher: CollectingDispatcher, brief: GiftBrief, state: GiftState, *, at_least_these: bool = False
) -> None:
    """Show the next cards, or what a change of the wish would open where there are none left.

    `at_least_these`: where there are none left, the last ones are shown once more ("just show me something").
    """
    first = not state.page
    state.seen = wish_of(brief, state)
    result = await search(brief, state, without=state.shown)
    # What serves no wish is not offered as "more" while the shopper has named wishes.
    hits = [hit for hit in result.hits if wished(hit, brief, state)]
    if not hits and at_least_these and state.page and (last := still_fitting(state.page, brief, state)) is not None:
        show_cards(dispatcher, last, state, about(context().texts("no_more"), brief, state))
        if not await offer_relaxations(dispatcher, brief, state):
            await lead_on(dispatcher, brief, state)
        return
    if not hits:
        say(dispatcher, "no_more")
        if not await offer_relaxations(dispatcher, brief, state):
            offer_next_steps(dispatcher, switch_buttons(brief, state))
        return
    result.hits[:] = hits
    text = context().texts("first" if first else "more", count=counted(len(hits)))
    show_cards(dispatcher, result, state, about(text, brief, state))
    await lead_on(dispatcher, brief, state)
