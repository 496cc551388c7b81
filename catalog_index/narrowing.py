"""What each answer to a question would leave of the gifts still possible, fast enough to count before every answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from catalog_index.brief import AgeRange
from catalog_index.filters import HardFilters
from catalog_index.people import ADULT_AGE
from catalog_index.product import Product

# In a larger catalog every n-th candidate stands for the others.
MOST_CANDIDATES = 4_000

Cover = NDArray[np.bool_]


class Narrowing:
    """Counts over the products of one index; `rows` are row numbers, covers bool (answers, len(rows))."""

    def __init__(self, products: Sequence[Product], filters: HardFilters) -> None:
        self._filters = filters
        # A shop that labels nothing has at least its categories.
        named = [product.interests or product.categories[-1:] for product in products]
        self._labels = sorted({label for labels in named for label in labels})
        number = {label: column for column, label in enumerate(self._labels)}
        columns = [number[label] for labels in named for label in dict.fromkeys(labels)]
        starts = np.cumsum([0, *(len(set(labels)) for labels in named)])
        self._having = csr_matrix(
            (np.ones(len(columns), dtype=np.int32), np.array(columns, dtype=np.int32), starts),
            shape=(len(products), max(len(self._labels), 1)),
        )

    @staticmethod
    def sample(rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows, or every n-th of them where they are too many to count before every answer."""
        step = -(-len(rows) // MOST_CANDIDATES)
        return rows[::step] if step > 1 else rows

    def interests(self, rows: NDArray[np.int64], most: int) -> tuple[list[str], Cover]:
        """The interests that most of the rows serve, at most `most`, each served by two rows or more."""
        part = self._having[rows]
        counts = np.asarray(part.sum(axis=0)).ravel()
        best = [int(column) for column in np.argsort(-counts, kind="stable")[:most] if counts[column] > 1]
        if not self._labels or not best:
            return [], np.zeros((0, len(rows)), dtype=np.bool_)
        return [self._labels[column] for column in best], part[:, best].toarray().T.astype(np.bool_)

    def ages(self, rows: NDArray[np.int64], bands: Sequence[AgeRange]) -> Cover:
        """Which rows suit each age."""
        return _stacked([self._filters.age_mask(band)[rows] for band in bands], len(rows))

    def prices(self, rows: NDArray[np.int64], limits: Sequence[float]) -> Cover:
        """Which rows cost at most each limit."""
        prices = self._filters.prices[rows]
        return _stacked([prices <= limit for limit in limits], len(rows))

    def generations(self, rows: NDArray[np.int64]) -> Cover:
        """Which rows suit a grown-up, and which a child."""
        low, high = self._filters.age_min[rows], self._filters.age_max[rows]
        return _stacked([high >= ADULT_AGE, low < ADULT_AGE], len(rows))


def _stacked(parts: Sequence[NDArray[np.bool_]], count: int) -> Cover:
    return np.stack(parts) if parts else np.zeros((0, count), dtype=np.bool_)


def expected_left(cover: Cover) -> float:
    """How many of the candidates an answer leaves on average: the sum over answers of chance times number left.

    The chances are those of `information.expected_bits`: every candidate is as likely meant as any other, and whoever
    means it gives one of the answers that keep it; who can't answer leaves all.
    """
    answers, candidates = cover.shape
    if not answers or not candidates:
        return float(candidates)
    keeping = cover.sum(axis=0)
    chances = (cover / np.maximum(keeping, 1)).sum(axis=1) / candidates
    return float((chances * cover.sum(axis=1)).sum() + (keeping == 0).mean() * candidates)
