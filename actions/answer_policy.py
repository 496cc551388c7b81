"""action_answer_policy: a question about the shop, answered with a passage of its own pages or by a person."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import lead_on
from actions.message import intent_before, read_message
from actions.policy_message import answer_from_pages, offer_person
from actions.references import keep_in_focus
from actions.slots import events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from bot.nlu.leaning import LEANED_ON, leans_on_shop, says_nothing_alone
from bot.nlu.normalize import normalize

# What later questions lean on is no longer than this, in characters.
_LONGEST = 200


class ActionAnswerPolicy(StandaloneAction):
    """Quotes the passage, then leads back to the wish; what no page says is never made up.

    A question that leans on the one before ("and how much is that?") is asked together with it.
    """

    def name(self) -> str:
        return "action_answer_policy"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        said = read_message(tracker)
        keep_in_focus(said, state)
        for question in _ways_to_ask(said.text, state.shop_asked, intent_before(tracker)):
            if await answer_from_pages(dispatcher, question):
                state.shop_asked = question[-_LONGEST:]
                await lead_on(dispatcher, brief, state)
                break
        else:
            state.shop_asked = ""
            offer_person(dispatcher, "policy.unknown")
        return events_for(brief, state)


def _ways_to_ask(text: str, before: str, last: str) -> list[str]:
    """A question as the pages are to be asked, the likeliest way first; `before` and `last` are the question about the
    shop and the intent before it."""
    plain = normalize(text)
    if not before or last not in LEANED_ON or not leans_on_shop(plain):
        return [text]
    together = f"{before} {text}"
    return [together] if says_nothing_alone(plain) else [text, together]
