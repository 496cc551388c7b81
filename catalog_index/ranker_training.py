"""Training a ranker on what shoppers took of what they were shown, and measuring it on sessions it has not seen.

A list of cards is a choice (McFadden's conditional logit, 1974): the card i is taken with a probability proportional to

    exp(b s_i + w . x_i) x place_i^-e,

s being its base score, x its parts and traits, and place^-e how likely it is looked at. What was refused ("not for us")
is a choice of the worst: the same with the sign turned. b, w and e are fitted together, so that the position bias e is
learnt from the shop's own shoppers, and not assumed (a place as a covariate that is left out when serving: Haldar et
al., "Improving deep learning for Airbnb search", 2020). Every weight has a normal prior around 0, e one around 0.7, as
usual; the estimate is the posterior mode, found by Newton's method: the function is concave, nothing is left to chance.

What serves is w / b: what was learnt, in units of the base score.

Measured is nDCG over held-out sessions with inverse propensity weights (Joachims, Swaminathan and Schnabel, 2017), as a
ratio of sums: a take at place k counts k^e times, at most MOST_WEIGHT, e being that of the training sessions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from catalog_index.features import PARTS
from catalog_index.learned import bounded

Doubles = NDArray[np.float64]
USUAL_BIAS = 0.7
MOST_WEIGHT = 10.0
DEPTH = 10
FOLDS = 5
_BIAS_SPREAD = 0.4
_SCORE_SPREAD = 10.0
# Chosen on simulated shops (seeds 0 to 7) among nine settings; the figures told elsewhere are of other seeds.
_PART_SPREAD = 0.1
_TRAIT_SPREAD = 0.12
# What shoppers do is weakly ordered by the base score at least so much: below, it could not be a unit.
_LEAST_SCORE = 1.5
_STEPS = 30
_DRAWS = 5_000


@dataclass(frozen=True, slots=True)
class Choice:
    """One list that somebody saw. All arrays go by its cards, first card first.

    `scores` float32 (n,), `features` float32 (n, parts and traits), `places` (n,) from 1, `grades` float32 (n,): more
    than 0 is taken (the more the surer), less is refused, 0 neither. `session` names who chose, `request` what was
    asked for.
    """

    session: str
    scores: NDArray[np.float32]
    features: NDArray[np.float32]
    places: NDArray[np.int64]
    grades: NDArray[np.float32]
    request: str = ""


@dataclass(frozen=True, slots=True)
class Weights:
    """What was fitted: `weights` float64 (features,) in units of the base score, the position bias, and how much the
    base score orders what is taken."""

    weights: Doubles
    bias: float
    score: float


@dataclass(frozen=True, slots=True)
class Measured:
    """nDCG@10 over held-out sessions (or requests) of the base order and of the learned one, and their difference with
    its 95% bootstrap interval over them; `least` is the lower end of the 99% one, on which a decision is to rest."""

    sessions: int
    takes: int
    base: float
    learned: float
    gain: float
    low: float
    high: float
    least: float
    bias: float


def fit(choices: Sequence[Choice], steps: int = _STEPS) -> Weights:
    """Fit all choices. Those with nothing taken or refused, or with a single card, say nothing and are passed over."""
    table = _Table.of(choices)
    spread = np.full(table.x.shape[1], _TRAIT_SPREAD)
    spread[: 2 + len(PARTS)] = _PART_SPREAD
    spread[:2] = _SCORE_SPREAD, _BIAS_SPREAD
    centre = np.zeros(len(spread))
    centre[1] = USUAL_BIAS
    # Parts have units of their own; traits are yes or no.
    scale = np.ones(len(spread))
    within = table.within(table.x[:, 2 : 2 + len(PARTS)]).std(axis=0) if len(table.x) else np.ones(len(PARTS))
    scale[2 : 2 + len(PARTS)] = np.where(within > 1e-6, within, np.inf)
    found = _newton(table.scaled(scale), centre, spread, steps) / scale
    score = max(float(found[0]), _LEAST_SCORE)
    return Weights(found[2:] / score, float(np.clip(found[1], 0.0, 2.0)), score)


def measure(
    choices: Sequence[Choice], seed: int = 0, folds: int = FOLDS, *, by: Literal["session", "request"] = "session"
) -> Measured:
    """Grouped cross-validation: each session is ordered by a ranker that was fitted to the other folds'.

    With `by` "request" all sessions with one request are in one fold: what is measured is what holds for requests that
    nobody made before.

    Raises:
        ValueError: there are fewer sessions (or requests) than folds.
    """

    def group(choice: Choice) -> str:
        return choice.session if by == "session" else choice.request

    groups = sorted({group(choice) for choice in choices})
    if len(groups) < folds:
        raise ValueError(f"{len(groups)} {by}s can't be split into {folds} parts")
    order = np.random.default_rng(seed).permutation(len(groups))
    fold_of = {groups[which]: place % folds for place, which in enumerate(order)}
    sums: dict[str, Doubles] = {}
    takes, biases = 0, []
    for fold in range(folds):
        weights = fit([choice for choice in choices if fold_of[group(choice)] != fold])
        biases.append(weights.bias)
        for choice in choices:
            if fold_of[group(choice)] == fold and (choice.grades > 0).any():
                takes += int((choice.grades > 0).sum())
                total = sums.setdefault(group(choice), np.zeros(3))
                total += gains(choice, weights)
    each = np.array([sums[name] for name in sorted(sums)]).reshape(-1, 3)
    base, learned, ideal = each.sum(axis=0) if len(each) else (0.0, 0.0, 1.0)
    low, high, least = _interval(each, seed)
    return Measured(
        sessions=len(each),
        takes=takes,
        base=round(float(base / ideal), 4),
        learned=round(float(learned / ideal), 4),
        gain=round(float((learned - base) / ideal), 4),
        low=low,
        high=high,
        least=least,
        bias=round(float(np.mean(biases)), 3),
    )


def gains(choice: Choice, weights: Weights) -> Doubles:
    """Discounted gains of a list, float64 (3,): ordered by the base score, as learned, and ideally."""
    added = bounded((choice.features @ weights.weights).astype(np.float32))
    worth = np.maximum(choice.grades, 0) * np.minimum(choice.places**weights.bias, MOST_WEIGHT)
    discounts = np.where(np.arange(len(worth)) < DEPTH, 1 / np.log2(np.arange(len(worth)) + 2), 0.0)
    orders = (-choice.scores, -(choice.scores + added), -worth)
    return np.array([float(worth[np.argsort(order, kind="stable")] @ discounts) for order in orders])


def _interval(each: Doubles, seed: int) -> tuple[float, float, float]:
    """The 95% percentile bootstrap interval of the difference of the two ratios of sums, sessions drawn whole, and the
    lower end of the 99% one."""
    if not len(each):
        return 0.0, 0.0, 0.0
    random = np.random.default_rng(seed)
    drawn = []
    for _ in range(_DRAWS):
        base, learned, ideal = random.multinomial(len(each), np.full(len(each), 1 / len(each))) @ each
        drawn.append((learned - base) / ideal)
    low, high, least = np.percentile(drawn, [2.5, 97.5, 0.5])
    return round(float(low), 4), round(float(high), 4), round(float(least), 4)


@dataclass(frozen=True, slots=True)
class _Table:
    """All choices under one another: `x` float64 (cards, 2 + features), `weights` (cards,) what was chosen how surely,
    `starts` (lists,) where each begins."""

    x: Doubles
    weights: Doubles
    starts: NDArray[np.int64]
    lists: NDArray[np.int64]

    @classmethod
    def of(cls, choices: Sequence[Choice]) -> _Table:
        told = [choice for choice in choices if len(choice.grades) > 1 and choice.grades.any()]
        taken = np.concatenate([choice.grades[choice.grades > 0] for choice in told]) if told else np.ones(1)
        usual = float(taken.mean()) if len(taken) else 1.0
        x, weights, sizes = [], [], []
        for choice in told:
            columns = np.column_stack((choice.scores, -np.log(choice.places), choice.features)).astype(np.float64)
            for sign in (1, -1):
                chosen = np.maximum(sign * choice.grades.astype(np.float64), 0) / usual
                if 0 < np.count_nonzero(chosen) < len(chosen):
                    # A refusal is of what was looked at, as a take is: its place keeps its sign.
                    signed = sign * columns
                    signed[:, 1] = columns[:, 1]
                    x.append(signed)
                    weights.append(chosen)
                    sizes.append(len(chosen))
        width = 2 + (choices[0].features.shape[1] if choices else len(PARTS))
        starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64) if sizes else np.zeros(0, np.int64)
        lists = np.repeat(np.arange(len(sizes)), sizes)
        return cls(
            np.concatenate(x) if x else np.zeros((0, width)), np.concatenate(weights) if weights else np.zeros(0),
            starts, lists,
        )  # fmt: skip

    def sums(self, values: Doubles) -> Doubles:
        return np.asarray(np.add.reduceat(values, self.starts, axis=0))

    def within(self, values: Doubles) -> Doubles:
        counts = np.bincount(self.lists, minlength=len(self.starts))
        return np.asarray(values - (self.sums(values) / counts[:, None])[self.lists])

    def scaled(self, scale: Doubles) -> _Table:
        return _Table(self.x / scale, self.weights, self.starts, self.lists)


def _newton(table: _Table, centre: Doubles, spread: Doubles, steps: int) -> Doubles:
    """The posterior mode; damped Newton steps until nothing changes any more."""
    found = centre.copy()
    if not len(table.starts):
        return found
    precision = 1 / spread**2
    here = _value(table, found, centre, precision)
    totals = table.sums(table.weights)
    for _ in range(steps):
        shares = _shares(table, found)
        mean = table.sums(shares[:, None] * table.x)
        gradient = table.weights @ table.x - totals @ mean - precision * (found - centre)
        weighed = (totals[table.lists] * shares)[:, None] * table.x
        curvature = weighed.T @ table.x - (totals[:, None] * mean).T @ mean + np.diag(precision)
        step = np.linalg.solve(curvature, gradient)
        size = 1.0
        while (there := _value(table, found + size * step, centre, precision)) < here and size > 1e-4:
            size /= 2
        found, gained, here = found + size * step, there - here, max(here, there)
        if gained < 1e-8 * max(1.0, abs(here)):
            break
    return found


def _value(table: _Table, at: Doubles, centre: Doubles, precision: Doubles) -> float:
    shares = _shares(table, at)
    log_likelihood = float(table.weights @ np.log(np.maximum(shares, 1e-300)))
    return log_likelihood - 0.5 * float(precision @ (at - centre) ** 2)


def _shares(table: _Table, at: Doubles) -> Doubles:
    """The probability of each card of its list, float64 (cards,)."""
    values = table.x @ at
    top = np.maximum.reduceat(values, table.starts)
    raised = np.exp(values - top[table.lists])
    return np.asarray(raised / table.sums(raised)[table.lists])
