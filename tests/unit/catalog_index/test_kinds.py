"""Only things of a kind."""

from __future__ import annotations

import pytest

from catalog_index.brief import GiftBrief
from tests.support.catalog import gift, search_over

SEARCH = search_over(
    gift("novel", "The Lighthouse", categories=("Books & Stationery", "Books")),
    gift("atlas", "Picture atlas of the sea", categories=("Learning",)),
    gift("pen", "Fountain pen", categories=("Books & Stationery", "Pens")),
    gift("harmonica", "Harmonica with a book of songs", categories=("Music",), interests=("music",)),
    gift("boardgame", "Harbor", categories=("Board Games",)),
    gift("lamp", "Reading lamp", categories=("Garden, Home & Lamps",)),
)


def kept(*kinds: str) -> set[str]:
    mask = SEARCH.kinds.mask(kinds)
    return {product.id for product, keep in zip(SEARCH.index.products, mask, strict=True) if keep}


@pytest.mark.parametrize(
    ("kinds", "ids"),
    [
        (["books"], {"novel", "atlas"}),
        (["board games"], {"boardgame"}),
        (["books", "board games"], {"novel", "atlas", "boardgame"}),
        (["garden"], {"lamp"}),
        (["submarines"], set()),
    ],
)
def test_kinds(kinds: list[str], ids: set[str]) -> None:
    assert kept(*kinds) == ids


def test_without_a_kind_all_are_kept() -> None:
    assert len(kept()) == len(SEARCH.index)


def test_a_search_for_a_kind_shows_and_counts_nothing_else() -> None:
    result = SEARCH.search(GiftBrief(), only=["books"])
    assert {hit.product.id for hit in result.hits} == {"novel", "atlas"}
    assert (result.total, result.passing) == (2, 2)
    assert SEARCH.count(GiftBrief(), only=["books"]) == 2
    assert SEARCH.search(GiftBrief(interests=["music"]), only=["books"]).total == 0
