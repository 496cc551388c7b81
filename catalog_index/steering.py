"""What a merchant says about the order: rules, synonyms, and a prior from how shoppers behaved.

One immutable `Steering` holds all three for one index; `GiftSearch.steered` takes it. Hard filters stay hard: a rule
can take a product away, but show none that a shopper's own limits forbid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from catalog_index.analysis import stems
from catalog_index.brief import AgeRange, GiftBrief
from catalog_index.occasions import labels_for
from catalog_index.product import Product

Action = Literal["pin", "boost", "bury", "exclude"]
Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]

# What a boost adds to a score, by its strength; a bury takes as much. A gift that serves a wish scores about 0.7 more
# than one that doesn't, so that even the strongest turns no stranger into a match.
STRENGTHS: Mapping[int, float] = {1: 0.1, 2: 0.25, 3: 0.6}
# Pinned products are sorted before all others: more than any score.
PINNED = 100.0
# How many of the products that were weighed a receipt names.
TRACED = 20


@dataclass(frozen=True, slots=True)
class Window:
    """Days on which a rule acts, both counted; None is open. `yearly` heeds day and month only, also over New Year."""

    starts: date | None = None
    ends: date | None = None
    yearly: bool = False

    def holds(self, day: date) -> bool:
        """Whether a rule acts on a day."""
        if self.yearly and self.starts and self.ends:
            first, last, now = ((d.month, d.day) for d in (self.starts, self.ends, day))
            return first <= now <= last if first <= last else now >= first or now <= last
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Condition:
    """For which briefs a rule acts: every part that is set must hold, and what a brief does not say holds never.

    Of relationships, occasions and interests one must be the brief's. The age must overlap. `budget_min` and
    `budget_max` bound the most that the shopper means to spend, in the catalog's currency.
    """

    relationships: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    age: AgeRange | None = None
    budget_min: float | None = None
    budget_max: float | None = None

    def holds(self, brief: GiftBrief) -> bool:
        """Whether a rule acts for a brief."""
        return (
            (not self.relationships or _key(brief.relationship or "") in {_key(name) for name in self.relationships})
            and (not self.occasions or self._timely(brief.occasion))
            and (not self.interests or bool(self.wanted(brief)))
            and (self.age is None or (brief.age is not None and _overlap(self.age, brief.age)))
            and self._affordable(brief)
        )

    def wanted(self, brief: GiftBrief) -> tuple[str, ...]:
        """The interests of a brief that this condition names."""
        named = {_stemmed(name) for name in self.interests}
        return tuple(name for name in brief.interests if _stemmed(name) in named)

    def _timely(self, occasion: str | None) -> bool:
        if not occasion:
            return False
        mine = frozenset[str]().union(*(labels_for(name) for name in self.occasions))
        return not mine.isdisjoint(labels_for(occasion))

    def _affordable(self, brief: GiftBrief) -> bool:
        if self.budget_min is None and self.budget_max is None:
            return True
        most = brief.budget.max if brief.budget else None
        if most is None:
            return False
        return (self.budget_min is None or most >= self.budget_min) and (
            self.budget_max is None or most <= self.budget_max
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """A merchant's rule: `action` on the products named by id, brand or category. Rules act in their order."""

    id: int
    name: str
    action: Action
    products: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    condition: Condition = Condition()
    window: Window = Window()
    strength: int = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a merchant has said: rules in their order, and groups of words that mean the same."""

    rules: tuple[Rule, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A product that a search weighed: its score, the parts of it from rules and prior (`lift`) and from the learned
    ranker (`learned`), the interests it serves."""

    product_id: str
    score: float
    lift: float
    matched: tuple[str, ...] = ()
    pinned: bool = False
    learned: float = 0.0


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer came about: the brief searched, the best that were weighed, the rules (id, name) that acted, the
    fingerprint of the learned ranker that took part, "" without one."""

    brief: GiftBrief
    weighed: tuple[Weighed, ...]
    rules: tuple[tuple[int, str], ...] = ()
    ranker: str = ""


class Targets:
    """Finds the products that a rule names; made once an index."""

    def __init__(self, products: Sequence[Product]) -> None:
        self.count = len(products)
        self._ids = {product.id: row for row, product in enumerate(products)}
        self._brands: dict[str, list[int]] = {}
        self._categories: dict[str, list[int]] = {}
        for row, product in enumerate(products):
            if product.brand:
                self._brands.setdefault(_key(product.brand), []).append(row)
            for name in {_key(category) for category in product.categories}:
                self._categories.setdefault(name, []).append(row)

    def rows(self, rule: Rule) -> Rows:
        """The rows that a rule names, in the order it names them, each once."""
        found = [self._ids[name] for name in rule.products if name in self._ids]
        for names, rows in ((rule.brands, self._brands), (rule.categories, self._categories)):
            for name in names:
                found += rows.get(_key(name), [])
        return np.array(list(dict.fromkeys(found)), dtype=np.int64)


@dataclass(frozen=True)
class Steering:
    """Rules, synonyms and prior over one index, ready to be asked for any brief. Never changed once made.

    `prior`, float32 (count,), is added to the scores; `most_pins` products at most are pinned in one answer.
    """

    rules: tuple[tuple[Rule, Rows], ...] = ()
    names_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    today: Callable[[], date] = date.today
    most_pins: int = 2
    prior: Floats | None = None

    @classmethod
    def over(
        cls,
        targets: Targets,
        plan: Plan,
        *,
        today: Callable[[], date],
        most_pins: int = 2,
        prior: Floats | None = None,
    ) -> Steering:
        """Make a plan ready for the products of an index."""
        rules = tuple((rule, targets.rows(rule)) for rule in plan.rules)
        return cls(rules, _groups(plan.synonyms), today, most_pins, prior)

    def acting(self, brief: GiftBrief) -> list[tuple[Rule, Rows]]:
        """The rules that act for a brief today, with the rows they name."""
        day = self.today() if self.rules else None
        return [
            (rule, rows)
            for rule, rows in self.rules
            if len(rows) and day and rule.window.holds(day) and rule.condition.holds(brief)
        ]

    def excluded(self, brief: GiftBrief) -> Rows:
        """The rows that no answer to a brief may show."""
        return _joined(rows for rule, rows in self.acting(brief) if rule.action == "exclude")

    def lift(self, brief: GiftBrief, rows: Rows) -> Floats:
        """What rules and prior add to the scores of some rows, float32 (len(rows),)."""
        result = np.zeros(len(rows), dtype=np.float32)
        if self.prior is not None:
            result += self.prior[rows]
        for rule, named in self.acting(brief):
            if rule.action in ("boost", "bury"):
                sign = 1 if rule.action == "boost" else -1
                result += np.float32(sign * STRENGTHS[rule.strength]) * np.isin(rows, named)
        return result

    def pins(self, brief: GiftBrief, allowed: Mask) -> list[int]:
        """The rows to show first, in their order: of those the mask allows, at most `most_pins`."""
        named = _joined(rows for rule, rows in self.acting(brief) if rule.action == "pin")
        return [int(row) for row in named if allowed[row]][: self.most_pins]

    def meant_for(self, interest: str, brief: GiftBrief) -> Rows:
        """The rows that a rule pins for an interest of the brief: the merchant says that they serve it."""
        pins = (pair for pair in self.acting(brief) if pair[0].action == "pin")
        return _joined(rows for rule, rows in pins if interest in rule.condition.wanted(brief))

    def trace(
        self,
        brief: GiftBrief,
        ids: Sequence[str],
        scores: Floats,
        lift: Floats,
        learned: Floats,
        ranker: str,
        matched: Sequence[Sequence[str]],
        pinned: Sequence[bool],
    ) -> Trace:
        """What a receipt keeps of a search; all sequences go by the products that were weighed, best first."""
        weighed = tuple(
            Weighed(
                ids[i],
                round(float(scores[i]), 4),
                round(float(lift[i]), 4),
                tuple(matched[i]),
                pinned[i],
                round(float(learned[i]), 4),
            )
            for i in range(len(ids))
        )
        return Trace(brief, weighed, tuple((rule.id, rule.name) for rule, _ in self.acting(brief)), ranker)

    def names(self, interest: str) -> tuple[str, ...]:
        """An interest and what else the merchant calls it, itself first."""
        others = self.names_of.get(_stemmed(interest), ())
        return (interest, *(name for name in others if _stemmed(name) != _stemmed(interest)))


UNSTEERED = Steering()


def pin_scores(rows: Rows, pins: Sequence[int]) -> Floats:
    """What lifts the pinned of some rows over all others, the first pin highest, float32 (len(rows),)."""
    result = np.zeros(len(rows), dtype=np.float32)
    for place, row in enumerate(pins):
        result[rows == row] = PINNED + len(pins) - place
    return result


def _groups(synonyms: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in synonyms:
        for name in group:
            key = _stemmed(name)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *group)))
    return found


def _joined(parts: Iterable[Rows]) -> Rows:
    """Rows one after the other, each once, in their order."""
    return np.array(list(dict.fromkeys(int(row) for rows in parts for row in rows)), dtype=np.int64)


def _overlap(mine: AgeRange, theirs: AgeRange) -> bool:
    """Whether two ranges of ages share a year; a recipient without an upper age is as old as said."""
    oldest = theirs.min if theirs.max is None else theirs.max
    return (mine.max is None or theirs.min <= mine.max) and oldest >= mine.min


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _stemmed(name: str) -> str:
    # A name of stop words only ("IT") keeps its letters.
    return " ".join(stems(name)) or _key(name)
