"""When little or nothing fits: which wishes to change, and how many gifts that opens, from what price."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from catalog_index.brief import Budget, GiftBrief
from catalog_index.search import GiftSearch

Part = Literal["budget", "age", "exclude", "interests", "only"]

# How many gifts a step of the budget should open where the catalog has them.
_ENOUGH = 6
# What is made for this age (years) or older is opened to nobody by giving up an age.
_FOR_GROWN_UPS = 16
# So many other changes stand before a far step of the budget.
_MOST_BEFORE = 3
# A step of this many is never too large, however small the budget.
_SMALL_CHANGE = 30


@dataclass(frozen=True, slots=True)
class Change:
    """One wish given up or widened.

    `label` is the exclusion, or the interest where it is the only one; `more` what is added to the budget's maximum
    (or taken off its minimum), in the budget's currency.
    """

    part: Part
    label: str = ""
    more: float | None = None


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One change of a brief, or two together, and what stands then.

    `brief` and `only` are the wishes after it; `opens` counts the products that fit then and did not before, `total`
    all that fit then, `lowest` is the price of the cheapest of those.
    """

    changes: tuple[Change, ...]
    brief: GiftBrief
    only: tuple[str, ...]
    opens: int
    total: int
    lowest: float


Step = tuple[Change, GiftBrief, tuple[str, ...]]
Steps = tuple[tuple[Change, ...], GiftBrief, tuple[str, ...]]


def relaxations(search: GiftSearch, brief: GiftBrief, only: Sequence[str] = ()) -> list[Relaxation]:
    """The single changes that open products, counted on the index; where none does, pairs of them; else [].

    A budget is raised a little before it is raised a lot. Small steps of the budget come first, then what opens most.
    """
    kinds = tuple(only)
    fitting = search.count(brief, kinds)
    single = [((change,), after, left) for change, after, left in _steps(search, brief, kinds)]
    found = _opened(search, fitting, single) or _opened(search, fitting, _pairs(search, brief, kinds))
    if any(change.part == "budget" for item in found for change in item.changes):
        return sorted(found, key=_order)
    # However dear: what the wished for costs is worth knowing, after the gentler changes.
    far = [((change,), after, left) for change, after, left in _budget(search, brief, kinds, far=True)]
    return [*sorted(found, key=_order)[:_MOST_BEFORE], *_opened(search, fitting, far)[:1]]


def _order(item: Relaxation) -> tuple[bool, float, int]:
    budget = next((change for change in item.changes if change.part == "budget"), None)
    return budget is None, abs(budget.more or 0.0) if budget else 0.0, -item.opens


def _opened(search: GiftSearch, before: int, steps: Iterable[Steps]) -> list[Relaxation]:
    found = []
    for changes, brief, only in steps:
        rows = search.fitting_rows(brief, only)
        if any(change.part == "age" for change in changes) and (search.filters.age_min[rows] >= _FOR_GROWN_UPS).any():
            continue  # whoever gives up a child's age must not be shown whisky for it
        if len(rows) > before:
            lowest = float(search.filters.prices[rows].min())
            found.append(Relaxation(changes, brief, only, len(rows) - before, len(rows), lowest))
    return found


def _steps(search: GiftSearch, brief: GiftBrief, only: tuple[str, ...]) -> list[Step]:
    return [*_budget(search, brief, only), *_given_up(brief, only)]


def _pairs(search: GiftSearch, brief: GiftBrief, only: tuple[str, ...]) -> list[Steps]:
    """Two changes at once. The steps of a budget depend on what is given up beside it, so that comes first."""
    found: list[Steps] = []
    given_up = _given_up(brief, only)
    for position, (first, after, left) in enumerate(given_up):
        later = {change for change, _, _ in given_up[position + 1 :]}
        for second, both, kinds in _steps(search, after, left):
            if second.part == "budget" or second in later:
                found.append(((first, second), both, kinds))
    return found


def _budget(search: GiftSearch, brief: GiftBrief, only: tuple[str, ...], *, far: bool = False) -> list[Step]:
    budget = brief.budget
    if budget is None:
        return []
    found: list[Step] = []
    open_ended = brief.model_copy(update={"budget": Budget(min=budget.min, currency=budget.currency)})
    prices = np.sort(search.filters.prices[search.fitting_rows(open_ended, only)])
    if budget.max is not None and len(above := prices[prices > budget.max]):
        needed = float(above[min(_ENOUGH, len(above)) - 1])
        # Where the next dearer gift is near, the smaller step is the kinder one.
        nearest = float(above[0])
        # Three times the budget is no small change.
        most = math.inf if far else max(3 * budget.max, budget.max + _SMALL_CHANGE)
        # What is far is told to the unit: nobody rounds up a price that is many times the budget.
        near = float(math.ceil(nearest)) if far else _round_up(nearest, budget.max)
        for target in dict.fromkeys((near, _round_up(needed, budget.max))):
            if target <= most:
                wider = brief.model_copy(update={"budget": budget.model_copy(update={"max": target})})
                found.append((Change("budget", more=target - budget.max), wider, only))
    if budget.min is not None:
        lower = brief.model_copy(update={"budget": Budget(max=budget.max, currency=budget.currency)})
        found.append((Change("budget", more=-budget.min), lower, only))
    return found


def _round_up(price: float, maximum: float) -> float:
    """The next round budget that pays a price: steps of 5 up to 100, of 10 up to 300, of 50 above."""
    step = 5 if price <= 100 else 10 if price <= 300 else 50
    return max(math.ceil(price / step) * step, math.ceil(maximum + 0.01))


def _given_up(brief: GiftBrief, only: tuple[str, ...]) -> list[Step]:
    """The wishes other than the budget, each given up."""
    found: list[Step] = []
    if only:
        found.append((Change("only", label=only[0] if len(only) == 1 else ""), brief, ()))
    if brief.age is not None:
        found.append((Change("age"), brief.model_copy(update={"age": None}), only))
    for label in brief.exclude:
        kept = [other for other in brief.exclude if other != label]
        found.append((Change("exclude", label=label), brief.model_copy(update={"exclude": kept}), only))
    if brief.interests:
        label = brief.interests[0] if len(brief.interests) == 1 else ""
        found.append((Change("interests", label=label), brief.model_copy(update={"interests": []}), only))
    return found
