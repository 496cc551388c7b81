"""Slips of typing, by the words of the examples."""

import pytest

from bot.nlu.spelling import Spelling

SPELLING = Spelling(["show me more please", "something cheaper", "compare the first and second"] * 4)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("shwo me mroe", "show me more"),
        ("CHEAPR plaese", "cheaper please"),
        ("comapre the first adn secnd", "compare the first and second"),
        ("show me shoes", "show me shoes"),  # a word of its own
        ("xyzzy", "xyzzy"),
    ],
)
def test_slips_are_mended(typed: str, meant: str) -> None:
    assert SPELLING.mended(typed) == meant


def test_what_holds_no_known_word():
    assert SPELLING.is_unknown("florb the wug snorp")
    assert not SPELLING.is_unknown("show the wug")
    assert not SPELLING.is_unknown("40 $")
