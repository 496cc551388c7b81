"""Kinds of things: "only books" keeps what the shop files under books or calls one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from catalog_index.analysis import stems
from catalog_index.exclusions import covered_terms
from catalog_index.product import Product

# "Blues Harmonica with Learn-to-Play Book" is no book.
_BESIDE = re.compile(r"\b(?:with|for|from)\b", re.IGNORECASE)
# "Books & Stationery" holds more than books.
_SEVERAL = re.compile(r"[&,/]|\band\b", re.IGNORECASE)

Rows = Mapping[str, Sequence[int]]


class Kinds:
    """Which products are of a kind, by title and categories: any word that an exclusion of the kind would cover."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._count = len(products)
        self._own = _rows_by_term([[_BESIDE.split(p.title)[0], *_plain(p.categories)] for p in products])
        self._shared = _rows_by_term([p.categories for p in products])
        self._rows = lru_cache(maxsize=256)(self._rows_of)

    def mask(self, kinds: Collection[str]) -> NDArray[np.bool_]:
        """Which products are of any of the kinds, bool (count,); all of them where no kind is named."""
        result = np.full(self._count, not kinds, dtype=np.bool_)
        for kind in kinds:
            result[self._rows(kind)] = True
        return result

    def _rows_of(self, kind: str) -> list[int]:
        singles, phrases = covered_terms(kind)
        # Categories of several kinds count only where nothing is called that by itself.
        return _having(self._own, singles, phrases) or _having(self._shared, singles, phrases)


def _plain(categories: Sequence[str]) -> list[str]:
    return [name for name in categories if not _SEVERAL.search(name)]


def _rows_by_term(texts: Sequence[Sequence[str]]) -> Rows:
    rows: dict[str, list[int]] = {}
    for row, parts in enumerate(texts):
        for term in set(stems(" . ".join(parts))):
            rows.setdefault(term, []).append(row)
    return rows


def _having(rows: Rows, singles: Collection[str], phrases: Collection[tuple[str, ...]]) -> list[int]:
    found = {row for term in singles for row in rows.get(term, ())}
    for phrase in phrases:
        found |= set.intersection(*(set(rows.get(term, ())) for term in phrase))
    return sorted(found)
