"""validate_gift_form: takes each message into the brief and decides which question comes next."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecutionRejected, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.brief_update import updated
from actions.context import context
from actions.message import read_message
from actions.questions import next_question
from actions.slots import FORM, REQUESTED, events_for, read_brief, read_state

# What brings the form forward; with any other intent it steps back and the intent's own rule answers.
_FORM_INTENTS = {"inform", "request_gift", "not_sure", "show_now", "next_recipient", "edit_brief"}


class ValidateGiftForm(Action):
    """Runs at every step of the form."""

    def name(self) -> str:
        return "validate_gift_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        said = read_message(tracker)
        brief, state = read_brief(tracker), read_state(tracker)
        before = brief
        brief = updated(brief, state, said, currency=context().catalog.currency)
        if said.intent not in _FORM_INTENTS and brief == before:
            return [ActionExecutionRejected(FORM)]
        if said.intent == "show_now":
            state.hurry = True
        state.misses = 0
        question = next_question(brief, state)
        state.asked = question
        return [*events_for(brief, state), SlotSet(REQUESTED, question)]
