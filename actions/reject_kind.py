"""action_reject_kind: "not that kind", "not for us: ..." turn down what was shown, for a reason, and show others."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import ask, lead_on
from actions.conflicts import offer_relaxations
from actions.context import context
from actions.message import Said, read_message
from actions.presenting import amount, offer_next_steps, say, search, show_cards, wished
from actions.recipients import about, switch_buttons
from actions.references import meant, titled
from actions.rejection import Reason, reason_of, without_reason
from actions.slots import GiftState, events_for, read_brief, read_state, wish_of
from actions.standalone import StandaloneAction
from actions.taste import take_qualities, turn_down
from catalog_index.product import Product


class ActionRejectKind(StandaloneAction):
    """Leaves out the categories of the gifts turned down; what a reason calls for comes instead."""

    def name(self) -> str:
        return "action_reject_kind"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        brief, state = read_brief(tracker), read_state(tracker)
        said = read_message(tracker)
        reason = reason_of(said.text)
        take_qualities(state, said)
        rejected = _rejected(said, state, reason)
        _leave_out(rejected, state, reason)
        if len(rejected) < len(state.page):
            turn_down(state, [product.id for product in rejected])
        state.seen = wish_of(brief, state)
        if reason == "wrong_age":
            say(dispatcher, "wrong_age" if brief.age else "wrong_age_unknown")
            await ask(dispatcher, "age", brief.model_copy(update={"age": None}), state)
            return events_for(brief, state)
        prices = [float(product.current_price.amount) for product in rejected]
        limit = min(prices, default=None) if reason == "too_expensive" else None
        # Cheaper ones may have been shown before.
        for without in (state.shown, [product.id for product in rejected]) if limit is not None else (state.shown,):
            result = await search(brief, state, without=without, below_price=limit)
            result.hits[:] = [hit for hit in result.hits if wished(hit, brief, state)]
            if result.hits:
                break
        if not result.hits:
            say(dispatcher, "no_cheaper" if reason == "too_expensive" else "no_other_kind")
            if not await offer_relaxations(dispatcher, brief, state):
                offer_next_steps(dispatcher, switch_buttons(brief, state))
            return events_for(brief, state)
        show_cards(dispatcher, result, state, about(_headline(reason, limit), brief, state))
        await lead_on(dispatcher, brief, state)
        return events_for(brief, state)


def _rejected(said: Said, state: GiftState, reason: Reason) -> list[Product]:
    """The one that is named, else all of the last page."""
    one = titled(without_reason(said.text))
    if one:
        return [one]
    page = [product for product_id in state.page if (product := context().catalog.get(product_id))]
    named = meant(said, state) if said.has("ordinal") or reason == "has_it" else []
    if not named and reason == "has_it" and len(state.focus) == 1:
        named = [product for product in page if product.id in state.focus]
    return named or page


def _leave_out(rejected: Sequence[Product], state: GiftState, reason: Reason) -> None:
    for product in rejected:
        if product.id not in state.shown:
            state.shown.append(product.id)
        if reason == "has_it" or reason == "wrong_age":
            state.never = list(dict.fromkeys([*state.never, product.id]))
        if not product.categories or reason in ("too_expensive", "wrong_age"):
            continue
        kinds = state.owned if reason == "has_it" else state.avoided
        if product.categories[-1] not in kinds:
            kinds.append(product.categories[-1])


def _headline(reason: Reason, limit: float | None) -> str:
    texts = context().texts
    if limit is not None:
        return texts("cheaper", amount=amount(limit, context().catalog.currency))
    return texts("other_than_owned" if reason == "has_it" else "other_kind")
