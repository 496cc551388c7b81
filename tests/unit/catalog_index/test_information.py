"""Expected information against answers worked out by hand, and against enumeration."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.information import LEAST_BITS, Cover, cover_of, covers, expected_bits, most_telling
from tests.support.catalog import gift, search_over


def cover(*rows: str) -> Cover:
    return np.array([[letter == "x" for letter in row] for row in rows])


@pytest.mark.parametrize(
    ("rows", "bits"),
    [
        (["xx..", "..xx"], 1.0),
        (["x...", ".x..", "..x.", "...x"], 2.0),
        (["x...", ".xxx"], 0.25 * 2 + 0.75 * math.log2(4 / 3)),
        (["xxxx"], 0.0),
        (["xxxx", "xxxx"], 0.0),
        (["x...", "...."], 0.25 * 2),
        (["xxx.", ".xxx"], 2 * 0.5 * math.log2(4 / 3)),
        (["x", "x"], 0.0),
    ],
)
def test_bits(rows: list[str], bits: float) -> None:
    assert expected_bits(cover(*rows)) == pytest.approx(bits)


def test_nothing_to_tell() -> None:
    assert expected_bits(np.zeros((0, 5), dtype=np.bool_)) == 0
    assert expected_bits(np.zeros((3, 0), dtype=np.bool_)) == 0


@given(arrays.arrays(np.bool_, st.tuples(st.integers(1, 5), st.integers(1, 12))))
@settings(max_examples=200)
def test_the_mean_over_all_gifts_and_their_answers(table: Cover) -> None:
    answers, gifts = table.shape
    total = 0.0
    for column in range(gifts):
        given_answers = [row for row in range(answers) if table[row, column]]
        for row in given_answers:
            total += math.log2(gifts / sum(table[row])) / len(given_answers) / gifts
    assert expected_bits(table) == pytest.approx(total)
    assert 0 <= expected_bits(table) <= math.log2(gifts) + 1e-9


def test_the_most_telling_question() -> None:
    halves, fine, nothing = cover("xx..", "..xx"), cover("x...", ".x..", "..x.", "...x"), cover("xxxx", "xxxx")
    assert most_telling({"a": halves, "b": fine, "c": nothing}) == "b"
    assert most_telling({"a": halves, "b": fine}, {"b": 0.4}) == "a"
    assert most_telling({"b": halves, "a": halves}) == "b"
    assert most_telling({"c": nothing}) is None
    assert most_telling({}) is None
    nearly = cover("x" * 99 + ".", "." * 99 + "x")
    assert expected_bits(nearly) > LEAST_BITS
    assert most_telling({"a": nearly}, {"a": 0.1}) is None


def test_covers_count_what_a_brief_leaves() -> None:
    search = search_over(
        gift("a", price=10, age_max=6), gift("b", price=30), gift("c", price=50), gift("d", price=10, stock=False)
    )
    brief = GiftBrief(budget=Budget(max=40))
    options = [GiftBrief(budget=Budget(max=15)), brief.model_copy(update={"age": AgeRange(min=20)})]
    assert covers(search, brief, options).tolist() == [[True, False], [False, True]]
    assert covers(search, brief, []).shape == (0, 2)
    rows = np.array([3, 7, 9])
    assert cover_of(rows, [np.array([1, 9, 7])]).tolist() == [[False, True, True]]
