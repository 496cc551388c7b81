"""The kind by size, in memory and beside a file; damage."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest

from catalog_index.brief import Budget, GiftBrief
from catalog_index.encoder import Vectors
from catalog_index.index import CatalogIndex, IndexDamagedError
from catalog_index.search import GiftSearch
from catalog_index.vectors import (
    FlatVectors,
    IvfVectors,
    VectorsDamagedError,
    build_beside,
    choosing,
    ivf,
    load_vectors,
    vectors_of,
)
from tests.support.catalog import gift
from tests.support.fake_encoder import HashEncoder
from tests.unit.catalog_index.vectors.conftest import DIMENSION, clustered


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "FLAT_UP_TO", 100)


def test_small_catalogs_are_searched_as_faiss_does(vectors: Vectors, queries: Vectors) -> None:
    made = vectors_of(vectors)
    plain = faiss.IndexFlatIP(DIMENSION)
    plain.add(vectors)
    assert made.kind == "flat"
    for ours, theirs in zip(made.search(queries, 20), plain.search(queries, 20), strict=True):
        assert np.array_equal(ours, theirs)


@pytest.mark.usefixtures("small_limit")
@pytest.mark.parametrize(("count", "kind"), [(1, "flat"), (100, "flat"), (101, "ivf")])
def test_the_kind_by_size(vectors: Vectors, tmp_path: Path, count: int, kind: str) -> None:
    assert vectors_of(vectors[:count]).kind == kind
    FlatVectors.of(vectors[:count]).save(tmp_path / "titles.faiss")
    assert build_beside(tmp_path / "titles.faiss", DIMENSION) is (kind == "ivf")
    assert load_vectors(tmp_path / "titles.faiss").kind == kind


@pytest.mark.usefixtures("small_limit")
def test_beside_a_file_as_in_memory(vectors: Vectors, queries: Vectors, tmp_path: Path) -> None:
    made = vectors_of(vectors)
    FlatVectors.of(vectors).save(tmp_path / "titles.faiss")
    build_beside(tmp_path / "titles.faiss", DIMENSION)
    assert np.array_equal(load_vectors(tmp_path / "titles.faiss").search(queries, 10)[1], made.search(queries, 10)[1])


@pytest.mark.usefixtures("small_limit")
def test_without_its_lists_it_is_searched_flat(vectors: Vectors, tmp_path: Path) -> None:
    vectors_of(vectors).save(tmp_path / "titles.faiss")
    (tmp_path / "titles.ivf").unlink()
    assert load_vectors(tmp_path / "titles.faiss").kind == "flat"


def test_lists_of_other_vectors(vectors: Vectors) -> None:
    with pytest.raises(VectorsDamagedError, match="5,999"):
        IvfVectors(FlatVectors.of(vectors[:-1]), ivf.train_ivf(vectors))


def test_not_an_index_of_inner_products() -> None:
    with pytest.raises(VectorsDamagedError, match="IndexFlatL2"):
        FlatVectors(faiss.IndexFlatL2(3))


@pytest.mark.usefixtures("small_limit")
@pytest.mark.parametrize("content", [b"", b"x" * 100])
def test_damaged_lists_are_noticed(tmp_path: Path, content: bytes) -> None:
    index = CatalogIndex.build([gift(f"g{number}", f"Thing {number}") for number in range(120)], HashEncoder())
    index.save(tmp_path)
    assert CatalogIndex.load(tmp_path).titles.kind == "ivf"
    (tmp_path / "titles.ivf").write_bytes(content)
    with pytest.raises(IndexDamagedError):
        CatalogIndex.load(tmp_path)


def test_how_many_lists() -> None:
    assert [ivf.list_count(count) for count in (1, 100, 1_000_000)] == [2, 16, 2_048]


def test_the_same_vectors_give_the_same_lists() -> None:
    vectors = clustered(500, seed=6)
    first, second = (faiss.serialize_index(ivf.train_ivf(vectors)) for _ in range(2))
    assert np.array_equal(first, second)


@pytest.mark.usefixtures("small_limit")
def test_a_large_catalog_keeps_the_hard_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same brief over the same products by both kinds: the filters hold, and the fitting products come first."""
    for name in ("EXHAUSTIVE_LIMIT", "EXACT_UP_TO", "CANDIDATES"):
        monkeypatch.setattr(f"catalog_index.search.{name}", 100 if name == "EXHAUSTIVE_LIMIT" else 40)
    shop = [gift(f"p{number}", f"Thing{number} item{number % 7}", price=number + 1) for number in range(300)]
    shop += [gift(f"d{number}", f"Dinosaurs dig {number}", price=10 * number + 5) for number in range(10)]
    shop += [gift("sold", "Dinosaurs egg", price=5, stock=False)]
    search = GiftSearch(CatalogIndex.build(shop, HashEncoder()), HashEncoder())
    assert search.index.texts.kind == "ivf"
    result = search.search(GiftBrief(interests=["dinosaurs"], budget=Budget(max=50)), limit=3)
    assert [hit.product.id[0] for hit in result.hits] == ["d"] * 3
    assert all(hit.product.current_price.amount <= 50 and hit.product.is_available for hit in result.hits)
    assert result.passing == 55
    alike = search.similar(shop[300], GiftBrief(budget=Budget(max=50)), limit=3)
    assert all(hit.product.current_price.amount <= 50 for hit in alike.hits)
    assert shop[300].id not in [hit.product.id for hit in alike.hits]


@pytest.mark.usefixtures("small_limit")
def test_what_a_filter_leaves_far_away_is_ranked_by_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    """All nearest products are too dear: of what is left, the one akin to the wish is still found first."""
    monkeypatch.setattr("catalog_index.search.EXHAUSTIVE_LIMIT", 50)
    monkeypatch.setattr("catalog_index.search.CANDIDATES", 5)
    dear = [gift(f"d{number}", f"red kite {number}", price=500) for number in range(60)]
    cheap = [gift(f"c{number}", f"thing{number} item{number}", price=5) for number in range(60)]
    search = GiftSearch(
        CatalogIndex.build([*dear, *cheap, gift("akin", "kite", price=5)], HashEncoder()), HashEncoder()
    )
    rows = np.flatnonzero(search.filters.mask(GiftBrief(budget=Budget(max=10))))
    scores = search._wish_scores("red kite", rows)
    assert search.index.products[int(rows[np.argmax(scores)])].id == "akin"
    assert scores.max() > 0.2
