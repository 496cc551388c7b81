"""Base of the actions that answer outside the form."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import REQUESTED


class StandaloneAction(Action, ABC):
    """Ends the form's loop, which the next message about the wish starts again.

    Rasa would otherwise want to go back into a form that has stepped back for another intent, and ask twice. No
    answer is lost by it: which question stands is kept in our own state.
    """

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        events = await self.act(dispatcher, tracker)
        return [ActiveLoop(None), SlotSet(REQUESTED, None), *events]

    @abstractmethod
    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Answer, and return what has changed."""
