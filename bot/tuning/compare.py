"""Whether one encoder finds better than another what is known to be meant: paired, over the same questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog_index.encoder import Encoder, Progress, Vectors
from catalog_index.evaluate import interval, ndcg
from catalog_index.index import embedded_texts
from catalog_index.product import Product

DEPTH = 10
Doubles = NDArray[np.float64]
Grades = Mapping[str, float]
"""By product id, how well it answers a question: more is better, none is 0."""


@dataclass(frozen=True, slots=True)
class Change:
    """nDCG@10 over the same questions before and after; `change_95` is the 95% bootstrap interval, over questions, of
    the difference question by question."""

    questions: int
    before: float
    after: float
    change: float
    change_95: tuple[float, float]

    @property
    def surely_better(self) -> bool:
        """Whether the whole interval is above 0."""
        return self.questions > 0 and self.change_95[0] > 0

    def to_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self) | {"change_95": list(self.change_95)}

    def __str__(self) -> str:
        low, high = self.change_95
        return (
            f"nDCG@10 {self.before:.3f} -> {self.after:.3f} ({self.change:+.3f}, 95% {low:+.3f} to {high:+.3f}, "
            f"{self.questions} questions)"
        )


class Remembering:
    """An encoder that keeps all vectors it made: a comparison asks for the same texts several times."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.dimension = encoder.name, encoder.dimension
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return float32 (len(texts), dimension), each row of unit length."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new, progress=progress), strict=True))
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([self._known[text] for text in texts])


class Ranked:
    """A catalog as one encoder sees it: ranks by the mean cosine of title and whole text, as the search does."""

    def __init__(self, products: Sequence[Product], encoder: Encoder, progress: Progress | None = None) -> None:
        self._ids = [product.id for product in products]
        self._encoder = encoder
        texts = [text for product in products for text in embedded_texts(product)]
        found = encoder.encode(texts, progress=progress)
        self._vectors: Vectors = found.reshape(len(products), 2, encoder.dimension).mean(axis=1)

    def scores(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """Mean cosines, float32 (questions, products)."""
        result: NDArray[np.float32] = self._encoder.encode(questions) @ self._vectors.T
        return result

    def lists(self, questions: Sequence[str], depth: int = DEPTH) -> list[list[str]]:
        """For each question the ids of the best products, best first."""
        order = np.argsort(-self.scores(questions), axis=1, kind="stable")[:, :depth]
        return [[self._ids[row] for row in rows] for rows in order]

    def gains(self, questions: Mapping[str, Grades], among: Mapping[str, Collection[str]] | None = None) -> Doubles:
        """nDCG@10 of each question, float64 (questions,); with `among` only the products it names are ranked."""
        found = self.lists(list(questions), DEPTH if among is None else len(self._ids))
        if among is not None:
            found = [[name for name in ids if name in among[text]] for text, ids in zip(questions, found, strict=True)]
        each = [ndcg(ids, dict(grades), DEPTH) for ids, grades in zip(found, questions.values(), strict=True)]
        return np.array(each, dtype=np.float64)


def change(before: Doubles, after: Doubles) -> Change:
    """Compare two searches over the same questions, float64 (questions,) each."""
    if not len(before):
        return Change(0, 0.0, 0.0, 0.0, (0.0, 0.0))
    middles = (float(before.mean()), float(after.mean()))
    return Change(
        len(before), round(middles[0], 4), round(middles[1], 4), round(middles[1] - middles[0], 4),
        interval(after - before),
    )  # fmt: skip
