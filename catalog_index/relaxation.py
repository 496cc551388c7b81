"""When little or nothing fits: which constraint to relax, and how many gifts each change opens."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from catalog_index.brief import Budget, GiftBrief
from catalog_index.search import GiftSearch

Constraint = Literal["budget", "age", "exclude", "interest", "interests"]

# How many gifts a step of the budget should open where the catalog has them.
_ENOUGH = 6
# A step of this many is never too large, however small the budget.
_SMALL_CHANGE = 30


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One change of a brief; `opens` counts the products that fit after it and did not before.

    `label` is the exclusion or interest that is given up; `more` what is added to the budget's maximum (or taken
    off its minimum), in the budget's currency.
    """

    constraint: Constraint
    brief: GiftBrief
    opens: int
    label: str = ""
    more: float | None = None


def relaxations(search: GiftSearch, brief: GiftBrief) -> list[Relaxation]:
    """The single changes of a brief that open products, counted on the index, most first; [] when none does."""
    fitting = search.count(brief)
    found = [*_budget(search, brief), *_others(search, brief)]
    opened = [
        Relaxation(item.constraint, item.brief, opens, item.label, item.more)
        for item in found
        if (opens := search.count(item.brief) - fitting) > 0
    ]
    return sorted(opened, key=lambda item: (item.constraint != "budget", abs(item.more or 0.0), -item.opens))


def _budget(search: GiftSearch, brief: GiftBrief) -> list[Relaxation]:
    budget = brief.budget
    if budget is None:
        return []
    found = []
    open_ended = brief.model_copy(update={"budget": None})
    prices = np.sort(search.filters.prices[search.fitting_rows(open_ended)])
    if budget.max is not None:
        above = prices[prices > budget.max]
        if len(above):
            needed = float(above[min(_ENOUGH, len(above)) - 1])
            # Where the next dearer gift is near, the smaller step is the kinder one.
            nearest = float(above[0])
            # Three times the budget is no small change.
            for target in dict.fromkeys((_round_up(nearest, budget.max), _round_up(needed, budget.max))):
                if target > max(3 * budget.max, budget.max + _SMALL_CHANGE):
                    continue
                wider = budget.model_copy(update={"max": target})
                found.append(
                    Relaxation("budget", brief.model_copy(update={"budget": wider}), 0, more=target - budget.max)
                )
    if budget.min is not None and (prices < budget.min).any():
        lower = Budget(min=None, max=budget.max, currency=budget.currency)
        found.append(Relaxation("budget", brief.model_copy(update={"budget": lower}), 0, more=-budget.min))
    return found


def _round_up(price: float, maximum: float) -> float:
    """The next round budget that pays a price: steps of 5 up to 100, of 10 up to 300, of 50 above."""
    step = 5 if price <= 100 else 10 if price <= 300 else 50
    return max(math.ceil(price / step) * step, math.ceil(maximum + 0.01))


def _others(search: GiftSearch, brief: GiftBrief) -> list[Relaxation]:
    found = []
    if brief.age is not None:
        found.append(Relaxation("age", brief.model_copy(update={"age": None}), 0))
    for label in brief.exclude:
        kept = [other for other in brief.exclude if other != label]
        found.append(Relaxation("exclude", brief.model_copy(update={"exclude": kept}), 0, label=label))
    if len(brief.interests) == 1:
        found.append(Relaxation("interests", brief.model_copy(update={"interests": []}), 0, label=brief.interests[0]))
    elif brief.interests:
        found.append(Relaxation("interests", brief.model_copy(update={"interests": []}), 0))
    return found
