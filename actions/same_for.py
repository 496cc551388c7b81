"""action_same_for: "and the third?", asked after another gift: the same question again."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.advising import AdviceAction
from actions.ask_product import ActionAskProduct
from actions.choosing import told
from actions.compare_gifts import ActionCompare
from actions.explain import ActionExplain
from actions.goes_with import ActionGoesWith
from actions.how_to_use import ActionHowToUse
from actions.message import Said, intent_before, read_message
from actions.remove_gift import ActionRemoveGift
from actions.save_gift import ActionSaveGift
from actions.show_similar import ActionShowSimilar
from actions.slots import GiftState, events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from actions.stock import ActionStock
from actions.tell_more import ActionTellMore

_ADVICE: dict[str, type[AdviceAction]] = {
    "why": ActionExplain,
    "compare": ActionCompare,
    "tell_more": ActionTellMore,
    "how_to_use": ActionHowToUse,
    "ask_product": ActionAskProduct,
    "goes_with": ActionGoesWith,
    "in_stock": ActionStock,
    "more_like": ActionShowSimilar,
    # Which is best was answered with one gift: of another one, what speaks for and against it.
    "which_best": ActionExplain,
}
_LIST: dict[str, type[StandaloneAction]] = {"save_gift": ActionSaveGift, "remove_gift": ActionRemoveGift}
# Those of the row that were not talked about last.
_OTHERS = re.compile(r"\bthe (?:others|rest|other (?:ones?|two|three|gifts?))\b")
_MOST_COMPARED = 4


class ActionSameFor(StandaloneAction):
    """Repeats what was last asked of a gift for the one named now; with nothing asked yet, tells more about it."""

    def name(self) -> str:
        return "action_same_for"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        if (of_list := _LIST.get(intent_before(tracker))) is not None:
            return await of_list().act(dispatcher, tracker)
        said, state, brief = read_message(tracker), read_state(tracker), read_brief(tracker)
        last = state.advice or {}
        intent = str(last.get("intent") or "tell_more")
        if intent == "goes_with" and last.get("row"):
            # Of the gifts that the companions were asked for, not of the companions.
            state.page = list(last["row"])
        entities = [*said.entities, *_named(said, state, intent)]
        if question := last.get("question"):
            entities.append({"entity": "question", "value": question})
        again = Said("compare" if intent == "compare" else intent, said.text, entities)
        return events_for(await _ADVICE.get(intent, ActionTellMore)().advise(dispatcher, again, state, brief), state)


def _named(said: Said, state: GiftState, intent: str) -> list[dict[str, Any]]:
    """Gifts that the message means beside what its words name: the others, and what is already being compared."""
    if _OTHERS.search(said.text.lower()):
        ids = [i for i in state.page if i not in state.focus]
    elif intent == "compare" and len(state.focus) > 1:
        ids = [*state.focus, *(p.id for p in told(said, state).products if p.id not in state.focus)][-_MOST_COMPARED:]
    else:
        return []
    return [{"entity": "product_id", "value": product_id} for product_id in ids]
