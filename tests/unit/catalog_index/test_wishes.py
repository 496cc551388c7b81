"""Which products serve an interest."""

import numpy as np
import pytest

from catalog_index.wishes import SEMANTIC_THRESHOLD, wish_query
from tests.support.catalog import demo_search, gift, search_over

SHOP = search_over(
    gift("labelled", "Lamp", interests=("dinosaurs",)),
    gift("named", "Dinosaur dig"),
    gift("passing", "Trowel", description="Green as a dinosaur."),
    gift("near", "Fossil book"),
    gift("other", "Tea pot"),
)
COSINES = np.array([0.0, 0.3, 0.1, SEMANTIC_THRESHOLD, 0.2], dtype=np.float32)


@pytest.mark.parametrize("interest", ["dinosaurs", "Dinosaurs ", "dinosaur"])
def test_strengths(interest: str) -> None:
    found = SHOP.wishes.strengths(interest, COSINES)
    assert found == pytest.approx([1.0, 0.7, 0.0, 0.6, 0.0])


def test_slips_find_what_is_named() -> None:
    assert SHOP.wishes.strengths("dinosour", COSINES) == pytest.approx([0.0, 0.7, 0.0, 0.6, 0.0])


def test_nothing_serves_what_nobody_sells() -> None:
    assert SHOP.wishes.strengths("zeppelins", np.zeros(5, dtype=np.float32)).tolist() == [0, 0, 0, 0, 0]
    assert SHOP.wishes.alternatives("zeppelins") == []


def test_other_names() -> None:
    search = search_over(gift("a", "Soccer ball"), gift("b", "Telescope"), gift("c", "Board game"))
    near = np.full(3, 0.3, dtype=np.float32)
    assert search.wishes.strengths("football", near) == pytest.approx([0.7, 0, 0])
    assert search.wishes.strengths("stargazing", near) == pytest.approx([0, 0.7, 0])
    # "gaming" has the stem of every game, and means none of them.
    assert search.wishes.strengths("gaming", near) == pytest.approx([0, 0, 0])


def test_all_words_of_an_interest_must_be_named() -> None:
    search = search_over(gift("a", "Board game"), gift("b", "A game"), gift("c", "A board"))
    near = np.full(3, 0.3, dtype=np.float32)
    assert search.wishes.strengths("board games", near) == pytest.approx([0.7, 0, 0])


def test_wish_query() -> None:
    assert wish_query("  Dinosaurs ") == "dinosaurs"


def test_every_label_of_the_demo_catalog_serves_its_own() -> None:
    search = demo_search()
    for row, product in enumerate(search.index.products[:60]):
        for label in product.interests:
            assert search.wishes.strengths(label, np.zeros(len(search.index), dtype=np.float32))[row] == 1.0


def test_a_label_that_is_another_name() -> None:
    search = search_over(gift("a", "Serum", interests=("skincare",)), gift("b", "Care of houseplants"))
    assert search.wishes.strengths("self-care", np.zeros(2, dtype=np.float32)) == pytest.approx([0.8, 0])
