"""What answers to a question would leave."""

from __future__ import annotations

import numpy as np

from catalog_index.brief import AgeRange
from catalog_index.narrowing import MOST_CANDIDATES, expected_left
from tests.support.catalog import gift, search_over

SEARCH = search_over(
    gift("a", price=10, interests=("tea", "maps"), age_max=6),
    gift("b", price=20, interests=("tea",)),
    gift("c", price=30, interests=("chess",), age_min=18),
    gift("d", price=40, interests=("maps",)),
)
ROWS = np.arange(4)


def test_interests() -> None:
    labels, cover = SEARCH.narrowing.interests(ROWS, 5)
    # Chess is served by one gift only.
    assert labels == ["maps", "tea"]
    assert cover.tolist() == [[True, False, False, True], [True, True, False, False]]
    assert SEARCH.narrowing.interests(ROWS, 1)[0] == ["maps"]
    assert SEARCH.narrowing.interests(ROWS[2:3], 5)[1].shape == (0, 1)


def test_categories_stand_for_interests_where_a_shop_labels_nothing() -> None:
    plain = search_over(*(gift(str(n), categories=("Toys", "Puzzles" if n else "Games")) for n in range(3)))
    assert plain.narrowing.interests(np.arange(3), 5)[0] == ["Puzzles"]


def test_ages_prices_generations() -> None:
    bands = [AgeRange(min=4, max=6), AgeRange(min=18)]
    assert SEARCH.narrowing.ages(ROWS, bands).tolist() == [[True, True, False, True], [False, True, True, True]]
    assert SEARCH.narrowing.prices(ROWS, [10, 30]).sum(axis=1).tolist() == [1, 3]
    assert SEARCH.narrowing.prices(ROWS, []).shape == (0, 4)
    assert SEARCH.narrowing.generations(ROWS).tolist() == [[False, True, True, True], [True, True, False, True]]


def test_a_large_catalog_is_sampled_evenly() -> None:
    rows = np.arange(100_000)
    sample = SEARCH.narrowing.sample(rows)
    assert len(sample) <= MOST_CANDIDATES
    assert set(np.diff(sample)) == {25}
    assert SEARCH.narrowing.sample(ROWS).tolist() == ROWS.tolist()


def test_expected_left() -> None:
    halves = np.array([[True, True, False, False], [False, False, True, True]])
    assert expected_left(halves) == 2
    assert expected_left(np.ones((3, 4), dtype=np.bool_)) == 4
    # One of four is told apart, whoever means another can't say so.
    assert expected_left(np.array([[True, False, False, False]])) == 0.25 * 1 + 0.75 * 4
    assert expected_left(np.zeros((0, 4), dtype=np.bool_)) == 4


def test_without_products() -> None:
    empty = search_over()
    assert empty.narrowing.interests(np.zeros(0, dtype=np.int64), 5)[0] == []
