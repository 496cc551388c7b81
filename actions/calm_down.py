"""action_calm_down: a rude message, met calmly; at the second one a person is offered."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.lead_back import lead_back
from actions.offer_person import offer_person
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.variants import next_variant


class ActionCalmDown(StandaloneAction):
    """Takes the criticism and goes on."""

    ends_misses = False

    def name(self) -> str:
        return "action_calm_down"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        state.rude += 1
        if state.rude >= 2:
            offer_person(dispatcher, state, "insult_again")
        else:
            await lead_back(dispatcher, brief, state, context().texts(next_variant(state, "insult")))
        return events_for(brief, state)
