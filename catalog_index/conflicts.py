"""Which wishes clash: the smallest set that no product, or too few, can serve together.

Every wish is a set of products, so a wish more never makes more of them. What is looked for is a minimal unsatisfiable
subset. Small ones are found by trying all sets of one, two and three wishes, which makes them the smallest there are;
larger ones by QuickXplain (Junker, "QUICKXPLAIN: Preferred Explanations and Relaxations for Over-Constrained
Problems", AAAI 2004), which needs few looks at the index and is minimal too, though others may be smaller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from catalog_index.brief import Budget, GiftBrief
from catalog_index.search import GiftSearch

Kind = Literal["interests", "only", "age", "budget_max", "budget_min", "exclude"]
Mask = NDArray[np.bool_]

# Sets of up to so many wishes are all tried.
_TRIED = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that a shopper wants or doesn't; `label` says which exclusion."""

    kind: Kind
    label: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Wishes of which `fits` products serve all, fewer than asked for; without any one of them there are enough."""

    wishes: tuple[Wish, ...]
    fits: int


def find_conflict(search: GiftSearch, brief: GiftBrief, *, only: Sequence[str] = (), least: int = 1) -> Conflict | None:
    """The smallest set of wishes that fewer than `least` products serve, None where enough serve them all.

    None too where the shop itself has too few products for anybody, whatever is wished for.
    """
    masks = wish_masks(search, brief, only)
    everything = _whatever(search, brief)

    def count(wishes: Sequence[Wish]) -> int:
        mask = everything.copy()
        for wish in wishes:
            mask &= masks[wish]
        return int(mask.sum())

    def clash(wishes: Sequence[Wish]) -> bool:
        return count(wishes) < least

    wishes = list(masks)
    if clash([]) or not clash(wishes):
        return None
    for size in range(1, _TRIED + 1):
        for some in combinations(wishes, size):
            if clash(some):
                return Conflict(some, count(some))
    found = set(quick_xplain(wishes, clash))
    ordered = tuple(wish for wish in wishes if wish in found)
    return Conflict(ordered, count(ordered))


def wish_masks(search: GiftSearch, brief: GiftBrief, only: Sequence[str] = ()) -> dict[Wish, Mask]:
    """The wishes of a brief, each with the products that serve it, bool (count,); together they are the brief's."""
    parts: dict[Wish, tuple[GiftBrief, Sequence[str]]] = {}
    if brief.interests:
        parts[Wish("interests")] = (GiftBrief(interests=brief.interests), ())
    if only:
        parts[Wish("only")] = (GiftBrief(), only)
    if brief.age is not None:
        parts[Wish("age")] = (GiftBrief(age=brief.age), ())
    budget = brief.budget
    if budget is not None and budget.max is not None:
        parts[Wish("budget_max")] = (GiftBrief(budget=Budget(max=budget.max, currency=budget.currency)), ())
    if budget is not None and budget.min is not None:
        parts[Wish("budget_min")] = (GiftBrief(budget=Budget(min=budget.min, currency=budget.currency)), ())
    for label in brief.exclude:
        parts[Wish("exclude", label)] = (GiftBrief(exclude=[label]), ())
    return {wish: search.fitting(part, kinds) for wish, (part, kinds) in parts.items()}


def quick_xplain(wishes: Sequence[Wish], clash: Callable[[Sequence[Wish]], bool]) -> list[Wish]:
    """A minimal subset of `wishes` for which `clash` holds; it must hold for all of them and not for none."""

    def explain(background: list[Wish], added: bool, rest: list[Wish]) -> list[Wish]:
        if added and clash(background):
            return []
        if len(rest) == 1:
            return rest
        half = len(rest) // 2
        first, second = rest[:half], rest[half:]
        of_second = explain([*background, *first], True, second)
        of_first = explain([*background, *of_second], bool(of_second), first)
        return [*of_first, *of_second]

    return explain([], False, list(wishes))


def _whatever(search: GiftSearch, brief: GiftBrief) -> Mask:
    """What could be shown whatever is wished for: on sale, and for grown-ups where the recipient is one."""
    return search.fitting(GiftBrief(relationship=brief.relationship if brief.age is None else None))
