"""The statistical part of understanding what a message is for: sentence vectors, letters and what was read.

Multinomial logistic regression over three blocks of features: the sentence's vector (what it means), the TF-IDF of its
letter n-grams (how it is spelled, typing slips included) and the kinds of facts that were read in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.nlu.normalize import normalize
from bot.nlu.spelling import Spelling

Vectors = NDArray[np.float32]

# How much each block weighs against the penalty, and how far intents with few examples are made up for (0: not at all,
# 1: as if all had as many); found by cross-validation over the examples that ship.
MEANING, LETTERS, FACTS = 8.0, 8.0, 3.0
_BALANCE = 0.4
_ROUNDS, _TOLERANCE = 200, 1e-3
# Numbers of three digits and more; what they are is read elsewhere.
_FIGURE = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:[.,]\d{3})+|\d{3,})(?:[.,]\d+)?(?!\w)")
_ANY_FIGURE = "100"


def alike(text: str) -> str:
    """Return the normalized text with one number for all large ones: "$123" must not mean another thing than "$122"."""
    return _FIGURE.sub(_ANY_FIGURE, normalize(text))


class IntentModel:
    """Learns from examples once; ranks the intents of a message afterwards."""

    def __init__(self) -> None:
        self._letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=2)
        self._kinds: list[str] = []
        self._regression = LogisticRegression(max_iter=_ROUNDS, tol=_TOLERANCE)
        self._spelling = Spelling(())

    def fit(
        self,
        texts: Sequence[str],
        vectors: Vectors,
        kinds: Sequence[Iterable[str]],
        intents: Sequence[str],
    ) -> None:
        """Learn from examples: vectors (len(texts), dimension), the kinds of facts in each, its intent.

        Raises:
            ValueError: fewer than two intents.
        """
        self._spelling = Spelling(texts)
        self._letters.fit(map(alike, texts))
        self._kinds = sorted({kind for found in kinds for kind in found})
        counts = Counter(intents)
        mean = len(intents) / len(counts)
        self._regression.set_params(class_weight={name: (mean / n) ** _BALANCE for name, n in counts.items()})
        self._regression.fit(self._features(texts, vectors, kinds), list(intents))

    def mended(self, text: str) -> str:
        """The text as of `alike` with slips of typing mended, which is what `rank` and its vector want."""
        return alike(self._spelling.mended(text))

    def is_unknown(self, mended: str) -> bool:
        """Whether a mended text has no word that is known."""
        return self._spelling.is_unknown(mended)

    def rank(self, text: str, vector: Vectors, kinds: Iterable[str]) -> list[tuple[str, float]]:
        """Return all intents with their probabilities, the likeliest first; vector (dimension,)."""
        chances: Any = self._regression.predict_proba(self._features([text], vector[None, :], [kinds]))[0]
        order = np.argsort(-chances, kind="stable")
        return [(str(self._regression.classes_[i]), float(chances[i])) for i in order]

    def _features(self, texts: Sequence[str], vectors: Vectors, kinds: Sequence[Iterable[str]]) -> csr_matrix:
        facts = np.zeros((len(texts), len(self._kinds)))
        for row, found in zip(facts, kinds, strict=True):
            for kind in set(found).intersection(self._kinds):
                row[self._kinds.index(kind)] = FACTS
        letters = self._letters.transform(map(alike, texts)) * LETTERS
        return hstack([csr_matrix(vectors * MEANING), letters, csr_matrix(facts)]).tocsr()
