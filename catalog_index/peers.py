"""Other people's searches, measured beside ours over the same products and queries."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Protocol

import numpy as np

from catalog_index.analysis import STOP_WORDS, words
from catalog_index.encoder import Encoder
from catalog_index.index import CatalogIndex

Search = Callable[[str, int], list[str]]
"""A query and how many products are wanted -> product ids, best first."""


class _Bm25(Protocol):
    def get_scores(self, query: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]]: ...


def minilm(index: CatalogIndex, encoder: Encoder) -> Search:
    """The sentence encoder alone: nearest titles by cosine."""

    def search(query: str, limit: int) -> list[str]:
        _, rows = index.titles.search(encoder.encode([query]), min(limit, len(index)))
        return [index.products[int(row)].id for row in rows[0] if row >= 0]

    return search


def sqlite_fts5(index: CatalogIndex) -> Search:
    """SQLite FTS5 with its Porter stemmer, any of the words, the title ten times the description."""
    database = sqlite3.connect(":memory:", check_same_thread=False)
    with closing(database.cursor()) as cursor:
        cursor.execute("CREATE VIRTUAL TABLE product USING fts5(title, description, tokenize = 'porter unicode61')")
        cursor.executemany(
            "INSERT INTO product(rowid, title, description) VALUES (?, ?, ?)",
            ((row, product.title, product.description) for row, product in enumerate(index.products)),
        )

    def search(query: str, limit: int) -> list[str]:
        asked = " OR ".join(f'"{word}"' for word in words(query) if word not in STOP_WORDS)
        if not asked:
            return []
        found = database.execute(
            "SELECT rowid FROM product WHERE product MATCH ? ORDER BY bm25(product, 10.0, 1.0) LIMIT ?", (asked, limit)
        )
        return [index.products[row].id for (row,) in found]

    return search


def bm25(index: CatalogIndex) -> Search | None:
    """BM25 by the package rank-bm25 over title and description, None where it isn't installed."""
    try:
        from rank_bm25 import BM25Okapi
    except ImportError:
        return None
    model: _Bm25 = BM25Okapi([words(f"{product.title} {product.description}") for product in index.products])

    def search(query: str, limit: int) -> list[str]:
        scores = model.get_scores(words(query))
        return [index.products[int(row)].id for row in np.argsort(-scores, kind="stable")[:limit]]

    return search
