"""What every kind of vector index promises."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from catalog_index.encoder import Vectors
from catalog_index.vectors import VectorIndex, ivf, load_vectors

K = 10


def brute_force(vectors: Vectors, query: Vectors, mask: np.ndarray | None = None) -> list[int]:
    scores = vectors @ query
    if mask is not None:
        scores[~mask] = -np.inf
    return [int(row) for row in np.argsort(-scores, kind="stable")[:K] if scores[row] > -np.inf]


def mean_recall(index: VectorIndex, vectors: Vectors, queries: Vectors, mask: np.ndarray | None = None) -> float:
    _, rows = index.search(queries, K, mask)
    shares = []
    for query, found in zip(queries, rows, strict=True):
        true = brute_force(vectors, query, mask)
        shares.append(len(set(true) & set(found.tolist())) / len(true))
    return float(np.mean(shares))


def test_what_it_is(index: VectorIndex, vectors: Vectors) -> None:
    assert (len(index), index.dimension) == vectors.shape


def test_recall_without_a_filter(index: VectorIndex, vectors: Vectors, queries: Vectors) -> None:
    assert mean_recall(index, vectors, queries) >= 0.98


@pytest.mark.parametrize("exact_up_to", [0, ivf.EXACT_UP_TO], indirect=True)
@pytest.mark.usefixtures("exact_up_to")
@pytest.mark.parametrize("share", [0.5, 0.1, 0.01, 0.002])
def test_recall_with_a_filter(index: VectorIndex, vectors: Vectors, queries: Vectors, share: float) -> None:
    mask = np.random.default_rng(4).random(len(vectors)) < share
    assert mean_recall(index, vectors, queries, mask) >= 0.98
    _, rows = index.search(queries, K, mask)
    assert mask[rows[rows >= 0]].all()


@pytest.mark.parametrize("exact_up_to", [0, ivf.EXACT_UP_TO], indirect=True)
@pytest.mark.usefixtures("exact_up_to")
def test_what_passes_lies_elsewhere(index: VectorIndex, vectors: Vectors) -> None:
    """The filter takes away all that is near the query, as a category does."""
    query = vectors[0]
    farthest = np.argsort(vectors @ query)[:300]
    mask = np.zeros(len(vectors), dtype=np.bool_)
    mask[farthest] = True
    _, rows = index.search(query[None, :], K, mask)
    assert len(set(rows[0].tolist()) & set(brute_force(vectors, query, mask))) >= 9


def test_scores_are_exact_and_fall(index: VectorIndex, vectors: Vectors, queries: Vectors) -> None:
    scores, rows = index.search(queries, K)
    for query, found, told in zip(queries, rows, scores, strict=True):
        assert told == pytest.approx(vectors[found] @ query, abs=1e-5)
        assert (np.diff(told) <= 0).all()
        assert len(set(found.tolist())) == K


def test_a_vector_is_nearest_to_itself(index: VectorIndex, vectors: Vectors) -> None:
    scores, rows = index.search(vectors[:50], 1)
    assert rows[:, 0].tolist() == list(range(50))
    assert scores[:, 0] == pytest.approx(np.ones(50), abs=1e-5)


@pytest.mark.parametrize("exact_up_to", [0, ivf.EXACT_UP_TO], indirect=True)
@pytest.mark.usefixtures("exact_up_to")
def test_fewer_pass_than_are_wanted(index: VectorIndex, queries: Vectors) -> None:
    mask = np.zeros(len(index), dtype=np.bool_)
    _, rows = index.search(queries[:2], K, mask)
    assert (rows == -1).all()
    mask[[5, 4_000]] = True
    _, rows = index.search(queries[:2], K, mask)
    assert [sorted(found.tolist()) for found in rows[:, :2]] == [[5, 4_000]] * 2
    assert (rows[:, 2:] == -1).all()


def test_more_are_wanted_than_there_are(index: VectorIndex, queries: Vectors) -> None:
    _, rows = index.search(queries[:1], len(index) + 5)
    assert sorted(rows[0][: len(index)].tolist()) == list(range(len(index)))
    assert (rows[0][len(index) :] == -1).all()


def test_a_mask_of_all_is_no_filter(index: VectorIndex, queries: Vectors) -> None:
    everything = np.ones(len(index), dtype=np.bool_)
    assert np.array_equal(index.search(queries, K, everything)[1], index.search(queries, K)[1])


def test_the_vectors_come_back(index: VectorIndex, vectors: Vectors, queries: Vectors) -> None:
    rows = np.array([7, 3, 7, len(vectors) - 1])
    assert np.array_equal(index.reconstruct(7), vectors[7])
    assert np.array_equal(index.reconstruct_n(2, 3), vectors[2:5])
    assert np.array_equal(index.reconstruct_batch(rows), vectors[rows])
    assert index.scores(queries[0], rows) == pytest.approx(vectors[rows] @ queries[0], abs=1e-5)
    assert index.scores(queries[0], rows[:0]).shape == (0,)


@pytest.mark.parametrize("row", [-1, 6_000])
def test_rows_that_are_not_there(index: VectorIndex, queries: Vectors, row: int) -> None:
    with pytest.raises(IndexError):
        index.scores(queries[0], np.array([0, row]))


def test_saved_and_loaded(index: VectorIndex, queries: Vectors, tmp_path: Path) -> None:
    index.save(tmp_path / "titles.faiss")
    loaded = load_vectors(tmp_path / "titles.faiss")
    if index.kind == "milvus":  # its file holds the exact vectors, and Milvus the rest
        assert np.array_equal(loaded.reconstruct_n(0, len(index)), index.reconstruct_n(0, len(index)))
        return
    assert loaded.kind == index.kind
    mask = np.random.default_rng(5).random(len(index)) < 0.4
    for chosen in (None, mask):
        ours, theirs = index.search(queries, K, chosen), loaded.search(queries, K, chosen)
        assert np.array_equal(ours[1], theirs[1])
        assert np.array_equal(ours[0], theirs[0])
