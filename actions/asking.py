"""The questions with their quick replies."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from typing import Any

import numpy as np
from rasa_sdk.executor import CollectingDispatcher

from actions.context import context
from actions.presenting import amount, offer_next_steps, quick_replies, shop_brief
from actions.questions import next_question
from actions.slots import GiftState
from catalog_index.brief import GiftBrief

_RELATIONSHIPS = ("partner", "mother", "father", "child", "friend", "colleague")
_AGES: tuple[tuple[str, int, int | None], ...] = (
    ("baby", 0, 1),
    ("toddler", 1, 3),
    ("preschool", 4, 6),
    ("school", 7, 9),
    ("tween", 10, 12),
    ("teen", 13, 17),
    ("adult", 18, None),
)
MOST_INTERESTS = 7
_STEPS = (10, 15, 20, 25, 30, 40, 50, 60, 75, 100, 150, 200, 300, 500)


def inform(**entities: Any) -> str:
    """The payload that says these things as the shopper's answer."""
    return f"/inform{json.dumps(entities, ensure_ascii=False)}"


async def ask(dispatcher: CollectingDispatcher, question: str, brief: GiftBrief) -> None:
    """Ask for one slot of the form, with quick replies and a way out."""
    texts = context().texts
    options = {
        "relationship": _relationships,
        "age": _ages,
        "interests": _interests,
        "budget": _budgets,
    }[question]
    found = await asyncio.to_thread(options, brief)
    who = texts(f"ask.{question}")
    quick_replies(dispatcher, who, [*found, (texts("button.not_sure"), "/not_sure")])


async def lead_on(dispatcher: CollectingDispatcher, brief: GiftBrief, state: GiftState) -> None:
    """Ask the next question, or offer the next steps where enough is known; `state` notes which."""
    state.asked = next_question(brief, state)
    if state.asked is None:
        offer_next_steps(dispatcher)
    else:
        await ask(dispatcher, state.asked, brief)


def _relationships(brief: GiftBrief) -> list[tuple[str, str]]:
    texts = context().texts
    return [(texts(f"relationship.{name}"), inform(relationship=name)) for name in _RELATIONSHIPS]


def _ages(brief: GiftBrief) -> list[tuple[str, str]]:
    texts = context().texts
    return [(texts(f"age.{name}"), inform(age={"min": low, "max": high})) for name, low, high in _AGES]


def _interests(brief: GiftBrief) -> list[tuple[str, str]]:
    """The interests that most of the gifts still possible serve."""
    catalog = context().catalog.search
    rows = catalog.fitting_rows(shop_brief(brief.model_copy(update={"interests": []})))
    counts = Counter(label for row in rows for label in catalog.index.products[int(row)].interests)
    best = [label for label, count in counts.most_common(MOST_INTERESTS) if count > 1]
    return [(label[:1].upper() + label[1:], inform(interest=label)) for label in best]


def _budgets(brief: GiftBrief) -> list[tuple[str, str]]:
    """Round amounts that a fair part of the gifts still possible stay under."""
    catalog, texts = context().catalog, context().texts
    rows = catalog.search.fitting_rows(shop_brief(brief))
    prices = catalog.search.filters.prices[rows]
    steps = (
        [30, 60, 100] if not len(prices) else _round_steps([float(np.quantile(prices, q)) for q in (0.3, 0.6, 0.85)])
    )
    options = [
        (
            texts("budget.under", amount=amount(step, catalog.currency)),
            inform(budget={"min": None, "max": step, "currency": catalog.currency}),
        )
        for step in steps
    ]
    return [*options, (texts("budget.any"), inform(budget={"min": None, "max": None, "currency": catalog.currency}))]


def _round_steps(prices: list[float]) -> list[int]:
    return list(dict.fromkeys(next((step for step in _STEPS if step >= price), _STEPS[-1]) for price in prices))
