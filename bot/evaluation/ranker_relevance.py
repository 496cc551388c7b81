"""The learned ranker on a judged corpus: trained on some queries, measured on others, kept where it surely helps.

Each query is a wish, its candidates are the best POOL that the search finds, and its grades take the place of what
shoppers do: nobody looked at places, so that all places count alike.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog_index.brief import GiftBrief
from catalog_index.encoder import Encoder
from catalog_index.evaluate import Dataset, ndcg
from catalog_index.features import telling_traits, trait_matrix
from catalog_index.index import CatalogIndex
from catalog_index.learned import bounded
from catalog_index.ranker_training import DEPTH, FOLDS, Choice, fit
from catalog_index.search import GiftSearch, best_rows

POOL = 30
_DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Relevance:
    """nDCG@10 (linear gains) over the queries, base and learned, the mean difference with its 95% bootstrap interval
    over queries, and the lower end of the 99% one, by which it is kept or refused."""

    queries: int
    folds: int
    base: float
    learned: float
    gain: float
    low: float
    high: float
    least: float
    kept: bool

    def to_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


def judged_queries(dataset: Dataset, encoder: Encoder, *, seed: int = 0) -> Relevance:
    """Cross-validate over the judged queries of a corpus.

    Raises:
        ValueError: there are fewer judged queries than parts.
    """
    index = CatalogIndex.build(dataset.products, encoder)
    search = GiftSearch(index, encoder)
    judged = [name for name, grades in dataset.grades.items() if name in dataset.queries and any(grades.values())]
    if len(judged) < FOLDS:
        raise ValueError(f"{len(judged)} judged queries can't be split into {FOLDS} parts")
    pools = [_pool(search, dataset.queries[name]) for name in judged]
    products = index.products
    having = trait_matrix(products, telling_traits(products, [int(row) for rows, _, _ in pools for row in rows]))
    choices = [
        _choice(
            name, [dataset.grades[name].get(products[int(row)].id, 0.0) for row in rows], scores, parts, having[rows]
        )
        for name, (rows, scores, parts) in zip(judged, pools, strict=True)
    ]
    fold_of = np.random.default_rng(seed).permutation(len(judged)) % FOLDS
    gains = np.zeros((len(judged), 2))
    for fold in range(FOLDS):
        weights = fit([choice for choice, where in zip(choices, fold_of, strict=True) if where != fold]).weights
        for place in np.flatnonzero(fold_of == fold):
            rows, scores, _ = pools[place]
            added = bounded((choices[place].features @ weights).astype(np.float32))
            for which, values in enumerate((scores, scores + added)):
                ids = [products[int(row)].id for row in rows[np.argsort(-values, kind="stable")]]
                gains[place, which] = ndcg(ids, dataset.grades[judged[place]], DEPTH)
    return _report(gains)


def _pool(search: GiftSearch, query: str) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
    """The candidates of a query: rows, base scores and parts."""
    # A query may be longer than a wish of a shopper.
    brief = GiftBrief.model_construct(interests=[query])
    found = search.find(query, limit=POOL)
    rows = np.array([search.index.row(hit.product.id) for hit in found], dtype=np.int64)
    order = best_rows(np.array([hit.score for hit in found], dtype=np.float32), POOL)
    weighing = search.weigh(brief, rows[order])
    scores = np.array([found[int(place)].score for place in order], dtype=np.float32)
    return rows[order], scores, search.parts(brief, weighing)


def _choice(
    name: str, grades: list[float], scores: NDArray[np.float32], parts: NDArray[np.float32], having: NDArray[np.float32]
) -> Choice:
    features = np.concatenate([parts, having], axis=1)
    everywhere = np.ones(len(grades), dtype=np.int64)
    return Choice(name, scores, features, everywhere, np.array(grades, dtype=np.float32))


def _report(gains: NDArray[np.float64]) -> Relevance:
    changes = gains[:, 1] - gains[:, 0]
    drawn = np.random.default_rng(0).integers(0, len(changes), (_DRAWS, len(changes)))
    low, high, least = np.percentile(changes[drawn].mean(axis=1), [2.5, 97.5, 0.5])
    base, learned = gains.mean(axis=0)
    return Relevance(
        queries=len(gains),
        folds=FOLDS,
        base=round(float(base), 4),
        learned=round(float(learned), 4),
        gain=round(float(changes.mean()), 4),
        low=round(float(low), 4),
        high=round(float(high), 4),
        least=round(float(least), 4),
        kept=bool(least > 0),
    )
