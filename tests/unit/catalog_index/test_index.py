"""The index: saved, loaded, and equal to plain numpy."""

from __future__ import annotations

import json
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings

from catalog_index.index import TEXT_CHARACTERS, CatalogIndex, IndexDamagedError, embedded_texts
from catalog_index.product import Product
from tests.support.catalog import demo_products, gift
from tests.support.fake_encoder import HashEncoder
from tests.support.strategies import catalogs


def built(*products: Product) -> CatalogIndex:
    return CatalogIndex.build(list(products), HashEncoder())


def test_the_texts_that_are_embedded() -> None:
    product = gift("a", "Tea pot", description="Red.", categories=("Home", "Kitchen"), interests=("tea", "cooking"))
    assert embedded_texts(product) == ("Tea pot", "Tea pot. Kitchen. Red.. tea cooking")
    assert embedded_texts(gift("a", "Tea pot")) == ("Tea pot", "Tea pot")
    assert len(embedded_texts(gift("a", description="x" * 5000))[1]) == TEXT_CHARACTERS


def test_save_and_load_equal_brute_force(tmp_path: Path) -> None:
    products = demo_products()[:150]
    encoder = HashEncoder()
    built(*products).save(tmp_path)
    index = CatalogIndex.load(tmp_path)
    assert list(index.products) == list(products)
    assert (index.encoder_name, index.dimension, len(index)) == ("hash-64", 64, 150)
    query = encoder.encode(["wooden dinosaur puzzle"])
    for part, position in ((index.titles, 0), (index.texts, 1)):
        expected = encoder.encode([embedded_texts(product)[position] for product in products]) @ query[0]
        scores, rows = part.search(query, len(products))
        assert scores[0] == pytest.approx(np.sort(expected)[::-1], abs=1e-6)
        assert expected[rows[0]] == pytest.approx(scores[0], abs=1e-6)


def test_a_text_is_nearest_to_itself_with_a_score_of_one() -> None:
    index = built(*demo_products()[:40])
    for row in range(0, 40, 7):
        vector = index.titles.reconstruct(row)
        scores, _ = index.titles.search(vector[None, :], 1)
        assert scores[0][0] == pytest.approx(1.0, abs=1e-6)


def test_rows_and_products() -> None:
    index = built(gift("a"), gift("b"))
    assert (index.row("b"), index.row("z")) == (1, None)
    assert index.get("a") == gift("a")
    assert index.get("z") is None


def test_vectors_of_unchanged_texts_are_taken_over() -> None:
    encoder = HashEncoder()
    first = CatalogIndex.build([gift("a", "Tea"), gift("b", "Chess")], encoder)
    encoder.encoded.clear()
    second = CatalogIndex.build([gift("b", "Chess", 99), gift("c", "Wool")], encoder, previous=first)
    assert encoder.encoded == ["Wool"]
    assert second.titles.reconstruct(0) == pytest.approx(first.titles.reconstruct(1))
    encoder.encoded.clear()
    CatalogIndex.build([gift("a", "Tea")], HashEncoder("other"), previous=first)
    assert encoder.encoded == []


@given(catalogs())
@settings(max_examples=40, deadline=None)
def test_only_rows(shop: list[Product]) -> None:
    index = built(*shop, gift("always"))
    mask = np.array([number % 3 == 0 for number in range(len(index))])
    query = HashEncoder().encode(["dinosaurs and tea"])
    scores, rows = index.texts.search(query, len(index), mask)
    found = rows[0][rows[0] >= 0]
    assert sorted(found) == np.flatnonzero(mask).tolist()
    vectors = index.texts.reconstruct_n(0, len(index))
    assert scores[0][: len(found)] == pytest.approx(np.sort((vectors @ query[0])[mask])[::-1], abs=1e-6)


def test_an_empty_index(tmp_path: Path) -> None:
    built().save(tmp_path)
    assert len(CatalogIndex.load(tmp_path)) == 0


def test_what_does_not_belong_together() -> None:
    two, one = built(gift("a"), gift("b")), built(gift("a"))
    with pytest.raises(IndexDamagedError, match="2 products, 2 title and 1 text vectors"):
        CatalogIndex(two.products, two.titles, one.texts, "hash-64")
    with pytest.raises(IndexDamagedError, match="same id"):
        CatalogIndex([gift("a"), gift("a")], two.titles, two.texts, "hash-64")


@pytest.mark.parametrize("name", ["products.jsonl", "titles.faiss", "texts.faiss", "index.json"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"[]", b"null", b"\xff\xfe", b"x" * 100])
def test_damage_is_noticed(tmp_path: Path, name: str, content: bytes | None) -> None:
    built(gift("a"), gift("b")).save(tmp_path)
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(IndexDamagedError):
        CatalogIndex.load(tmp_path)


@pytest.mark.parametrize("change", [{"dimension": 65}, {"count": 3}, {"dimension": None}])
def test_a_description_that_does_not_match(tmp_path: Path, change: dict[str, object]) -> None:
    built(gift("a"), gift("b")).save(tmp_path)
    path = tmp_path / "index.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(IndexDamagedError, match="its own description"):
        CatalogIndex.load(tmp_path)


def test_a_description_without_a_part(tmp_path: Path) -> None:
    built(gift("a")).save(tmp_path)
    (tmp_path / "index.json").write_text('{"encoder": "hash-64"}')
    with pytest.raises(IndexDamagedError):
        CatalogIndex.load(tmp_path)


def test_texts_of_another_dimension(tmp_path: Path) -> None:
    built(gift("a")).save(tmp_path)
    other = faiss.IndexFlatIP(3)
    other.add(np.ones((1, 3), dtype=np.float32))
    faiss.write_index(other, str(tmp_path / "texts.faiss"))
    with pytest.raises(IndexDamagedError):
        CatalogIndex.load(tmp_path)
