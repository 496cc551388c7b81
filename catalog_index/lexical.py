"""Lexical scoring: BM25 over weighted fields, tolerant of typing errors.

BM25: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; fields are joined
as in BM25F (weighted term frequencies before saturation).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract
from scipy.sparse import csc_matrix

from catalog_index.analysis import STOP_WORDS, stem, stems, words

Scores = NDArray[np.float32]

_K1 = 1.2
_B = 0.5
_SHORTEST_TYPO = 4
_LONG_WORD = 8
_TYPO_WEIGHT = {1: 0.7, 2: 0.45}
_PREFIX_WEIGHT = 0.4
_EXPANSIONS = 6


class LexicalIndex:
    """Term weights of documents, each given as (text, weight) fields."""

    def __init__(self, documents: Sequence[Sequence[tuple[str, float]]]) -> None:
        self.count = len(documents)
        frequencies: list[Counter[str]] = []
        surface: dict[str, str] = {}
        for fields in documents:
            counter: Counter[str] = Counter()
            for text, weight in fields:
                for word in words(text):
                    if word not in STOP_WORDS:
                        term = stem(word)
                        counter[term] += weight  # type: ignore[assignment]
                        surface.setdefault(word, term)
            frequencies.append(counter)
        self._surface = surface
        self._words = sorted(surface)
        self._columns = {term: number for number, term in enumerate(sorted({t for c in frequencies for t in c}))}
        self._matrix = self._weights(frequencies)

    def _weights(self, frequencies: list[Counter[str]]) -> Any:
        lengths = np.array([sum(counter.values()) for counter in frequencies], dtype=np.float64)
        average = float(lengths.mean()) if len(lengths) and lengths.mean() > 0 else 1.0
        document_count = Counter(term for counter in frequencies for term in counter)
        rows, columns, values = [], [], []
        for row, counter in enumerate(frequencies):
            norm = _K1 * (1 - _B + _B * lengths[row] / average)
            for term, frequency in counter.items():
                found = document_count[term]
                idf = np.log(1 + (self.count - found + 0.5) / (found + 0.5))
                rows.append(row)
                columns.append(self._columns[term])
                values.append(idf * frequency * (_K1 + 1) / (frequency + norm))
        return csc_matrix(
            (np.array(values, dtype=np.float32), (rows, columns)), shape=(self.count, max(len(self._columns), 1))
        )

    def knows(self, term: str) -> bool:
        """Whether any document has this stem."""
        return term in self._columns

    def expand(self, query: str) -> list[dict[str, float]]:
        """For each word of the query the stems it stands for with their weights: itself, or what it may misspell."""
        result = []
        for word in words(query):
            if word in STOP_WORDS:
                continue
            term = stem(word)
            result.append({term: 1.0} if term in self._columns else self._similar(word))
        return result

    def _similar(self, word: str) -> dict[str, float]:
        if len(word) < _SHORTEST_TYPO:
            return {}
        limit = 2 if len(word) >= _LONG_WORD else 1
        found: dict[str, float] = {}
        matches = extract(word, self._words, scorer=DamerauLevenshtein.distance, score_cutoff=limit, limit=_EXPANSIONS)
        for other, distance, _ in matches:
            term = self._surface[other]
            found[term] = max(found.get(term, 0.0), _TYPO_WEIGHT[max(1, int(distance))])
        if not found:
            for other in self._words:
                if other.startswith(word) or (len(word) > 5 and word.startswith(other) and len(other) > 4):
                    found.setdefault(self._surface[other], _PREFIX_WEIGHT)
                    if len(found) >= _EXPANSIONS:
                        break
        return found

    def scores(self, query: str) -> Scores:
        """BM25 scores of all documents, float32 (count,), 0 where no word matches."""
        total = np.zeros(self.count, dtype=np.float32)
        for alternatives in self.expand(query):
            best = np.zeros(self.count, dtype=np.float32)
            for term, weight in alternatives.items():
                column = self._matrix[:, [self._columns[term]]]
                part = np.zeros(self.count, dtype=np.float32)
                part[column.indices] = column.data * weight
                np.maximum(best, part, out=best)
            total += best
        return total

    def having_all(self, query: str) -> NDArray[np.bool_]:
        """Which documents have every word of the query (misspelt words count as what they may stand for)."""
        result = np.ones(self.count, dtype=np.bool_)
        expansions = self.expand(query)
        if not expansions:
            return np.zeros(self.count, dtype=np.bool_)
        for alternatives in expansions:
            result &= self.having_any(alternatives)
        return result

    def having_any(self, terms: Iterable[str]) -> NDArray[np.bool_]:
        """Which documents have at least one of these stems."""
        result = np.zeros(self.count, dtype=np.bool_)
        for term in terms:
            if (column := self._columns.get(term)) is not None:
                result[self._matrix[:, [column]].indices] = True
        return result


def phrase_stems(text: str) -> tuple[str, ...]:
    """The stems of a phrase as a tuple."""
    return tuple(stems(text))
