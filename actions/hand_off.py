"""action_hand_off: asks for a person, and says what will happen."""

from __future__ import annotations

import math

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.context import context
from actions.message import read_message
from actions.presenting import quick_replies
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.variants import next_variant
from bot.handoff.waiting import Place, closed_words
from bot.messages import LaterMessage


class ActionHandOff(StandaloneAction):
    """Lets the shopper wait where somebody is at a console; else records the wish. Asked again, it says so anew."""

    def name(self) -> str:
        return "action_hand_off"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        place = await context().handoff.ask_for_person(tracker.sender_id, read_message(tracker).text)
        if place is None:
            closed, opening = context().handoff.closed()
            texts = context().texts
            words = closed_words(texts, opening) if closed else texts(next_variant(state, "handed_off"))
            message = LaterMessage(text=words)
            dispatcher.utter_message(json_message=message.model_dump(mode="json"))
            await lead_on(dispatcher, brief, state)
        else:
            texts = context().texts
            quick_replies(dispatcher, _standing(place), [(texts("button.go_on"), "/affirm")])
        return events_for(brief, state)


def _standing(place: Place) -> str:
    """Where the shopper stands in the queue, and for how long: only what is known."""
    texts = context().texts
    text = texts("waiting.next") if place.position == 1 else texts("waiting.position", position=place.position)
    if place.expected is None:
        return text
    minutes = math.ceil(place.expected / 60)
    return f"{text} {texts('waiting.one_minute' if minutes <= 1 else 'waiting.minutes', minutes=minutes)}"
