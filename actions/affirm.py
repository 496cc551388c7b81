"""action_affirm: a bare "yes" goes on with what stands: results where enough is known, else the question."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import ask
from actions.presenting import offer_next_steps
from actions.questions import next_question
from actions.show_more import ActionShowMore
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction


class ActionAffirm(StandaloneAction):
    """Takes "yes" after results as "more"."""

    def name(self) -> str:
        return "action_affirm"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        question = next_question(brief, state)
        if question is not None:
            await ask(dispatcher, question, brief)
            state.asked = question
        elif state.page:
            return await ActionShowMore().act(dispatcher, tracker)
        else:
            offer_next_steps(dispatcher)
        return events_for(brief, state)
