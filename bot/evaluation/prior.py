"""Does the ranking prior help? Simulated shoppers with known tastes over a catalog, with confidence intervals.

Each run draws an appeal for every product that its data says nothing of, and shoppers who look at place k with
probability k^-1 (the prior assumes k^-0.7: it must bear being wrong) and take what they look at by its appeal, and by
how well it fits their request (the search is right that far: its later gifts are taken less). The bot learns from what
they took of the answers it gave, round after round, and is then measured by the expected takes an answer, which the
known tastes give exactly: nothing is measured on the clicks that were learnt from.

Where tastes are of the request and not of the product, what was learnt is wrong for other requests: there the prior can
only do harm, and this is the third figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean, stdev

import numpy as np
from numpy.typing import NDArray

from catalog_index.brief import GiftBrief
from catalog_index.prior import Seen, look, prior
from catalog_index.search import GiftSearch
from catalog_index.steering import Plan, Steering, Targets

SHOWN = 4
_TRUE_BIAS = 1.0
_USUAL = -1.7  # the log-odds that a gift of no special appeal is taken when looked at: about 15%
_BY_PLACE = 0.1  # and how much the log-odds fall with each place of the search's own order
_RANKED = 24
# What may be lost, in per cent: on other requests, and there where all that was learnt is wrong.
_LITTLE, _HARM = 0.5, 5.0
# Two-sided 95% of Student's t by degrees of freedom; beyond, the normal's.
_T95 = {4: 2.776, 9: 2.262, 19: 2.093, 29: 2.045}


@dataclass(frozen=True)
class Gain:
    """The change of expected takes an answer, in per cent: mean over the runs and its 95% confidence interval."""

    name: str
    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.name}: {self.mean:+.1f}% ({self.low:+.1f}% to {self.high:+.1f}%)"


@dataclass(frozen=True)
class Verdict:
    """What the runs say. The prior helps when it surely gains, and harms little where what it learnt is wrong."""

    same: Gain
    unseen: Gain
    misled: Gain
    runs: int

    @property
    def helps(self) -> bool:
        """Whether to use it."""
        return self.same.low > 0 and self.unseen.low > -_LITTLE and self.misled.low > -_HARM


def judge(search: GiftSearch, *, runs: int, rounds: int, shoppers: int, weight: float) -> Verdict:
    """Simulate `runs` shops (seeds 0, 1 ...), each with `rounds` of `shoppers` an answer."""
    briefs = requests(search)
    if len(briefs) < 4:
        raise ValueError("the catalog serves too few interests to simulate shoppers")
    fit = np.stack([_fit(search, brief) for brief in briefs])
    shop = Shop(search, Targets(search.index.products), briefs, fit)
    both = [_run(shop, seed, rounds, shoppers, weight) for seed in range(runs)]
    wrong = [_run(shop, seed, rounds, shoppers, weight, own_tastes=True) for seed in range(runs)]
    return Verdict(
        same=gain("requests it learnt from, new shoppers", [same for same, _ in both]),
        unseen=gain("requests it has not seen", [unseen for _, unseen in both]),
        misled=gain("requests it has not seen, where all that it learnt is wrong", [unseen for _, unseen in wrong]),
        runs=runs,
    )


def requests(search: GiftSearch, most: int = 24) -> list[GiftBrief]:
    """Briefs for the interests that most products serve, where there is something to choose from."""
    counts = Counter(label for product in search.index.products for label in product.interests)
    return [
        GiftBrief(interests=[label])
        for label, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
        if count > SHOWN
    ]


def gain(name: str, changes: Sequence[float]) -> Gain:
    """Mean and 95% interval (Student's t) of changes in per cent, one a run."""
    middle = mean(changes)
    known = [freedom for freedom in _T95 if freedom <= len(changes) - 1]
    t = _T95[max(known)] if known else 12.706
    half = t * stdev(changes) / len(changes) ** 0.5
    return Gain(name, middle, middle - half, middle + half)


@dataclass(frozen=True)
class Shop:
    """A catalog and its requests; `fit`, float64 (requests, products), is what a request adds to the log-odds."""

    search: GiftSearch
    targets: Targets
    briefs: Sequence[GiftBrief]
    fit: NDArray[np.float64]


def _fit(search: GiftSearch, brief: GiftBrief) -> NDArray[np.float64]:
    result = np.full(len(search.index), -_BY_PLACE * _RANKED)
    for place, row in enumerate(_shown(search, brief, _RANKED)):
        result[row] = -_BY_PLACE * place
    return result


def _run(
    shop: Shop, seed: int, rounds: int, shoppers: int, weight: float, *, own_tastes: bool = False
) -> tuple[float, float]:
    """The change in per cent for requests that were learnt from, and for others.

    With `own_tastes` each request has tastes of its own, otherwise all have the same.
    """
    random = np.random.default_rng(seed)
    order = random.permutation(len(shop.briefs))
    learnt, unseen = order[: len(order) // 2], order[len(order) // 2 :]
    shape = shop.fit.shape if own_tastes else shop.fit.shape[1:]
    rates = 1 / (1 + np.exp(-(_USUAL + random.normal(0, 1, shape) + shop.fit)))
    looks, takes = np.zeros(rates.shape[1]), np.zeros(rates.shape[1])
    steered = shop.search
    for _ in range(rounds):
        for request in learnt:
            for place, row in enumerate(_shown(steered, shop.briefs[request]), 1):
                looks[row] += shoppers * look(place)
                takes[row] += random.binomial(shoppers, place**-_TRUE_BIAS * rates[request, row])
        steered = shop.search.steered(_learnt(shop.search, shop.targets, looks, takes, weight))
    return _change(shop, steered, learnt, rates), _change(shop, steered, unseen, rates)


def _learnt(
    search: GiftSearch, targets: Targets, looks: NDArray[np.float64], takes: NDArray[np.float64], weight: float
) -> Steering:
    products = search.index.products
    seen = {products[row].id: Seen(float(looks[row]), float(takes[row])) for row in np.flatnonzero(looks)}
    values = prior(seen, weight=weight)
    added = np.array([values.get(product.id, 0.0) for product in products], dtype=np.float32)
    return Steering.over(targets, Plan(), today=lambda: date(2026, 1, 1), prior=added)


def _change(shop: Shop, steered: GiftSearch, requests: NDArray[np.int64], rates: NDArray[np.float64]) -> float:
    before, after = (_expected(shop, search, requests, rates) for search in (shop.search, steered))
    return 100 * (after - before) / before


def _expected(shop: Shop, search: GiftSearch, requests: NDArray[np.int64], rates: NDArray[np.float64]) -> float:
    """Expected takes over all answers."""
    return sum(
        float(place**-_TRUE_BIAS * rates[request, row])
        for request in requests
        for place, row in enumerate(_shown(search, shop.briefs[request]), 1)
    )


def _shown(search: GiftSearch, brief: GiftBrief, limit: int = SHOWN) -> list[int]:
    rows = (search.index.row(hit.product.id) for hit in search.search(brief, limit=limit).hits)
    return [row for row in rows if row is not None]
