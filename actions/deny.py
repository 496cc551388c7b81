"""action_deny: a bare "no" leaves the question that stands open."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.lead_back import lead_back
from actions.recommend_gifts import ActionRecommendGifts
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.variants import next_variant


class ActionDeny(StandaloneAction):
    """Goes on without the answer, to results where nothing more needs asking."""

    def name(self) -> str:
        return "action_deny"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        texts = context().texts
        brief, state = read_brief(tracker), read_state(tracker)
        left_open = state.asked not in (None, "relationship")
        if left_open and state.asked not in state.skipped:
            state.skipped = [*state.skipped, str(state.asked)]
        onward = CollectingDispatcher()
        await lead_back(onward, brief, state, texts(next_variant(state, "left_open" if left_open else "deny")))
        if left_open and state.asked is None and not state.page:
            await ActionRecommendGifts().recommend(dispatcher, brief, state)
        else:
            dispatcher.messages.extend(onward.messages)
        return events_for(brief, state)
