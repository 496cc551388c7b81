"""How much the answer to a question tells about which gift is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from catalog_index.brief import GiftBrief

if TYPE_CHECKING:
    from catalog_index.search import GiftSearch

Cover = NDArray[np.bool_]

# A question that tells less would change next to nothing: 0.05 bits leave 97 of 100 gifts.
LEAST_BITS = 0.05


def covers(search: GiftSearch, brief: GiftBrief, options: Sequence[GiftBrief]) -> Cover:
    """Which of the gifts that fit a brief fit each answer's brief as well, bool (len(options), candidates).

    Row sums are the numbers of gifts that the answers leave.
    """
    candidates = search.fitting_rows(brief)
    return cover_of(candidates, [search.fitting_rows(option) for option in options])


def cover_of(candidates: NDArray[np.int64], kept: Sequence[NDArray[np.int64]]) -> Cover:
    """The same from row numbers: the candidates', and those that each answer keeps."""
    if not kept:
        return np.zeros((0, len(candidates)), dtype=np.bool_)
    return np.stack([np.isin(candidates, rows, assume_unique=True) for rows in kept])


def expected_bits(cover: Cover) -> float:
    """Expected information of an answer in bits, 0 where it changes nothing; at most log2 of the candidates.

    Any of the candidates may be the gift that is looked for. Whoever looks for it gives one of the answers that keep
    it, each as likely, or "not sure" where none does; an answer that keeps n of N gifts tells log2(N / n) bits. With
    answers that share no gift this is their entropy (Shannon 1948).
    """
    answers, candidates = cover.shape
    if not answers or not candidates:
        return 0.0
    keeping = cover.sum(axis=0)
    chances = (cover / np.maximum(keeping, 1)).sum(axis=1) / candidates
    left = cover.sum(axis=1)
    told = np.log2(candidates / np.maximum(left, 1))
    return float((chances * told)[left > 0].sum())


def most_telling(questions: Mapping[str, Cover], known: Mapping[str, float] | None = None) -> str | None:
    """The question whose answer is expected to tell most, None when none tells enough; of equals the first.

    `known` says how likely it is that a shopper can answer each, 1 where it doesn't say.
    """
    chance = known or {}
    told = {name: expected_bits(cover) * chance.get(name, 1.0) for name, cover in questions.items()}
    best = max(told, key=lambda name: told[name], default=None)
    return best if best is not None and told[best] >= LEAST_BITS else None
