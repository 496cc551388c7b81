"""A synthetic catalog's vectors and filters, shoppers' sentences, and the exact answers to them.

Vectors drawn at random have no neighbours to speak of, and repeated ones too many. These begin at embeddings of real
titles. A new product lies between a real one and one of its ten nearest, a random way from it (up to the half); then
it goes off by 0.1 to 0.5 of a difference between two neighbours elsewhere, so that it varies as products do, and by a
little noise of the same size in every direction (0.15 in all). The queries are shoppers' sentences, as they were
written: they are embedded by the real encoder and lie farther from the products than products from each other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from catalog_index.encoder import Encoder, Vectors
from catalog_index.feeds import FeedOptions, open_feed
from catalog_index.flat_file import FlatFile, FlatFileWriter
from catalog_index.index import embedded_texts

WANTED = 10
VECTORS, FIELDS, QUERIES, SENTENCES, TRUTH = "vectors.faiss", "fields.npz", "queries.npy", "queries.json", "truth.npz"
DRAWS = 1_000_000
CATEGORIES = 50
_NEIGHBOURS = 10
_BLOCK = 65_536
_DATA = Path(__file__).parents[3] / "data"


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows whose `field` is below `limit`; all of them without a field. `name` says what it leaves."""

    name: str
    field: str = ""
    limit: int = 0


# By chance, as prices and stock are; and by place, as a category or an age are: what passes lies together.
FILTERS = (
    Filter("no filter"),
    Filter("30%", "draw", DRAWS * 3 // 10),
    Filter("10%", "draw", DRAWS // 10),
    Filter("10%, 5 of 50 categories", "category", CATEGORIES // 10),
    Filter("1%", "draw", DRAWS // 100),
    Filter("0.1%", "draw", DRAWS // 1_000),
    Filter("0.01%", "draw", DRAWS // 10_000),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What every contender gets: vectors mapped from their file, fields to filter by, queries, and the truth."""

    vectors: Vectors
    fields: dict[str, NDArray[np.int32]]
    queries: Vectors
    sentences: list[str]
    truth: dict[str, NDArray[np.int64]]

    def mask(self, chosen: Filter) -> NDArray[np.bool_] | None:
        """Which rows a filter leaves, None for all."""
        return self.fields[chosen.field] < chosen.limit if chosen.field else None


def real_texts(corpus: Path | None) -> list[str]:
    """The demo catalog's titles and texts, and the titles of a BEIR folder's corpus."""
    with open_feed(_DATA / "catalog" / "demo.csv", FeedOptions()) as feed:
        products = [entry.product for entry in feed.entries(FeedOptions()) if entry.product is not None]
    texts = [text for product in products for text in embedded_texts(product)]
    if corpus is not None:
        with (corpus / "corpus.jsonl").open(encoding="utf-8") as lines:
            texts += [str(json.loads(line)["title"]) for line in lines]
    return list(dict.fromkeys(texts))


def shoppers_sentences(count: int) -> list[str]:
    """Different sentences of the judged briefs, in their order."""
    with (_DATA / "eval" / "briefs.jsonl").open(encoding="utf-8") as lines:
        return list(dict.fromkeys(str(json.loads(line)["text"]) for line in lines))[:count]


def spread(real: Vectors, count: int, rng: np.random.Generator) -> Vectors:
    """So many vectors about the real ones, float32 (count, dimension), unit length: see the module."""
    near = _neighbours(real)

    def difference() -> Vectors:
        rows = rng.integers(0, len(real), count)
        return np.asarray(real[near[rows, rng.integers(0, near.shape[1], count)]] - real[rows], dtype=np.float32)

    rows = rng.integers(0, len(real), count)
    other = near[rows, rng.integers(0, near.shape[1], count)]
    vectors = real[rows] + rng.uniform(0, 0.5, (count, 1)).astype(np.float32) * (real[other] - real[rows])
    vectors += rng.uniform(0.1, 0.5, (count, 1)).astype(np.float32) * difference()
    dimension = real.shape[1]
    vectors += rng.normal(0, 0.15 / np.sqrt(dimension), (count, dimension)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _neighbours(real: Vectors) -> NDArray[np.int64]:
    index = faiss.IndexFlatIP(int(real.shape[1]))
    index.add(real)
    _, near = index.search(real, min(_NEIGHBOURS + 1, len(real)))
    return np.asarray(near[:, 1:], dtype=np.int64)


def write_problem(folder: Path, real: Vectors, sentences: Sequence[str], encoder: Encoder, products: int) -> None:
    """Write a problem of so many products; the same every time."""
    rng = np.random.default_rng(7)
    centres = real[rng.choice(len(real), CATEGORIES, replace=False)]
    queries = encoder.encode(list(sentences))
    category = np.empty(products, dtype=np.int32)
    draw = rng.integers(0, DRAWS, products).astype(np.int32)
    with FlatFileWriter(folder / VECTORS, int(real.shape[1])) as file:
        for start in range(0, products, _BLOCK):
            block = spread(real, min(_BLOCK, products - start), rng)
            category[start : start + len(block)] = np.argmax(block @ centres.T, axis=1)
            file.write(block)
    np.savez(folder / FIELDS, draw=draw, category=category)
    np.save(folder / QUERIES, queries)
    (folder / SENTENCES).write_text(json.dumps(list(sentences)), encoding="utf-8")
    vectors = FlatFile(folder / VECTORS, int(real.shape[1])).mapped()
    problem = Problem(vectors, {"draw": draw, "category": category}, queries, list(sentences), {})
    np.savez(folder / TRUTH, **{chosen.name: exact_answers(problem, chosen) for chosen in FILTERS})  # type: ignore[arg-type]


def read_problem(folder: Path) -> Problem:
    """What `write_problem` wrote."""
    queries = np.load(folder / QUERIES)
    with np.load(folder / FIELDS) as fields, np.load(folder / TRUTH) as truth:
        return Problem(
            FlatFile(folder / VECTORS, int(queries.shape[1])).mapped(),
            {name: fields[name] for name in fields.files},
            queries,
            json.loads((folder / SENTENCES).read_text(encoding="utf-8")),
            {name: truth[name] for name in truth.files},
        )


def exact_answers(problem: Problem, chosen: Filter) -> NDArray[np.int64]:
    """The true nearest rows of each query that pass, int64 (queries, WANTED), -1 where fewer pass."""
    mask = problem.mask(chosen)
    best = np.full((len(problem.queries), WANTED), -np.inf, dtype=np.float32)
    rows = np.full((len(problem.queries), WANTED), -1, dtype=np.int64)
    for start in range(0, len(problem.vectors), _BLOCK):
        block = np.arange(start, min(start + _BLOCK, len(problem.vectors)))
        block = block if mask is None else block[mask[block]]
        if not len(block):
            continue
        scores = np.hstack([best, problem.queries @ problem.vectors[block].T])
        places = np.hstack([rows, np.broadcast_to(block, (len(rows), len(block)))])
        top = np.argpartition(-scores, WANTED - 1, axis=1)[:, :WANTED]
        best, rows = np.take_along_axis(scores, top, axis=1), np.take_along_axis(places, top, axis=1)
    return rows


def recall(found: Sequence[int], true: NDArray[np.int64]) -> float:
    """The share of the true rows (those not -1) that were found; 1 where there are none."""
    wanted = {int(row) for row in true if row >= 0}
    return len(wanted & {int(row) for row in found}) / len(wanted) if wanted else 1.0
