"""What a title says beyond its single words: pieces of words, phrases, and which thing it names.

Nothing here is fitted to a catalog or a language's word list: the heads and the forms are counted in the titles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from catalog_index.analysis import STOP_WORDS, stem, stems, words

Scores = NDArray[np.float32]

_GRAM = 4
# Where the phrase that names the thing ends: "Mug | for tea lovers", "Phone, 32 GB".
_END_OF_NAME = re.compile(
    r"[,(;:|\[]|\s[-–—/]\s|\b(?:for|with|w|by|in|from|of|featuring|compatible)\b",
    re.IGNORECASE,
)
_FORM = re.compile(r"\(([A-Za-z ]{3,20})\)\s*$")
# A closing bracket is the form of the thing ("Paperback") when this share of the titles, and so many, have it.
_FORM_SHARE, _FORM_COUNT = 0.002, 5
# A word that ends the name of so many products is a kind of thing, no model's or colour's name.
_KIND_COUNT = 5
_NEXT_TO_LAST = 0.5


class TitleIndex:
    """Titles with the pieces, the stems and the head of each."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.count = len(titles)
        grams: dict[str, list[int]] = {}
        stemmed: dict[str, list[int]] = {}
        pairs: dict[tuple[str, str], list[int]] = {}
        for row, title in enumerate(titles):
            for gram in _grams(title):
                grams.setdefault(gram, []).append(row)
            found = stems(title)
            for term in set(found):
                stemmed.setdefault(term, []).append(row)
            for pair in set(pairwise(found)):
                pairs.setdefault(pair, []).append(row)
        self._grams = {gram: np.array(rows, dtype=np.int32) for gram, rows in grams.items()}
        self._stems = {term: np.array(rows, dtype=np.int32) for term, rows in stemmed.items()}
        self._pairs = {pair: np.array(rows, dtype=np.int32) for pair, rows in pairs.items()}
        forms = Counter(form for title in titles if (form := _closing_bracket(title)))
        enough = max(_FORM_COUNT, _FORM_SHARE * self.count)
        usual = {form for form, count in forms.items() if count >= enough}
        self._names = [_name(title, usual) for title in titles]
        self._formed: dict[str, NDArray[np.int32]] = {
            form: np.array([row for row, title in enumerate(titles) if _closing_bracket(title) == form], dtype=np.int32)
            for form in usual
        }
        self._heads = Counter(name[-1] for name in self._names if name)

    def pieces(self, query: str) -> Scores:
        """Share of the query's four-letter pieces that a title has, by rarity, float32 (count,), 0 to 1.

        Typing errors and words written together or apart cost only the pieces that they touch.
        """
        result = np.zeros(self.count, dtype=np.float32)
        total = 0.0
        for gram in _grams(query):
            if (rows := self._grams.get(gram)) is not None:
                weight = float(np.log((1 + self.count) / (1 + len(rows))) + 1)
                result[rows] += weight
                total += weight
        return result / np.float32(total) if total else result

    def phrases(self, query: str) -> Scores:
        """Share of the query's neighbouring words that are neighbours in a title, float32 (count,), 0 to 1."""
        result = np.zeros(self.count, dtype=np.float32)
        found = stems(query)
        for pair in pairwise(found):
            if (rows := self._pairs.get(pair)) is not None:
                result[rows] += np.float32(1 / (len(found) - 1))
        return result

    def things(self, query: str) -> Scores:
        """Whether a title names the thing asked for, float32 (count,), 0 to 1.

        An English query ends with the thing ("dean guitar"); "Dean Guitar Case" has the word and is a case.
        """
        result = np.zeros(self.count, dtype=np.float32)
        found = stems(query)
        asked = set(found)
        for row in self._stems.get(found[-1], ()) if found else ():
            name = self._names[row]
            if name and name[-1] in asked:
                result[row] = 1
            elif len(name) > 1 and name[-2] in asked and self._heads[name[-1]] < _KIND_COUNT:
                result[row] = _NEXT_TO_LAST
        return result

    def of_another_form(self, query: str) -> NDArray[np.bool_]:
        """Which titles close with a usual form ("Paperback") that the query does not ask for, bool (count,)."""
        result = np.zeros(self.count, dtype=np.bool_)
        asked = set(words(query))
        for form, rows in self._formed.items():
            if asked.isdisjoint(form.split()):
                result[rows] = True
        return result


def _grams(text: str) -> list[str]:
    found: dict[str, None] = {}
    for word in words(text):
        padded = f" {word} "
        for start in range(max(1, len(padded) - _GRAM + 1)):
            found.setdefault(padded[start : start + _GRAM])
    return list(found)


def _closing_bracket(title: str) -> str | None:
    match = _FORM.search(title)
    return match[1].lower().strip() if match else None


def _name(title: str, forms: set[str]) -> list[str]:
    """The stems of the phrase that names the thing; its form's, where the title closes with one."""
    form = _closing_bracket(title)
    if form in forms:
        return [stem(word) for word in words(form or "")]
    end = _END_OF_NAME.search(title)
    name = title[: end.start()] if end and len(words(title[: end.start()])) >= 2 else title
    return [stem(word) for word in words(name) if not word.isdigit() and word not in STOP_WORDS]
