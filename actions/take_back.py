"""action_take_back: the bot's first words after a person had the conversation: what it is left with."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.changes import budget_words
from actions.colleague import shelf
from actions.context import context
from actions.lead_back import lead_back
from actions.presenting import quick_replies, shop_brief
from actions.slots import GiftState, events_for, read_brief, read_state
from actions.standalone import StandaloneAction
from bot.conversation.recipients import years
from bot.occasions.names import written
from catalog_index.brief import GiftBrief


class ActionTakeBack(StandaloneAction):
    """Says what is known, and offers to go on; where nothing is known it asks the first question."""

    def name(self) -> str:
        return "action_take_back"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        left, state.left = state.left, False
        state.asked, state.hurry, state.misses = None, False, 0
        texts, words = context().texts, told(brief, state)
        if not words:
            text = " ".join(part for part in (texts("take_back.nothing"), _picks(brief, state)) if part)
            await lead_back(dispatcher, brief, state, text)
            return events_for(brief, state)
        said = [
            texts("take_back.left" if left else "take_back.known", told=words),
            _picks(brief, state),
            texts("take_back.go_on"),
        ]
        options = [(texts("button.show_gifts"), "/show_now"), (texts("button.someone_else"), "/next_recipient")]
        quick_replies(dispatcher, " ".join(part for part in said if part), options)
        state.talked = state.current
        return events_for(brief, state)


def told(brief: GiftBrief, state: GiftState) -> str:
    """A wish in a few words: "for your father, 60, fishing, no plastic, up to $50"; "" where nothing is known."""
    texts, data = context().texts, brief.model_dump(mode="json")
    parts = []
    if brief.relationship:
        key = "take_back.for_self" if brief.relationship == "myself" else "take_back.for"
        parts.append(texts(key, value=state.label or brief.relationship))
    parts += [years(data), *brief.interests]
    parts += [texts("take_back.only", label=kind) for kind in state.only]
    parts += [texts("take_back.without", label=label) for label in brief.exclude]
    if brief.budget:
        parts.append(budget_words(brief))
    if brief.occasion:
        parts.append(written(brief.occasion))
    return ", ".join(part for part in parts if part)


def _picks(brief: GiftBrief, state: GiftState) -> str:
    """That a colleague has picked gifts, as many as can be shown under the brief."""
    search = shelf(state)
    passing = search.filters.mask(shop_brief(brief)) & search.kinds.mask(state.only)
    rows = [search.index.row(product_id) for product_id in state.pinned if product_id not in state.shown]
    count = sum(1 for row in rows if row is not None and passing[row])
    if not count:
        return ""
    return context().texts("take_back.picked.one" if count == 1 else "take_back.picked.many", count=count)
