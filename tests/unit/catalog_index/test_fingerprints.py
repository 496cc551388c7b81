"""Fingerprints tell what changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_index.fingerprints import ROWS_FILE, Rows, RowsCollector, compare, interleaved, product_line, read_rows
from catalog_index.index import CatalogIndex
from catalog_index.product import Product
from tests.support.catalog import gift
from tests.support.fake_encoder import HashEncoder


def rows_of(*products: Product) -> Rows:
    collector = RowsCollector()
    for product in products:
        collector.add(product, product_line(product))
    return collector.rows()


def test_any_field_changes_the_content_and_only_texts_change_the_texts() -> None:
    one = gift("a", "Tea pot", description="Red.")
    before = rows_of(one)[0]
    for change, same_title, same_text in (
        ({"link": "https://else.example/"}, True, True),
        ({"sale_price": one.price}, True, True),
        ({"attributes": {"color": "red"}}, True, True),
        ({"description": "Blue."}, True, False),
        ({"title": "Pot"}, False, False),
    ):
        after = rows_of(replace(one, **change))[0]
        assert after["content"] != before["content"]
        assert (after["title"] == before["title"], after["text"] == before["text"]) == (same_title, same_text), change
        assert after["id"] == before["id"]


@given(
    st.dictionaries(st.integers(0, 30), st.integers(0, 2), max_size=25),
    st.dictionaries(st.integers(0, 30), st.integers(0, 2), max_size=25),
)
@settings(max_examples=80, deadline=None)
def test_counts_equal_those_of_plain_dictionaries(old: dict[int, int], new: dict[int, int]) -> None:
    def rows(shop: dict[int, int]) -> Rows:
        return rows_of(*(gift(f"p{number}", price=5 + price) for number, price in shop.items()))

    both = old.keys() & new.keys()
    changed = sum(old[number] != new[number] for number in both)
    expected = (len(new) - len(both), changed, len(both) - changed, len(old) - len(both))
    assert compare(rows(new), rows(old)) == expected


def test_versions_without_fingerprints_are_read_all_the_same(tmp_path: Path) -> None:
    products = [gift("a", "Größe"), gift("b", "Tea")]
    CatalogIndex.build(products, HashEncoder()).save(tmp_path)
    made = read_rows(tmp_path, 2)
    assert np.array_equal(made, rows_of(*products))
    (tmp_path / ROWS_FILE).write_bytes(made.tobytes())
    assert np.array_equal(read_rows(tmp_path, 2), made)
    with pytest.raises(ValueError, match="2 fingerprints for 3 products"):
        read_rows(tmp_path, 3)


def test_texts_alternate() -> None:
    rows = rows_of(gift("a", "Tea", description="x"), gift("b", "Tea"))
    texts = interleaved(rows)
    assert len(texts) == 4
    assert texts[0] == texts[2] == texts[3] != texts[1]
