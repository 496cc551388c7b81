"""action_reject_kind: "not that kind" turns down the kinds of things just shown and shows others."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.message import read_message
from actions.presenting import offer_next_steps, offer_relaxations, say, search, show_cards
from actions.references import meant, titled
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction


class ActionRejectKind(StandaloneAction):
    """Leaves out the categories of the last cards."""

    def name(self) -> str:
        return "action_reject_kind"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        services = context()
        brief, state = read_brief(tracker), read_state(tracker)
        said = read_message(tracker)
        one = titled(said.text)
        rejected = [one] if one else meant(said, state) if said.has("ordinal") else []
        page = [product for product_id in state.page if (product := services.catalog.get(product_id))]
        for product in rejected or page:
            if product.id not in state.shown:
                state.shown.append(product.id)
            if product.categories and product.categories[-1] not in state.avoided:
                state.avoided.append(product.categories[-1])
        result = await search(brief, state, without=state.shown)
        if not result.hits:
            say(dispatcher, "no_other_kind")
            await offer_relaxations(dispatcher, brief, state)
            return events_for(brief, state)
        show_cards(dispatcher, result, state, services.texts("other_kind"))
        offer_next_steps(dispatcher)
        return events_for(brief, state)
