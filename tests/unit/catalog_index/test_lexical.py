"""BM25 by numbers, and typing errors."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_index.lexical import LexicalIndex, phrase_stems
from tests.support.catalog import demo_search

# Three documents of 3, 2 and 1 words.
SMALL = LexicalIndex([[("red dinosaur puzzle", 1.0)], [("red mug", 1.0)], [("dinosaur", 1.0)]])
RED_DINOSAUR_FIRST = 0.4700036292457356 * 2.2 / (1 + 1.2 * (0.5 + 0.5 * 3 / 2))


def bm25(frequency: float, containing: int, documents: int, length: float, average: float) -> float:
    """The formula of the 2009 survey, k1 = 1.2, b = 0.5, with the idf that is never negative."""
    idf = math.log(1 + (documents - containing + 0.5) / (containing + 0.5))
    return idf * frequency * 2.2 / (frequency + 1.2 * (0.5 + 0.5 * length / average))


def test_a_hand_computed_example() -> None:
    # ln(1 + 1.5/2.5) = ln 1.6 = 0.47000; denominators 1 + 1.2 * (0.5 + 0.5 * L/2) = 2.5, 2.2, 1.9.
    assert bm25(1, 2, 3, 3, 2) == pytest.approx(RED_DINOSAUR_FIRST) == pytest.approx(0.4136032)
    assert SMALL.scores("red") == pytest.approx([0.4136032, 0.4700036, 0.0], abs=1e-6)
    assert SMALL.scores("dinosaur") == pytest.approx([0.4136032, 0.0, 0.5442147], abs=1e-6)
    # ln(1 + 2.5/1.5) = ln 2.66667 = 0.98083.
    assert SMALL.scores("puzzle") == pytest.approx([0.8631297, 0.0, 0.0], abs=1e-6)
    assert SMALL.scores("red dinosaur") == pytest.approx([0.8272064, 0.4700036, 0.5442147], abs=1e-6)
    assert SMALL.scores("red dinosaur").dtype == np.float32


def test_fields_weigh_before_saturation() -> None:
    index = LexicalIndex([[("tea", 3.0), ("tea pot", 1.0)], [("pot", 1.0), ("tea", 0.5)]])
    lengths = (3 + 2, 1.5)
    average = sum(lengths) / 2
    assert index.scores("tea") == pytest.approx(
        [bm25(4, 2, 2, lengths[0], average), bm25(0.5, 2, 2, lengths[1], average)], rel=1e-5
    )


@pytest.mark.parametrize("query", ["", "   ", "the of and", "zeppelin", "🎁", "xq"])
def test_nothing_matches(query: str) -> None:
    assert SMALL.scores(query).tolist() == [0, 0, 0]
    assert not SMALL.having_all(query).any()


def test_forms_of_a_word_are_one() -> None:
    assert SMALL.scores("dinosaurs").tolist() == SMALL.scores("Dinosaur").tolist()
    assert SMALL.knows("dinosaur")
    assert not SMALL.knows("dinosaurs")


@pytest.mark.parametrize(
    ("slip", "weight"), [("dinosour", 0.7), ("dinosuar", 0.7), ("dinasour", 0.45), ("pizzle", 0.7), ("puzle", 0.7)]
)
def test_slips_count_for_less(slip: str, weight: float) -> None:
    right = "dinosaur" if slip.startswith("d") else "puzzle"
    assert SMALL.scores(slip) == pytest.approx(weight * SMALL.scores(right))


@pytest.mark.parametrize("word", ["rad", "mugg", "mud"])
def test_short_words_are_taken_as_written(word: str) -> None:
    expected = [{"mug": 0.7}] if len(word) == 4 else [{}]
    assert SMALL.expand(word) == expected


def test_a_prefix_counts_where_nothing_is_nearer() -> None:
    assert SMALL.expand("dino") == [{"dinosaur": 0.4}]
    assert SMALL.expand("puzzlebook") == [{"puzzl": 0.4}]


def test_having() -> None:
    assert SMALL.having_all("red dinosour").tolist() == [True, False, False]
    assert SMALL.having_all("dinosaur").tolist() == [True, False, True]
    assert SMALL.having_any(["mug", "dinosaur", "unknown"]).tolist() == [True, True, True]
    assert SMALL.having_any([]).tolist() == [False, False, False]


def test_empty_indexes() -> None:
    assert LexicalIndex([]).scores("tea").tolist() == []
    assert LexicalIndex([[("", 1.0)], []]).scores("tea").tolist() == [0, 0]


def test_phrase_stems() -> None:
    assert phrase_stems("Lord of the Rings") == ("lord", "ring")


def test_dinosour_finds_dinosaurs_in_the_demo_catalog() -> None:
    lexical, products = demo_search().lexical, demo_search().index.products
    right, slip = lexical.scores("dinosaurs"), lexical.scores("dinosour")
    assert (slip > 0).tolist() == (right > 0).tolist()
    assert (slip > 0).sum() >= 5
    assert "dinosaur" in products[int(slip.argmax())].title.lower()


WORDS = st.sampled_from(["tea", "pot", "red", "dinosaur", "puzzle", "mug", "the"])
DOCUMENTS = st.lists(st.lists(WORDS, max_size=6), min_size=1, max_size=8)


@given(DOCUMENTS, st.lists(st.sampled_from(["tea", "pot", "red", "mug"]), max_size=3))
def test_equals_a_plain_count(documents: list[list[str]], query: list[str]) -> None:
    index = LexicalIndex([[(" ".join(words), 1.0)] for words in documents])
    kept = [[word for word in words if word != "the"] for words in documents]
    average = sum(map(len, kept)) / len(kept) or 1.0
    for row, words in enumerate(kept):
        expected = 0.0
        for term in query:
            containing = sum(term in other for other in kept)
            if term in words:
                expected += bm25(words.count(term), containing, len(kept), len(words), average)
        if all(any(term in other for other in kept) for term in query):
            assert index.scores(" ".join(query))[row] == pytest.approx(expected, rel=1e-4)
