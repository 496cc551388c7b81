"""action_lead_back: after small talk, back to the question that stands or to what can be done next."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction


class ActionLeadBack(StandaloneAction):
    """Asks the next question, or offers the next steps after results."""

    def name(self) -> str:
        return "action_lead_back"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        await lead_on(dispatcher, brief, state)
        return events_for(brief, state)
