"""validate_gift_form: takes each message into the brief and decides whether to ask or to show."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecutionRejected, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asked_beside import answer_beside
from actions.brief_update import updated
from actions.context import context
from actions.message import read_message
from actions.presenting import say
from actions.put_right import question_anew
from actions.questions import narrowing_question, next_question
from actions.recipients import everybody
from actions.slots import FORM, REQUESTED, GiftState, events_for, read_brief, read_state, wish_of
from actions.whose import turns
from bot.conversation.recipients import Recipient, phrase
from bot.nlu.intents import ADVICE, LIST_TALK, NO_WISH
from catalog_index.brief import GiftBrief

# What brings the form forward; with any other intent it steps back and the intent's own rule answers.
_FORM_INTENTS = {
    "inform", "request_gift", "not_sure", "show_now", "next_recipient", "switch_recipient", "edit_brief",
}  # fmt: skip
# Whose dates, occasions and briefs are no answers.
_NO_ANSWERS = {
    "shop_question", "delivery_by", "track_order", "occasion_date", "occasion_help", "start_quiz", "finish_quiz",
}  # fmt: skip


class ValidateGiftForm(Action):
    """Runs at every step of the form."""

    def name(self) -> str:
        return "validate_gift_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        said = read_message(tracker)
        if said.intent in _NO_ANSWERS | NO_WISH | LIST_TALK | ADVICE:
            return [ActionExecutionRejected(FORM)]
        await answer_beside(dispatcher, said)
        brief, state = read_brief(tracker), read_state(tracker)
        before, people = brief, everybody(brief, state)
        brief = updated(brief, state, said, currency=context().catalog.currency)
        if said.intent not in _FORM_INTENTS and brief == before:
            return [ActionExecutionRejected(FORM)]
        if said.intent == "show_now":
            state.hurry = True
        _say_who_is_dropped(dispatcher, people, brief, state)
        state.misses = 0
        question = question_anew(brief.model_dump(mode="json"), said)
        question = question or await asyncio.to_thread(_question, brief, state, turns(said))
        state.asked = question
        return [*events_for(brief, state), SlotSet(REQUESTED, question)]


def _say_who_is_dropped(
    dispatcher: CollectingDispatcher, before: list[Recipient], brief: GiftBrief, state: GiftState
) -> None:
    left = {state.current, *(other["id"] for other in state.others)}
    for person in before:
        if len(before) > 1 and person.id not in left:
            say(dispatcher, "dropped", who=phrase(person, context().texts))


def _question(brief: GiftBrief, state: GiftState, turned: bool) -> str | None:
    """The question to ask now, None where gifts are to be shown."""
    if (question := next_question(brief, state)) is not None:
        return question
    nothing_new = state.seen == wish_of(brief, state) and state.talked == state.current and not turned
    # The same cards again would be no answer: a question that helps, else other gifts.
    return narrowing_question(brief, state) if nothing_new and not state.hurry else None
