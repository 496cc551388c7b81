"""Is the learned ranker shown to help, or refused? Simulated shops with known tastes, with confidence intervals.

A shop has shoppers who look at a card at place k with probability k^-e (e is drawn anew for each shop: training has to
find it) and take what they look at by a rate of their own. Where there is a taste, the rate goes by what products are:
their price, makers, kinds, being made by hand, and a whim for each product that its data does not tell. Where there is
none, all that is looked at is taken alike: a ranker that is kept there was kept by chance.

The ranker is trained as in a shop (the same code, limits and refusals). Where it is kept, the gain is the change of the
expected takes an answer, of new shoppers with the requests that it learnt from (`gain`), and of requests that it has
not seen (`unseen`): the known rates give both exactly, nothing is measured on clicks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import product as combinations
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.prior import requests
from bot.learning.ranker import Examples, Limits, Outcome, learn
from bot.learning.takes import BOUGHT, CLICKED, REFUSED, SAVED, ShownList
from catalog_index.brief import Budget, GiftBrief
from catalog_index.search import GiftSearch

World = Literal["taste", "noise"]
Doubles = NDArray[np.float64]
SHOWN = 4
# The constants of training were chosen on shops with seeds below.
FIRST_SEED = 1000
_INTERESTS = 40
_BUDGETS = (None, 30.0, 60.0)
_RELATIONSHIPS = (None, "mother", "friend")
_USUAL = -1.2  # log-odds that a card of no special appeal is taken when it is looked at: 23%
_BY_PLACE = 0.1  # how much they fall with each place of the base order, where shoppers have a taste
_RANKED = 24
_WHIM = 0.4
_BIASES = (0.3, 1.2)
_BY_HAND = re.compile(
    r"\bhand[- ]?(?:made|knit|thrown|carved|woven|poured|painted|bound|blown|sewn|crafted)|by hand", re.I
)
_DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Shop:
    """One simulated shop: what became of training, and the change of expected takes in per cent, 0 where the ranker was
    refused; `measured` is the change of nDCG@10 that training saw, `bias` the position bias, and what was found."""

    seed: int
    kept: bool
    reason: str
    gain: float
    unseen: float
    measured: float | None
    bias: float
    bias_found: float | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """All simulated shops of one kind. Gains are means over all shops, in which refused ones count 0, with their 95%
    bootstrap intervals over shops: mean, low, high."""

    world: World
    shops: tuple[Shop, ...]
    kept: int
    gain: tuple[float, float, float]
    unseen: tuple[float, float, float]

    def to_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


class Simulation:
    """Simulated shops over one catalog."""

    def __init__(self, search: GiftSearch) -> None:
        """Raises ValueError where the catalog serves too few interests."""
        self.search = search.ranked_by(None)
        self.examples = Examples(search)
        named = [brief.interests[0] for brief in requests(search, most=_INTERESTS)]
        if len(named) < 4:
            raise ValueError("the catalog serves too few interests to simulate shoppers")
        self.interests = named
        self.briefs: dict[str, list[GiftBrief]] = {name: list(_variants(name)) for name in named}
        self._answers: dict[str, list[tuple[str, ...]]] = {}
        self._places: dict[str, dict[str, int]] = {}
        self._traits = _Traits(search)

    def run(
        self, world: World, seeds: int, sessions: int, limits: Limits, tell: Callable[[int], None] = lambda done: None
    ) -> Verdict:
        """Simulate shops with the seeds FIRST_SEED, the next ...; `tell` hears of each that is done."""
        shops = []
        for number in range(seeds):
            shops.append(self._shop(world, FIRST_SEED + number, sessions, limits))
            tell(number + 1)
        return Verdict(
            world,
            tuple(shops),
            sum(shop.kept for shop in shops),
            _interval([shop.gain for shop in shops]),
            _interval([shop.unseen for shop in shops]),
        )

    def _shop(self, world: World, seed: int, sessions: int, limits: Limits) -> Shop:
        random = np.random.default_rng([seed, 0 if world == "taste" else 1])
        bias = float(random.uniform(*_BIASES))
        tastes = self._traits.tastes(random) if world == "taste" else None
        order = [self.interests[which] for which in random.permutation(len(self.interests))]
        learnt, unseen = order[: len(order) // 2], order[len(order) // 2 :]
        lists = [
            shown for number in range(sessions) for shown in self._session(f"{number:05}", learnt, tastes, bias, random)
        ]
        outcome = learn(self.examples, lists, limits, seed=seed)
        gains = [self._gain(outcome, some, tastes, bias) if outcome.ranker else 0.0 for some in (learnt, unseen)]
        return Shop(
            seed=seed,
            kept=outcome.ranker is not None,
            reason=outcome.reason,
            gain=round(gains[0], 2),
            unseen=round(gains[1], 2),
            measured=outcome.measured.gain if outcome.measured else None,
            bias=round(bias, 2),
            bias_found=outcome.measured.bias if outcome.measured else None,
        )

    def _session(
        self, name: str, interests: Sequence[str], tastes: Doubles | None, bias: float, random: np.random.Generator
    ) -> list[ShownList]:
        """One shopper: a request, an answer, and for every second one "more"."""
        variants = self.briefs[interests[int(random.integers(len(interests)))]]
        brief = variants[int(random.integers(len(variants)))]
        found = []
        for ids in self._shown(brief)[: 1 + int(random.random() < 0.5)]:
            rates = self._rates(ids, brief, tastes)
            looks = random.random(len(ids)) < np.arange(1, len(ids) + 1) ** -bias
            taken = looks & (random.random(len(ids)) < rates)
            grades = np.where(taken, random.choice([CLICKED, SAVED, BOUGHT], len(ids), p=[0.7, 0.2, 0.1]), 0.0)
            refused = looks & ~taken & (random.random(len(ids)) < 0.1 * (1 - rates))
            grades = np.where(refused, REFUSED, grades)
            found.append(ShownList(name, brief, ids, tuple(float(grade) for grade in grades)))
        return found

    def _shown(self, brief: GiftBrief) -> list[tuple[str, ...]]:
        """The first two answers of the base order."""
        key = brief.model_dump_json()
        if key not in self._answers:
            first = tuple(hit.product.id for hit in self.search.search(brief, limit=SHOWN).hits)
            more = tuple(hit.product.id for hit in self.search.search(brief, limit=SHOWN, without=first).hits)
            self._answers[key] = [ids for ids in (first, more) if len(ids) > 1]
            ranked = self.search.search(brief, limit=_RANKED).hits
            self._places[key] = {hit.product.id: place for place, hit in enumerate(ranked)}
        return self._answers[key]

    def _rates(self, ids: Sequence[str], brief: GiftBrief, tastes: Doubles | None) -> Doubles:
        """How likely each product is taken when looked at, float64 (n,).

        The base order is right as far as it goes: what it puts later fits a little less, whoever shows it.
        """
        if tastes is None:
            return np.full(len(ids), 1 / (1 + np.exp(-_USUAL)))
        places = self._places[brief.model_dump_json()]
        fit = np.array([-_BY_PLACE * places.get(name, _RANKED) for name in ids])
        liked = tastes[[row for name in ids if (row := self.search.index.row(name)) is not None]]
        return np.asarray(1 / (1 + np.exp(-(_USUAL + fit + liked))))

    def _gain(self, outcome: Outcome, interests: Sequence[str], tastes: Doubles | None, bias: float) -> float:
        """The change of expected takes an answer in per cent, over some requests."""
        assert outcome.ranker is not None
        index = self.search.index
        learned = self.search.ranked_by(outcome.ranker.over(index.products, index.encoder_name))
        sums = np.zeros(2)
        looks = np.arange(1, SHOWN + 1) ** -bias
        for brief in (brief for name in interests for brief in self.briefs[name]):
            self._shown(brief)
            for which, search in enumerate((self.search, learned)):
                ids = [hit.product.id for hit in search.search(brief, limit=SHOWN).hits]
                sums[which] += float(looks[: len(ids)] @ self._rates(ids, brief, tastes))
        return float(100 * (sums[1] - sums[0]) / sums[0])


def reliable(taste: Verdict, noise: Verdict) -> bool:
    """Whether it surely gains where there is a taste, does no harm beyond the requests it learnt from, and is refused
    where there is none: kept by chance in at most one shop of twenty."""
    return taste.gain[1] > 0 and taste.unseen[1] > -1 and noise.kept <= max(1, len(noise.shops) // 20)


def _interval(values: Sequence[float]) -> tuple[float, float, float]:
    changes = np.array(values)
    drawn = np.random.default_rng(0).integers(0, len(changes), (_DRAWS, len(changes)))
    low, high = np.percentile(changes[drawn].mean(axis=1), [2.5, 97.5])
    return round(float(changes.mean()), 2), round(float(low), 2), round(float(high), 2)


class _Traits:
    """What tastes go by, of all products."""

    def __init__(self, search: GiftSearch) -> None:
        products = search.index.products
        prices = np.log([max(float(product.current_price.amount), 0.01) for product in products])
        self._price = (prices - prices.mean()) / max(float(prices.std()), 1e-9)
        self._by_hand = np.array([bool(_BY_HAND.search(f"{p.title} {p.description}")) for p in products], dtype=float)
        self._brands = _groups([product.brand for product in products])
        self._kinds = _groups([product.categories[0] if product.categories else "" for product in products])

    def tastes(self, random: np.random.Generator) -> Doubles:
        """What a shop's shoppers like: float64 (count,), added to the log-odds that a product is taken."""
        count = len(self._price)
        result = random.normal(0, _WHIM, count)
        result += random.choice([-1.0, 1.0]) * random.uniform(0.3, 0.8) * self._price
        result += random.uniform(0.5, 1.5) * self._by_hand
        for groups, most in ((self._brands, 1.2), (self._kinds, 0.8)):
            for members in groups:
                result[members] += random.uniform(-most, most)
        return np.asarray(result)


def _groups(names: Sequence[str]) -> list[NDArray[np.int64]]:
    known = sorted({name for name in names if name})
    return [np.flatnonzero([other == name for other in names]) for name in known]


def _variants(interest: str) -> list[GiftBrief]:
    return [
        GiftBrief(
            interests=[interest],
            relationship=relationship,
            budget=Budget(max=most) if most else None,
        )
        for relationship, most in combinations(_RELATIONSHIPS, _BUDGETS)
    ]
