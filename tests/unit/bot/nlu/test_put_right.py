"""What a shopper puts right, and what is no longer liked."""

from __future__ import annotations

from typing import Any

import pytest

from bot.nlu.put_right import find_put_right_facts, without_slips
from tests.support.reading import read


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("budget 30. no wait 40", 40),
        ("under 30, sorry, 40", 40),
        ("max 20... make that 25", 25),
        ("budget 30. wait. no, 35. actually 45", 45),
        ("under 40", 40),
    ],
)
def test_the_amount_that_is_meant(text: str, meant: int) -> None:
    assert read(text).value("budget")["max"] == meant


def test_the_age_that_is_meant() -> None:
    assert read("my niece is 8, sorry, 9").value("age") == {"min": 9, "max": 9}


@pytest.mark.parametrize("text", ["she is 8, budget 40", "8 or 9 years old", "20 to 40", "6, 8 and 10"])
def test_other_numbers_stay(text: str) -> None:
    assert without_slips(text) == text


def test_the_text_keeps_its_length() -> None:
    text = "30. no wait 400 at most"
    assert len(without_slips(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("not 8, 18", "denied", 8.0),
        ("40 not 14", "denied", 14.0),
        ("you got his age wrong", "wrong", "age"),
        ("the budget is wrong", "wrong", "budget"),
        ("wrong person", "wrong", "relationship"),
        ("i said girl not boy", "sex", "female"),
        ("not a girl, a boy", "sex", "male"),
        ("not birthday actually, it's for passing his exam", "drop", "occasion"),
    ],
)
def test_what_was_understood_wrong(text: str, kind: str, value: Any) -> None:
    assert (kind, value) in [(one.kind, one.value) for one in find_put_right_facts(text)]


@pytest.mark.parametrize("text", ["the age is right", "not more than 30", "a boy and a girl", "no birthday cards"])
def test_nothing_is_put_right(text: str) -> None:
    assert find_put_right_facts(text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [("he's over chess now", "chess"), ("tea is a bit boring", "tea"), ("she gave up knitting last year", "knitting")],
)
def test_no_longer_liked(text: str, label: str) -> None:
    understood = read(text)
    assert label in understood.values("drop")
    assert understood.values("interest") == understood.values("exclude") == []


def test_giving_up_drinking_is_no_taste() -> None:
    assert read("he gave up drinking").values("exclude") == ["alcohol"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("oops 41 not 40, dont tell him", 41.0), ("sorry, 9 not 8", 9.0), ("a gift for my son, 18 not 8", None)],
)
def test_the_number_that_is_meant(text: str, number: float | None) -> None:
    found = {finding.kind: finding.value for finding in find_put_right_facts(text)}
    assert found.get("number") == (None if number is None else {"min": number, "max": number})


def test_what_is_no_longer_done_is_wrong() -> None:
    assert read("nah he dont play anymore").values("wrong") == ["interests"]
    assert read("he doesn't play football").values("wrong") == []
