"""action_fall_back: not understood; the second time in a row a person is offered."""

from __future__ import annotations

from copy import deepcopy

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.ask_product import ActionAskProduct
from actions.asked_of_shown import asked_of_shown
from actions.brief_update import updated
from actions.context import context
from actions.lead_back import lead_back
from actions.message import Said, read_message
from actions.offer_person import offer_person
from actions.presenting import amount
from actions.slots import FORM, GiftState, events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.variants import next_variant
from bot.messages import QuickReply
from bot.nlu.unreadable import is_gibberish, said_by_pictures
from catalog_index.brief import GiftBrief

# A gift that is easy to say: what the example of a wish costs.
_EXAMPLE_PRICE = 50
MISSES_UNTIL_A_PERSON = 2
_LISTEN = "action_listen"


class ActionFallBack(StandaloneAction):
    """Says so, each time in other words, and helps: with the question that stands, an example, then a person."""

    ends_misses = False

    def name(self) -> str:
        return "action_fall_back"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state, said = read_brief(tracker), read_state(tracker), read_message(tracker)
        if _answers(brief, state, said):
            # In words that are not known, but an answer to the question that stands: the form's business.
            return [FollowupAction(FORM)]
        if asked_of_shown(said, state):
            answered = events_for(await ActionAskProduct().advise(dispatcher, said, state, brief), state)
            return [*answered, FollowupAction(_LISTEN)]
        state.misses += 1
        if state.misses >= MISSES_UNTIL_A_PERSON:
            offer_person(dispatcher, state, "missed_again")
        else:
            # Who is hard to understand in words may choose by pictures.
            quiz = QuickReply(title=context().texts("button.quiz"), payload="/start_quiz")
            await lead_back(dispatcher, brief, state, _first_miss(brief, state, said), also=[quiz])
        # The turn ends here, also where no rule led here: Rasa would fall back again and again.
        return [*events_for(brief, state), FollowupAction(_LISTEN)]


def _answers(brief: GiftBrief, state: GiftState, said: Said) -> bool:
    if is_gibberish(said.text) or said_by_pictures(said.text) is not None:
        return False
    return updated(brief, deepcopy(state), said, currency=context().catalog.currency) != brief


def _first_miss(brief: GiftBrief, state: GiftState, said: Said) -> str:
    services = context()
    if said_by_pictures(said.text) is not None:
        return services.texts(next_variant(state, "missed_pictures"))
    if brief == GiftBrief() and not state.page:
        price = amount(_EXAMPLE_PRICE, services.catalog.currency)
        return services.texts(next_variant(state, "missed_opening"), amount=price)
    return services.texts(next_variant(state, "missed"))
