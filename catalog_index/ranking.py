"""The order of what passed the hard filters, and variety in what is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from catalog_index.brief import GiftBrief
from catalog_index.encoder import Vectors
from catalog_index.occasions import labels_for
from catalog_index.people import ADULT_AGE, GROWN_UP, LIKELY_GROWN_UP, lower_age, upper_age
from catalog_index.product import Product

Floats = NDArray[np.float32]

_MATCHED = 0.7
_PERSON = 0.35
_OCCASION = 0.08
_AGE_MADE_FOR = 0.25
_AGE_UNKNOWN = -0.2
_GENDER_OTHER = -0.5
_GENDER_SAME = 0.05
_PRICE = 0.10
_ON_SALE = 0.01
# Two products whose texts are closer than this are the same to a shopper.
NEAR_DUPLICATE = 0.93
# How much of its score a product loses for being like one shown before it (maximal marginal relevance, Carbonell
# and Goldstein 1998).
_LIKENESS = 0.35
_SAME_CATEGORY = 0.06


class Signals:
    """What ranking needs of all products, as arrays."""

    def __init__(self, products: Sequence[Product]) -> None:
        self.prices = np.array([float(p.current_price.amount) for p in products], dtype=np.float32)
        self.on_sale = np.array([p.sale_price is not None for p in products], dtype=np.float32)
        self.age_min = np.array([-1 if p.age_min is None else p.age_min for p in products], dtype=np.float32)
        self.age_max = np.array([upper_age(p) for p in products], dtype=np.float32)
        self.gender = np.array([p.gender or "" for p in products])
        self.occasions = [frozenset(p.occasions) for p in products]
        self.appeal = _appeal(products, self.prices)
        self.highlights = np.array([bool(p.attributes.get("product_highlight")) for p in products], dtype=np.float32)
        self.pictures = np.log10(1 + np.array([len(p.images) for p in products], dtype=np.float32))
        self.median_price = max(float(np.median(self.prices)), 0.01) if len(products) else 1.0


def rank(
    brief: GiftBrief,
    rows: NDArray[np.int64],
    wishes: Mapping[str, Floats],
    strengths: Mapping[str, Floats],
    person: Floats,
    signals: Signals,
    *,
    gender: str | None = None,
    season: Collection[str] = (),
) -> Floats:
    """Scores of the candidate rows, float32 (len(rows),), higher is better.

    `season`: the occasions of these days, which speak for a product where the brief names none.
    """
    scores = _PERSON * person.astype(np.float32)
    if wishes:
        parts = np.stack([wishes[name] + _MATCHED * strengths[name] for name in wishes])
        scores = scores + parts.max(axis=0) + 0.3 * (parts.sum(axis=0) - parts.max(axis=0))
    scores = scores + age_fit(brief, rows, signals) + price_fit(brief, rows, signals)
    scores = scores + _OCCASION * timely(brief, rows, signals, season) + gender_fit(gender, rows, signals)
    return np.asarray(scores + _ON_SALE * signals.on_sale[rows], dtype=np.float32)


def _appeal(products: Sequence[Product], prices: Floats) -> Floats:
    """How many a product may please, float32 (count,), 0 to about 0.6: for who has named no interest.

    It serves what much of the shop serves, suits many occasions, is for any age and anybody, is described well, and
    costs about what gifts here cost.
    """
    if not products:
        return np.zeros(0, dtype=np.float32)
    serving = Counter(label for product in products for label in product.interests)
    most = max(serving.values(), default=1)
    usual = Counter(occasion for product in products for occasion in product.occasions)
    total = max(sum(usual.values()), 1)
    costs = np.maximum(prices, 0.01)
    parts: list[tuple[float, object]] = [
        (0.2, [max((serving[label] for label in p.interests), default=0) / most for p in products]),
        (0.1, [sum(usual[occasion] for occasion in p.occasions) / total for p in products]),
        (0.15, [p.gender in (None, "", "unisex") and not np.isfinite(upper_age(p)) for p in products]),
        (-0.2, [lower_age(p) >= ADULT_AGE for p in products]),
        (0.05, [bool(p.attributes.get("product_highlight")) and bool(p.images) for p in products]),
        (0.1, np.exp(-np.abs(np.log(costs / np.median(costs))))),
    ]
    weighed = [weight * np.array(values, dtype=np.float32) for weight, values in parts]
    return np.asarray(np.sum(weighed, axis=0), dtype=np.float32)


def _labels(occasions: Collection[str]) -> frozenset[str]:
    return frozenset[str]().union(*(labels_for(occasion) for occasion in occasions))


def timely(brief: GiftBrief, rows: NDArray[np.int64], signals: Signals, season: Collection[str] = ()) -> Floats:
    """1 for what is made for the brief's occasion, or for one of the season's where it names none, float32 (n,)."""
    wanted = _labels([brief.occasion] if brief.occasion else season)
    return np.array([not wanted.isdisjoint(signals.occasions[row]) for row in rows], dtype=np.float32)


def gender_fit(gender: str | None, rows: NDArray[np.int64], signals: Signals) -> Floats:
    """What is made for others than a man or a woman is hardly meant for them, float32 (n,)."""
    if not gender:
        return np.zeros(len(rows), dtype=np.float32)
    theirs = signals.gender[rows]
    other = (theirs == "male") if gender == "female" else (theirs == "female")
    return np.asarray(_GENDER_OTHER * other + _GENDER_SAME * (theirs == gender), dtype=np.float32)


def age_fit(brief: GiftBrief, rows: NDArray[np.int64], signals: Signals) -> Floats:
    """A child's gift is best made for that age; for grown-ups, things for children are rarely meant."""
    low, high = signals.age_min[rows], signals.age_max[rows]
    if brief.age is None:
        if brief.relationship not in GROWN_UP | LIKELY_GROWN_UP:
            return np.zeros(len(rows), dtype=np.float32)
        return np.asarray(-0.5 * ((low >= 0) & (low < 12)) - 1.0 * np.isfinite(high), dtype=np.float32)
    ungraded = low < 0
    if brief.age.min < 13:
        made_for = np.isfinite(high) & (high - np.maximum(low, 0) <= 8)
        started = np.clip((brief.age.min - np.maximum(low, 0)) / 8, 0, 1)
        return np.asarray(
            _AGE_MADE_FOR * made_for - 0.1 * started * np.isfinite(low) + _AGE_UNKNOWN * ungraded, dtype=np.float32
        )
    for_children = (low >= 0) & (low < 10)
    factor = 2.0 if brief.age.min >= 16 else 1.0
    return np.asarray(-_AGE_MADE_FOR * factor * for_children, dtype=np.float32)


