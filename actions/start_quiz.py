"""action_start_quiz: offers the picture quiz; a client without it is led the same way by questions."""

from __future__ import annotations

import re
from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.brief_update import updated
from actions.context import context
from actions.message import Said, read_message
from actions.questions import next_question
from actions.recommend_gifts import ActionRecommendGifts
from actions.slots import GiftState, events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from bot.messages import QuickReply, QuizMessage
from catalog_index.brief import GiftBrief

# What a wish for the quiz may tell on the way ("the quiz for my mum"); the word itself is no interest.
_TOLD = {"relationship", "age", "budget", "occasion", "exclude", "gender"}
# "I have no idea" is an answer to such a question; to the others it asks for help.
_PLAIN_QUESTIONS = ("age", "budget")
_QUIZ = re.compile(r"\b(?:quiz\w*|pictures?|choose|test me)\b|^/", re.IGNORECASE)


class ActionStartQuiz(StandaloneAction):
    """Offers the quiz for somebody else or for oneself."""

    def name(self) -> str:
        return "action_start_quiz"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        said, brief, state = read_message(tracker), read_brief(tracker), read_state(tracker)
        chosen = said.one("quiz_for")
        if chosen is not None:
            if chosen == "myself":
                brief = brief.model_copy(update={"relationship": "myself"})
            await lead_on(dispatcher, brief, state)
            return events_for(brief, state)
        if state.asked in _PLAIN_QUESTIONS and not _QUIZ.search(said.text):
            return await _not_sure(dispatcher, said, brief, state)
        told = [item for item in said.entities if item["entity"] in _TOLD]
        if told:
            heard = replace(said, intent="inform", entities=told)
            brief = updated(brief, state, heard, currency=context().catalog.currency)
        dispatcher.utter_message(json_message=_offer(brief).model_dump(mode="json"))
        state.misses = 0
        return events_for(brief, state)


async def _not_sure(
    dispatcher: CollectingDispatcher, said: Said, brief: GiftBrief, state: GiftState
) -> list[EventType]:
    brief = updated(brief, state, replace(said, intent="not_sure"), currency=context().catalog.currency)
    if next_question(brief, state) is None:
        state.asked = None
        await ActionRecommendGifts().recommend(dispatcher, brief, state)
    else:
        await lead_on(dispatcher, brief, state)
    return events_for(brief, state)


def _offer(brief: GiftBrief) -> QuizMessage:
    texts = context().texts
    # What the chat knows is kept while nothing is known of their taste (see QuizService).
    kept = not brief.interests and brief != GiftBrief()
    return QuizMessage(
        text=texts("quiz.offer_known" if kept else "quiz.offer"),
        for_whom="myself" if brief.relationship == "myself" else "someone",
        options=[
            QuickReply(title=texts("quiz.someone"), payload='/start_quiz{"quiz_for": "someone"}'),
            QuickReply(title=texts("quiz.myself"), payload='/start_quiz{"quiz_for": "myself"}'),
        ],
    )
