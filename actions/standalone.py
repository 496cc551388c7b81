"""Base of the actions that answer outside the form."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asked_beside import answer_beside
from actions.message import read_message
from actions.slots import REQUESTED, STATE


class StandaloneAction(Action, ABC):
    """Ends the form's loop, which the next message about the wish starts again.

    Rasa would otherwise want to go back into a form that has stepped back for another intent, and ask twice. No
    answer is lost by it: which question stands is kept in our own state.
    """

    # What was understood ends a row of misses; small talk between two of them does not.
    ends_misses: ClassVar[bool] = True

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        await answer_beside(dispatcher, read_message(tracker))
        events = await self.act(dispatcher, tracker)
        if self.ends_misses:
            events = [*events, *_understood(tracker, events)]
        return [ActiveLoop(None), SlotSet(REQUESTED, None), *events]

    @abstractmethod
    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Answer, and return what has changed."""


def _understood(tracker: Tracker, events: list[EventType]) -> list[EventType]:
    """The event that sets the misses to 0, where there are any."""
    set_now = [event["value"] for event in events if event.get("event") == "slot" and event.get("name") == STATE]
    state = set_now[-1] if set_now else tracker.get_slot(STATE)
    return [SlotSet(STATE, {**state, "misses": 0})] if state and state.get("misses") else []