def price_fit(brief: GiftBrief, rows: NDArray[np.int64], signals: Signals) -> Floats:
    """Near what the shopper means to spend is likelier right than far below it."""
    if brief.budget is None or brief.budget.max is None:
        return np.zeros(len(rows), dtype=np.float32)
    share = signals.prices[rows] / brief.budget.max
    return np.asarray(_PRICE * np.clip(share / 0.6, 0, 1), dtype=np.float32)


def diversify(
    rows: NDArray[np.int64],
    scores: Floats,
    order: NDArray[np.int64],
    vectors_of: Callable[[Sequence[int]], Vectors],
    products: Sequence[Product],
    matched: Mapping[str, NDArray[np.bool_]],
    limit: int,
    *,
    pool: int = 80,
) -> list[int]:
    """Positions in `rows` to show, at most `limit`: best first, no near-duplicates while others are left,
    and each interest served in turn where several are named."""
    head = [int(i) for i in order[: max(pool, limit * 3)]]
    if not head:
        return []
    vectors = vectors_of([int(rows[i]) for i in head])
    titles = [products[int(rows[i])].title.casefold() for i in head]
    categories = [products[int(rows[i])].categories[-1:] for i in head]
    serves = {i: frozenset(name for name, flags in matched.items() if flags[i]) for i in head}
    anything_matches = any(serves.values())
    chosen: list[int] = []
    likeness = np.zeros(len(head), dtype=np.float32)
    base = np.array([scores[i] for i in head], dtype=np.float32)
    penalty = np.zeros(len(head), dtype=np.float32)
    count = dict.fromkeys(matched, 0)
    while len(chosen) < limit:
        best, best_value = -1, -np.inf
        for position, candidate in enumerate(head):
            if position in chosen or likeness[position] >= NEAR_DUPLICATE:
                continue
            value = float(base[position] - _LIKENESS * likeness[position] - penalty[position])
            if anything_matches and not serves[candidate]:
                value -= 10.0
            elif len(count) > 1:
                value -= 0.4 * min(count[name] for name in serves[candidate]) if serves[candidate] else 0.0
            if value > best_value:
                best, best_value = position, value
        if best < 0:
            break
        chosen.append(best)
        for name in serves[head[best]]:
            count[name] += 1
        likeness = np.maximum(likeness, vectors @ vectors[best])
        for position in range(len(head)):
            if titles[position] == titles[best]:
                likeness[position] = 1.0
            if categories[position] and categories[position] == categories[best]:
                penalty[position] += _SAME_CATEGORY
    if len(chosen) < limit and len(head) < len(order):
        # The best were so much alike that too few are left: look further down.
        return diversify(rows, scores, order, vectors_of, products, matched, limit, pool=4 * pool)
    return [head[position] for position in chosen]
