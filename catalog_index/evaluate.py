"""Retrieval quality over a BEIR folder (corpus.jsonl, queries.jsonl, qrels.tsv).

nDCG with linear gains: K. Järvelin, J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002. What
was not judged counts as irrelevant.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalog_index.encoder import Encoder, Progress
from catalog_index.index import CatalogIndex
from catalog_index.peers import Search, bm25, minilm, sqlite_fts5
from catalog_index.product import Money, Product
from catalog_index.search import GiftSearch

# Draws of queries, with replacement, for the intervals.
_DRAWS = 5_000
_DEPTH = 100


class DatasetError(ValueError):
    """A BEIR folder can't be read; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Documents as products, queries by id, and grades by query id and document id."""

    products: list[Product]
    queries: dict[str, str]
    grades: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Means over all judged queries; `recall_at_100` is of the documents with the highest grade.

    `ndcg_95` is the 95% bootstrap interval over queries; `behind_ours_95` the one of how far a peer's nDCG@10 lies
    below ours, query by query.
    """

    queries: int
    documents: int
    ndcg_at_10: float
    recall_at_100: float
    ms_per_query: float
    ndcg_95: tuple[float, float] = (0.0, 0.0)
    behind_ours_95: tuple[float, float] | None = None
    peers: dict[str, Evaluation] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """The figures by name."""
        return asdict(self)


def load_dataset(folder: Path) -> Dataset:
    """Read a BEIR folder.

    Raises:
        DatasetError: a file is missing or a line is not of the form.
    """
    try:
        products = [_product(json.loads(line)) for line in _lines(folder / "corpus.jsonl")]
        queries = {str(q["_id"]): str(q["text"]) for q in map(json.loads, _lines(folder / "queries.jsonl"))}
        grades: dict[str, dict[str, float]] = {}
        for line in _lines(folder / "qrels.tsv")[1:]:
            query_id, document_id, grade = line.split("\t")
            grades.setdefault(query_id, {})[document_id] = float(grade)
    except (OSError, ValueError, KeyError) as cause:
        raise DatasetError(f"{folder} is no BEIR folder that can be read: {cause}") from cause
    return Dataset(products, queries, grades)


def evaluate(dataset: Dataset, encoder: Encoder, *, progress: Progress | None = None) -> Evaluation:
    """Search the whole corpus with the shop's own retrieval, and with the peers, for each judged query."""
    index = CatalogIndex.build(dataset.products, encoder, progress=progress)
    ours = GiftSearch(index, encoder)
    mine, gains = _measure(dataset, lambda query, limit: [hit.product.id for hit in ours.find(query, limit=limit)])
    peers: dict[str, Evaluation] = {}
    found = {"MiniLM, titles": minilm(index, encoder), "SQLite FTS5": sqlite_fts5(index), "BM25": bm25(index)}
    for name, peer in found.items():
        if peer is not None:
            measured, theirs = _measure(dataset, peer)
            peers[name] = replace(measured, behind_ours_95=interval(gains - theirs))
    return replace(mine, peers=peers)


def _measure(dataset: Dataset, search: Search) -> tuple[Evaluation, NDArray[np.float64]]:
    """The figures of one search, and its nDCG@10 by query, float64 (queries,)."""
    gains, recalls, seconds = [], [], 0.0
    judged = {query_id: grades for query_id, grades in dataset.grades.items() if query_id in dataset.queries}
    for query_id, grades in judged.items():
        started = time.perf_counter()
        found = search(dataset.queries[query_id], _DEPTH)
        seconds += time.perf_counter() - started
        gains.append(ndcg(found, grades, 10))
        best = {document_id for document_id, grade in grades.items() if grade == max(grades.values()) > 0}
        if best:
            recalls.append(len(best & set(found)) / len(best))
    each = np.array(gains, dtype=np.float64)
    evaluation = Evaluation(
        queries=len(judged),
        documents=len(dataset.products),
        ndcg_at_10=round(float(each.mean()), 4) if gains else 0.0,
        recall_at_100=round(float(np.mean(recalls)), 4) if recalls else 0.0,
        ms_per_query=round(seconds / max(len(judged), 1) * 1000, 2),
        ndcg_95=interval(each),
    )
    return evaluation, each


def interval(values: NDArray[np.float64]) -> tuple[float, float]:
    """The 95% percentile bootstrap interval of the mean of values (count,); (0, 0) of none."""
    if not len(values):
        return 0.0, 0.0
    drawn = np.random.default_rng(0).integers(0, len(values), (_DRAWS, len(values)))
    low, high = np.percentile(values[drawn].mean(axis=1), [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)


def ndcg(found: Sequence[str], grades: dict[str, float], depth: int) -> float:
    """nDCG at a depth with linear gains, 0 to 1; 0 where nothing relevant is judged."""
    ideal = _dcg(sorted(grades.values(), reverse=True)[:depth])
    return _dcg([grades.get(document_id, 0) for document_id in found[:depth]]) / ideal if ideal else 0.0


def _dcg(gains: Sequence[float]) -> float:
    return float(sum(gain / np.log2(position + 2) for position, gain in enumerate(gains)))


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").split("\n") if line.strip()]


def _product(document: dict[str, str]) -> Product:
    return Product(
        id=str(document["_id"]),
        title=document.get("title", ""),
        description=document.get("text", ""),
        price=Money(Decimal(1), "USD"),
        link="https://example.com/",
    )
