"""action_ask_gift_form_budget: the form's question."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import ask
from actions.slots import events_for, read_brief, read_state


class ActionAskBudget(Action):
    """Asks for the slot budget."""

    def name(self) -> str:
        return "action_ask_gift_form_budget"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        await ask(dispatcher, "budget", brief, state)
        return events_for(brief, state)
