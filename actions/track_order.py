"""action_track_order: where an order can be seen; the chat neither knows orders nor asks for their numbers."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.message import read_message
from actions.policy_message import answer_from_pages, offer_person
from actions.standalone import StandaloneAction

_QUESTION = "where is my order"


class ActionTrackOrder(StandaloneAction):
    """Quotes the shop's page, and offers a person."""

    def name(self) -> str:
        return "action_track_order"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        question = read_message(tracker).text
        for asked in (question, _QUESTION):
            if await answer_from_pages(dispatcher, asked, lead="policy.track"):
                offer_person(dispatcher, "policy.track_help")
                return []
        offer_person(dispatcher, "policy.unknown")
        return []
