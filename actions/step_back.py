"""action_step_back: says nothing, ends the form's loop after an answer that leads nowhere."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.standalone import StandaloneAction


class ActionStepBack(StandaloneAction):
    """Follows a goodbye."""

    def name(self) -> str:
        return "action_step_back"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        return []
