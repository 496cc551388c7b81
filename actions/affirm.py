"""action_affirm: a bare "yes" goes on with what stands: a person, the question, or more gifts."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.fall_back import MISSES_UNTIL_A_PERSON
from actions.hand_off import ActionHandOff
from actions.questions import next_question
from actions.recommend_gifts import ActionRecommendGifts
from actions.show_more import ActionShowMore
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from catalog_index.brief import GiftBrief


class ActionAffirm(StandaloneAction):
    """Takes "yes" after the offer of a person as that, and after results as "more"."""

    def name(self) -> str:
        return "action_affirm"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        if state.misses >= MISSES_UNTIL_A_PERSON:
            return await ActionHandOff().act(dispatcher, tracker)
        if state.asked is None and state.page:
            return await ActionShowMore().act(dispatcher, tracker)
        if state.asked is None and brief != GiftBrief() and next_question(brief, state) is None:
            await ActionRecommendGifts().recommend(dispatcher, brief, state)
            return events_for(brief, state)
        await lead_on(dispatcher, brief, state)
        return events_for(brief, state)
