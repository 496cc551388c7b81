"""Pieces, phrases, things and forms of titles, by numbers."""

from __future__ import annotations

import numpy as np
import pytest

from catalog_index.fusion import fuse, scaled, with_feedback
from catalog_index.titles import TitleIndex

TITLES = ["Dean Acoustic Guitar", "Dean Guitar Case", "Harley Davidson Cap, Black", "Guitar for Beginners (Paperback)"]
INDEX = TitleIndex(TITLES + [f"{letter} Case" for letter in "abcde"] + [f"Novel {n} (Paperback)" for n in "abcde"])


def test_all_pieces_of_a_query_make_one() -> None:
    assert INDEX.pieces("dean guitar")[:2] == pytest.approx([1, 1])
    assert INDEX.pieces("zzzzzz") == pytest.approx(np.zeros(INDEX.count))


def test_words_written_together_cost_only_the_pieces_between_them() -> None:
    scores = INDEX.pieces("harleydavidson")
    assert scores.argmax() == 2
    assert scores[2] == pytest.approx(1), "pieces that no title has say nothing"


def test_a_typing_error_still_finds_the_title() -> None:
    assert INDEX.pieces("acustic guitar").argmax() == 0


def test_phrases_are_shares_of_neighbouring_words() -> None:
    assert INDEX.phrases("dean guitar case")[:3] == pytest.approx([0, 1, 0])
    assert INDEX.phrases("acoustic guitar case")[:2] == pytest.approx([0.5, 0.5])
    assert not INDEX.phrases("guitar").any()


def test_a_case_for_a_thing_is_not_the_thing() -> None:
    assert INDEX.things("dean guitar")[:4] == pytest.approx([1, 0, 0, 0])
    assert INDEX.things("guitar case")[1] == 1
    assert not INDEX.things("").any()


def test_what_follows_a_comma_does_not_name_the_thing() -> None:
    assert INDEX.things("cap")[2] == 1


def test_a_form_that_nobody_asked_for() -> None:
    assert INDEX.of_another_form("guitar")[3]
    assert not INDEX.of_another_form("guitar paperback").any()


def test_scaling_and_feedback() -> None:
    values = np.array([2, 4, 3], dtype=np.float32)
    assert scaled(values) == pytest.approx([0, 1, 0.5])
    assert scaled(np.ones(2, dtype=np.float32)) == pytest.approx([0, 0])
    assert with_feedback(values, np.array([1, 0, 0], dtype=np.float32)) == pytest.approx([0.2, 0.8, 0.4])


def test_the_thing_decides_between_equal_words() -> None:
    same = np.ones(INDEX.count, dtype=np.float32)
    scores = fuse("dean guitar", same, same, INDEX)
    assert scores[0] == pytest.approx(0.2 + 0.1)
    assert scores[1] == pytest.approx(0.2 + 0.1)
    assert fuse("guitar", same, same, INDEX)[3] == pytest.approx(0.2 - 0.05)


def test_without_titles_words_and_cosines_count() -> None:
    lexical, cosines = np.array([0, 1, 2], dtype=np.float32), np.array([1, 0, 0.5], dtype=np.float32)
    assert fuse("tea", lexical, cosines, None) == pytest.approx([0.7, 0.15, 0.3 + 0.35])
