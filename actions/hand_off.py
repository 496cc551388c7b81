"""action_hand_off: asks for a person, and says what will happen."""

from __future__ import annotations

import math

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.message import read_message
from actions.presenting import quick_replies
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.variants import next_variant
from bot.handoff.waiting import Place, choice, closed_words, moment_words


class ActionHandOff(StandaloneAction):
    """Lets the shopper wait where somebody is at a console; else a choice: go on, leave an address, wait anyhow."""

    def name(self) -> str:
        return "action_hand_off"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        texts, handoff = context().texts, context().handoff
        place = await handoff.ask_for_person(tracker.sender_id, read_message(tracker).text)
        closed, opening = handoff.closed()
        if place is None:
            locale = context().settings.locale
            words = closed_words(texts, opening, locale) if closed else texts(next_variant(state, "handed_off"))
            dispatcher.utter_message(json_message=choice(texts, words).model_dump(mode="json"))
        else:
            words = _until_open(place) if closed else _standing(place)
            quick_replies(dispatcher, words, [(texts("button.go_on"), "/affirm")])
        return events_for(brief, state)


def _until_open(place: Place) -> str:
    """What somebody is told who waits though the shop is closed."""
    texts = context().texts
    if place.opens is None:
        return texts("waiting.later", position=place.position)
    when = moment_words(place.opens, context().settings.locale)
    return texts("waiting.later.until", position=place.position, **when)


def _standing(place: Place) -> str:
    """Where the shopper stands in the queue, and for how long: only what is known."""
    texts = context().texts
    text = texts("waiting.next") if place.position == 1 else texts("waiting.position", position=place.position)
    if place.expected is None:
        return text
    minutes = math.ceil(place.expected / 60)
    return f"{text} {texts('waiting.one_minute' if minutes <= 1 else 'waiting.minutes', minutes=minutes)}"
