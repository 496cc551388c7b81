"""When wishes clash: which of them, what comes nearest, and what each change opens."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.colleague import shelf
from actions.context import context
from actions.presenting import MOST_BUTTONS, amount, counted, quick_replies, say, shop_brief, show_cards, wanted
from actions.recipients import about, switch_buttons
from actions.slots import GiftState
from catalog_index.brief import AgeRange, GiftBrief
from catalog_index.conflicts import Conflict, Wish, find_conflict
from catalog_index.relaxation import Change, Relaxation, relaxations
from catalog_index.search import SearchResult

MOST_RELAXATIONS = 4


async def nothing_fits(
    dispatcher: CollectingDispatcher, brief: GiftBrief, state: GiftState, result: SearchResult
) -> None:
    """Name the wishes that clash, show the nearest there is (what is akin to them, if anything), and offer changes: the
    buttons come last.

    `result` holds what passes the hard filters though it serves no wish: a near miss is never over the budget, too
    old for the child or something to avoid.
    """
    texts = context().texts
    say_conflict(dispatcher, await _conflict(brief, state, least=1), brief, state)
    near = [hit for hit in result.hits if context().catalog.search.near(hit.product, shop_brief(brief))]
    if hits := near or result.hits:
        nearest = replace(result, hits=hits, total=len(hits))
        show_cards(dispatcher, nearest, state, texts("nearest", interests=either(brief.interests)))
    state.fits = 0
    if not await offer_relaxations(dispatcher, brief, state):
        options = [(texts("button.start_over"), "/start_over"), (texts("button.person"), "/hand_off")]
        quick_replies(dispatcher, texts("nothing_at_all"), [*switch_buttons(brief, state), *options])


async def why_nothing(brief: GiftBrief, state: GiftState) -> str:
    """Which wishes clash, in a sentence, where nothing fits them all."""
    conflict = await _conflict(brief, state, least=1)
    return context().texts("nothing_fits") if conflict is None else conflict_text(conflict, brief, state)


async def why_few(brief: GiftBrief, state: GiftState, result: SearchResult) -> Conflict | None:
    """Which wishes make the gifts that fit so few; None when enough fit, or no set of wishes is to blame."""
    least = context().settings.conflict_floor
    if not 0 < result.total < least:
        return None
    return await _conflict(wanted(brief, state), state, least=least)


async def few_fit(
    dispatcher: CollectingDispatcher,
    brief: GiftBrief,
    state: GiftState,
    conflict: Conflict | None,
    *,
    told: bool = False,
) -> bool:
    """Say beneath the few cards that fit which wishes make them so few (see `why_few`), with changes; False when there
    is nothing to say. With `told` the cards' headline has said it already: only the changes are offered."""
    if conflict is None:
        return False
    return await offer_relaxations(dispatcher, wanted(brief, state), state, None if told else conflict)


async def offer_relaxations(
    dispatcher: CollectingDispatcher, brief: GiftBrief, state: GiftState, conflict: Conflict | None = None
) -> bool:
    """Say what each change of the wish opens; False when none opens anything. `conflict` is said first, if given."""
    texts = context().texts
    found = await asyncio.to_thread(relaxations, shelf(state), shop_brief(brief), state.only)
    if not found:
        return False
    key = "relax" if len(found[0].changes) == 1 else "relax.two"
    text = texts(key)
    if conflict is not None:
        text = f"{conflict_text(conflict, brief, state)} {text}"
    options = [_option(item, brief, state) for item in found[:MOST_RELAXATIONS]]
    quick_replies(dispatcher, text, [*options, *switch_buttons(brief, state)][:MOST_BUTTONS])
    return True


def say_conflict(
    dispatcher: CollectingDispatcher, conflict: Conflict | None, brief: GiftBrief, state: GiftState
) -> None:
    """Say which wishes clash, or that nothing fits where no set of them is to blame."""
    if conflict is None:
        say(dispatcher, "nothing_fits")
    else:
        dispatcher.utter_message(text=about(conflict_text(conflict, brief, state), brief, state))


def conflict_text(conflict: Conflict, brief: GiftBrief, state: GiftState) -> str:
    """ "Nothing I have is both about drones and at most $20"."""
    texts = context().texts
    parts = [_wish(wish, brief, state) for wish in conflict.wishes]
    kind = "nothing" if conflict.fits == 0 else "few"
    values: dict[str, Any] = {"count": counted(conflict.fits), "last": parts[-1]}
    if len(parts) == 1:
        return texts(f"conflict.{kind}.one", **values)
    if len(parts) == 2:
        return texts(f"conflict.{kind}.two", first=parts[0], **values)
    return texts(f"conflict.{kind}.more", first=", ".join(parts[:-1]), **values)


async def _conflict(brief: GiftBrief, state: GiftState, *, least: int) -> Conflict | None:
    return await asyncio.to_thread(find_conflict, shelf(state), shop_brief(brief), only=state.only, least=least)


def _wish(wish: Wish, brief: GiftBrief, state: GiftState) -> str:
    texts, currency = context().texts, context().catalog.currency
    budget = shop_brief(brief).budget
    if wish.kind == "interests":
        return texts("conflict.interests", label=either(brief.interests))
    if wish.kind == "only":
        return texts("conflict.only", label=either(state.only))
    if wish.kind == "exclude":
        return texts("conflict.exclude", label=wish.label)
    if wish.kind == "age" and brief.age is not None:
        return _age(brief.age)
    if wish.kind == "budget_max" and budget is not None and budget.max is not None:
        return texts("conflict.budget_max", amount=amount(budget.max, currency))
    assert budget is not None and budget.min is not None
    return texts("conflict.budget_min", amount=amount(budget.min, currency))


def _age(age: AgeRange) -> str:
    texts = context().texts
    if age.max is None:
        return texts("conflict.age_from", low=age.min)
    if age.max == age.min:
        return texts("conflict.age", age=age.min)
    return texts("conflict.ages", low=age.min, high=age.max)


def either(labels: list[str]) -> str:
    """ "drones, cars or trains"."""
    if len(labels) < 2:
        return "".join(labels)
    return context().texts("conflict.either", first=", ".join(labels[:-1]), last=labels[-1])


def _option(item: Relaxation, brief: GiftBrief, state: GiftState) -> tuple[str, str]:
    texts, currency = context().texts, context().catalog.currency
    change = ", ".join(_change(change) for change in item.changes)
    values = {"change": change[:1].upper() + change[1:], "count": counted(item.total)}
    title = texts("relax.option", amount=amount(item.lowest, currency), **values)
    return title, f"/edit_brief{json.dumps({'brief_edit': _edit(item, brief, state)}, ensure_ascii=False)}"


def _change(change: Change) -> str:
    texts, currency = context().texts, context().catalog.currency
    if change.part == "budget":
        assert change.more is not None
        key = "change.budget" if change.more > 0 else "change.budget_min"
        return texts(key, amount=amount(abs(change.more), currency))
    key = f"change.{change.part}" if change.label or change.part == "age" else f"change.{change.part}_all"
    return texts(key, label=change.label)


def _edit(item: Relaxation, brief: GiftBrief, state: GiftState) -> dict[str, Any]:
    """What of the brief is different after a change, in its JSON form; `only` stands beside it."""
    before, after = shop_brief(brief).model_dump(mode="json"), item.brief.model_dump(mode="json")
    edit = {name: value for name, value in after.items() if value != before[name]}
    if list(item.only) != state.only:
        edit["only"] = list(item.only)
    return edit
