"""action_finish_quiz: takes the quiz's answers into the brief; the gifts follow."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.brief_update import updated
from actions.context import context
from actions.message import Said, read_message
from actions.recipients import begin
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from catalog_index.brief import GiftBrief


class ActionFinishQuiz(StandaloneAction):
    """Sets the whole brief; what the quiz left open is not asked again."""

    def name(self) -> str:
        return "action_finish_quiz"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        said, brief, state = read_message(tracker), read_brief(tracker), read_state(tracker)
        if _is_somebody_else(brief, said):
            brief = begin(brief, state)
        brief = updated(brief, state, said, currency=context().catalog.currency)
        state.asked, state.hurry, state.misses = None, True, 0
        return events_for(brief, state)


def _is_somebody_else(brief: GiftBrief, said: Said) -> bool:
    """Whether the quiz was about another person than the chat: the one before keeps their brief."""
    edit = said.one("brief_edit")
    if not isinstance(edit, dict) or brief == GiftBrief():
        return False
    if brief.relationship is not None:
        return edit.get("relationship") != brief.relationship
    # Somebody of whom taste is known was not who the quiz went on with.
    return bool(brief.interests)
