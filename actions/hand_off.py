"""action_hand_off: keeps the wish for a person, and says what will happen."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.message import read_message
from actions.presenting import offer_next_steps, say
from actions.standalone import StandaloneAction


class ActionHandOff(StandaloneAction):
    """Records the wish."""

    def name(self) -> str:
        return "action_hand_off"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        await context().handoff.record_wish(tracker.sender_id, read_message(tracker).text)
        say(dispatcher, "handed_off")
        offer_next_steps(dispatcher)
        return []
