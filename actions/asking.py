"""The questions with their quick replies."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.presenting import MOST_BUTTONS, amount, counted, offer_next_steps, quick_replies, shop_brief
from actions.questions import AGES, effect, likely_ages, narrowing_question, next_question
from actions.recipients import current_phrase, switch_buttons
from actions.slots import GiftState
from catalog_index.brief import GiftBrief
from catalog_index.budgets import budget_steps

_RELATIONSHIPS = ("partner", "mother", "father", "child", "friend", "colleague")
MOST_INTERESTS = 7
# Beneath cards the row also holds the next steps.
_FEWER = 4
# One answer less where there are other people to go back to.
_FEWEST = 3
# Why a question is asked is said where its answer helps much, and only where there are many gifts to choose from.
_MANY = 20
_MUCH = 0.6

Options = list[tuple[str, str]]


def inform(**entities: Any) -> str:
    """The payload that says these things as the shopper's answer."""
    return f"/inform{json.dumps(entities, ensure_ascii=False)}"


async def ask(
    dispatcher: CollectingDispatcher, question: str, brief: GiftBrief, state: GiftState | None = None
) -> None:
    """Ask for one slot of the form, with quick replies and a way out; `state` notes it.

    Beneath cards the next steps stand in the same row. Where several people are talked about, it says whom it means.
    """
    state = state or GiftState()
    fewer = _FEWEST if state.others else _FEWER
    found = await asyncio.to_thread(_options, question, brief, fewer if state.has_shown else None)
    texts = context().texts
    if state.has_shown:
        state.put = [*state.put, question]
        options = [*found, *_steps(brief, state)][:MOST_BUTTONS]
    else:
        state.asks += 1
        options = [*found, (texts("button.not_sure"), "/not_sure")]
        if state.skipped:
            # Who has no idea may choose by pictures, or look around.
            options += [(texts("button.quiz"), "/start_quiz"), (texts("button.show_now"), "/show_now")]
    text = await asyncio.to_thread(_question, question, brief, state)
    quick_replies(dispatcher, _addressed(text, brief, state), options)
    state.asked, state.talked = question, state.current


async def lead_on(dispatcher: CollectingDispatcher, brief: GiftBrief, state: GiftState) -> None:
    """Ask the next question, or offer the next steps where enough is known; `state` notes which.

    Beneath cards it is the question that would narrow them most, if any would.
    """
    choose = narrowing_question if state.has_shown else next_question
    state.asked = await asyncio.to_thread(choose, brief, state)
    if state.asked is None:
        offer_next_steps(dispatcher, switch_buttons(brief, state))
    else:
        await ask(dispatcher, state.asked, brief, state)


def _steps(brief: GiftBrief, state: GiftState) -> Options:
    texts = context().texts
    return [
        (texts("button.more"), "/more"),
        (texts("button.cheaper"), "/cheaper"),
        *switch_buttons(brief, state),
        (texts("button.someone_else"), "/next_recipient"),
    ]


def _question(question: str, brief: GiftBrief, state: GiftState) -> str:
    """The question, about "her" where that is certain, and what its answer would do where that helps."""
    texts = context().texts
    whom = "you" if brief.relationship == "myself" else {"male": "he", "female": "she"}.get(state.gender or "", "they")
    text = texts(f"ask.{question}.{whom}" if question in ("age", "interests") else f"ask.{question}")
    found = effect(brief, state, question) if question != "relationship" else None
    if found is None or found.now < _MANY or found.left > _MUCH * found.now:
        return text
    about = round(found.left) if found.left < 20 else round(found.left, -1)
    return texts("ask.why", question=text, now=counted(found.now), left=f"{about:.0f}")


def _addressed(text: str, brief: GiftBrief, state: GiftState) -> str:
    """A question with whom it is about, where several people are talked about and it is another one than before."""
    if not state.others or brief == GiftBrief() or state.talked == state.current:
        return text
    who = current_phrase(brief, state)
    return context().texts("now_about", who=who, text=text)


def _options(question: str, brief: GiftBrief, most: int | None) -> Options:
    texts = context().texts
    if question == "relationship":
        return [(texts(f"relationship.{name}"), inform(relationship=name)) for name in _RELATIONSHIPS[:most]]
    if question == "age":
        return [(texts(f"age.{name}"), inform(age=AGES[name].model_dump())) for name in likely_ages(brief, most)]
    return (_interests(brief) if question == "interests" else _budgets(brief))[:most]


def _interests(brief: GiftBrief) -> Options:
    """The interests that most of the gifts still possible serve."""
    search = context().catalog.search
    rows = search.narrowing.sample(search.fitting_rows(shop_brief(brief.model_copy(update={"interests": []}))))
    labels, _ = search.narrowing.interests(rows, MOST_INTERESTS)
    return [(label[:1].upper() + label[1:], inform(interest=label)) for label in labels]


def _budgets(brief: GiftBrief) -> Options:
    """Round amounts that a fair part of the gifts still possible stay under."""
    catalog, texts = context().catalog, context().texts
    rows = catalog.search.fitting_rows(shop_brief(brief))
    steps = budget_steps(catalog.search.filters.prices[rows]) or [30, 60, 100]
    options = [
        (
            texts("budget.under", amount=amount(step, catalog.currency)),
            inform(budget={"min": None, "max": step, "currency": catalog.currency}),
        )
        for step in steps
    ]
    return [*options, (texts("budget.any"), inform(budget={"min": None, "max": None, "currency": catalog.currency}))]
