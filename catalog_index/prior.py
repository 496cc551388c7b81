"""A prior for the ranking from how shoppers behaved, without training: smoothed rates with position bias handled.

The position-based model (Craswell et al., 2008; Joachims, Swaminathan and Schnabel, 2017): a card at place k is looked
at with probability k^-BIAS, and a card that is looked at is taken with a rate of its own. The rate of a product is
therefore estimated as takes over expected looks (clicks over expected clicks, Zhang and Jones, 2007),

    rate = (takes + s x m) / (looks + s),    looks = sum over its impressions of k^-BIAS,

the posterior mean under a gamma prior with the mean m of the whole shop and the weight of s looks (empirical Bayes): s
comes from how much the rates differ beyond chance (method of moments), from LEAST to MOST. What is added to a score is

    weight x ln(rate / m), at most +-BOUND:

nothing for a product of which little is known, and never more than the least boost of a merchant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

BIAS = 0.7
LEAST, MOST = 10.0, 2_000.0
BOUND = 0.1
# Fewer takes than this say nothing of anything.
_ENOUGH = 20.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a product: expected looks at its cards, and what was taken of them."""

    looks: float
    takes: float


def look(place: int) -> float:
    """How likely a card at a place (1 is the first) is looked at."""
    return float(place**-BIAS)


def prior(seen: Mapping[str, Seen], *, weight: float) -> dict[str, float]:
    """Return what is added to the score of each product, {} while too little is known of all together."""
    looks = np.array([item.looks for item in seen.values()], dtype=np.float64)
    takes = np.array([max(item.takes, 0.0) for item in seen.values()], dtype=np.float64)
    if weight <= 0 or takes.sum() < _ENOUGH or looks.sum() <= 0:
        return {}
    mean = takes.sum() / looks.sum()
    strength = _strength(looks, takes, mean)
    rates = (takes + strength * mean) / (looks + strength)
    values = np.clip(weight * np.log(rates / mean), -BOUND, BOUND)
    return dict(zip(seen, (float(value) for value in values), strict=True))


def _strength(looks: np.ndarray, takes: np.ndarray, mean: float) -> float:
    """The weight of the prior in looks: mean over the variance of the rates beyond chance.

    Under the model takes ~ Poisson(looks x rate), so that E[(takes - looks m)^2] = looks m + looks^2 var(rate).
    """
    beyond = float(((takes - looks * mean) ** 2 - looks * mean).sum() / (looks**2).sum())
    return float(np.clip(mean / beyond, LEAST, MOST)) if beyond > 0 else MOST
