"""Which interests of a catalog belong to an answer such as "a day outdoors"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.quiz.questions import Option
from catalog_index.brief import GiftBrief
from catalog_index.encoder import Vectors

if TYPE_CHECKING:
    from catalog_index.search import GiftSearch

# Labels as near in meaning to one of an answer's interests as this belong to it (cosine).
_NEAR = 0.5
# With fewer labels of the merchant's own, the answer's interests are searched for by themselves.
_FEW = 3
# Two interests that serve so much the same gifts (Jaccard) are one to a shopper.
_SAME = 0.7
_BATCH = 32
# A brief takes no longer label.
_LONGEST = 60
# The commonest labels are enough for a handful of pictures, and each is encoded.
_MOST_LABELS = 300


class Tastes:
    """The interests of each answer, for one catalog. Made once an index version: it encodes every label."""

    def __init__(self, search: GiftSearch, options: Sequence[Option]) -> None:
        self._served: dict[str, NDArray[np.bool_]] = {}
        self._labels = _assigned(search, options)
        for option in options:
            if len(self._labels[option.id]) < _FEW:
                self._labels[option.id] += [name for name in option.interests if name not in self._labels[option.id]]
        self._learn(search)

    def best(self, option_id: str, rows: NDArray[np.int64], most: int) -> list[str]:
        """The interests of an answer that most of the rows serve, at most `most`, without doubles; [] for none."""
        found = [(int(self._served[label][rows].sum()), label) for label in self._labels[option_id]]
        chosen: list[str] = []
        # Of equals the label that the merchant uses more: they are kept in that order.
        for count, label in sorted(found, key=lambda item: -item[0]):
            if count and len(chosen) < most and not self._doubles(label, chosen, rows):
                chosen.append(label)
        return chosen

    def _doubles(self, label: str, chosen: list[str], rows: NDArray[np.int64]) -> bool:
        mine = self._served[label][rows]
        for other in chosen:
            theirs = self._served[other][rows]
            if (mine & theirs).sum() >= _SAME * (mine | theirs).sum():
                return True
        return False

    def _learn(self, search: GiftSearch) -> None:
        names = sorted({name for names in self._labels.values() for name in names})
        _encoded(search, names)
        for name in names:
            served = np.zeros(len(search.index), dtype=np.bool_)
            served[search.fitting_rows(GiftBrief(interests=[name]))] = True
            self._served[name] = served


def _encoded(search: GiftSearch, names: Sequence[str]) -> Vectors:
    """Names as vectors, float32 (len(names), dimension).

    In batches that the encoder remembers, as the search will want each by itself: one by one takes ten times as long.
    """
    unique = list(dict.fromkeys(names))
    parts = [search.encoder.encode(unique[start : start + _BATCH]) for start in range(0, len(unique), _BATCH)]
    vectors = dict(zip(unique, (vector for part in parts for vector in part), strict=True))
    return np.stack([vectors[name] for name in names])


def _assigned(search: GiftSearch, options: Sequence[Option]) -> dict[str, list[str]]:
    """Each label of the index with the answer that its meaning is nearest to."""
    assigned: dict[str, list[str]] = {option.id: [] for option in options}
    counts = Counter(label for product in search.index.products for label in product.interests)
    seeds = [(name, option.id) for option in options for name in option.interests]
    labels = [label for label, _ in counts.most_common(_MOST_LABELS) if label.strip() and len(label) <= _LONGEST]
    if not labels or not seeds:
        return assigned
    encoded = _encoded(search, [*labels, *(name for name, _ in seeds)])
    likeness = encoded[: len(labels)] @ encoded[len(labels) :].T
    for label, row in zip(labels, likeness, strict=True):
        nearest = int(row.argmax())
        if row[nearest] >= _NEAR:
            assigned[seeds[nearest][1]].append(label)
    return assigned
