"""action_answer_policy: a question about the shop, answered with a passage of its own pages or by a person."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.message import read_message
from actions.policy_message import answer_from_pages, offer_person
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction


class ActionAnswerPolicy(StandaloneAction):
    """Quotes the passage, then leads back to the wish; what no page says is never made up."""

    def name(self) -> str:
        return "action_answer_policy"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        if await answer_from_pages(dispatcher, read_message(tracker).text):
            await lead_on(dispatcher, brief, state)
        else:
            offer_person(dispatcher, "policy.unknown")
        return events_for(brief, state)
