"""Wishes about the wish."""

from __future__ import annotations

from typing import Any

import pytest

from bot.nlu.wishes import find_budget_change, find_colors, find_quantity, shared_by
from tests.support.reading import read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("increase the budget by 10", {"by": 10}),
        ("i can spend 10 more", {"by": 10}),
        ("could be 5 dollars more", {"by": 5}),
        ("ten more is ok", {"by": 10}),
        ("add 15 to the budget", {"by": 15}),
        ("lower the budget by $5.50", {"by": -5.5}),
        ("double the budget", {"factor": 2.0}),
        ("halve the budget", {"factor": 0.5}),
        ("a bit more money", {"factor": 1.25}),
        ("raise the budget a bit", {"factor": 1.25}),
        ("i could spend a lot more", {"factor": 1.5}),
        ("reduce the budget", {"factor": 0.8}),
        ("same budget", {"same": True}),
        ("what about my dad? same money", {"same": True}),
    ],
)
def test_budget_change(text: str, value: dict[str, Any]) -> None:
    found = find_budget_change(text)
    assert found is not None
    assert found.value == value
    assert read(text).value("budget") is None


@pytest.mark.parametrize(
    "text", ["raise the budget to 80", "under 40", "25 euro more or less", "about 60, maybe a bit more", "more tea"]
)
def test_no_budget_change(text: str) -> None:
    assert read(text).value("budget_change") is None


def test_an_amount_outweighs_a_change() -> None:
    understanding = read("a bit more money is ok, say 80")
    assert understanding.value("budget")["max"] == 80
    assert understanding.value("budget_change") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three gifts, 20 each", {"count": 3, "each": True}),
        ("five small presents for my team", {"count": 5, "each": False}),
        ("60 for all three", {"count": 3, "each": False}),
        ("2 birthday gifts, 15 per person", {"count": 2, "each": True}),
    ],
)
def test_quantity(text: str, value: dict[str, Any]) -> None:
    found = find_quantity(text)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("text", ["a gift", "one gift", "3 years of gifts", "8 year old", "gifts under 20"])
def test_no_quantity(text: str) -> None:
    assert find_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "parts", "gifts"),
    [
        ("60 for all three", 1, 3),
        ("60 for both of them", 1, 2),
        ("60 for all of them", 4, 4),
        ("20 each for all three", 3, 1),
        ("a gift for the kids", 2, 1),
    ],
)
def test_shared_by(text: str, parts: int, gifts: int) -> None:
    assert shared_by(text, parts) == gifts


def test_a_budget_for_several_is_divided() -> None:
    assert read("60 for all three of my nieces").value("budget")["max"] == 20


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("the blue one", "blue"),
        ("a dark green one please", "green"),
        ("do you have it in red?", "red"),
        ("navy", "navy"),
    ],
)
def test_color(text: str, color: str) -> None:
    assert [found.value for found in find_colors(text)] == [color]
    assert read(text).values("interest") == []


@pytest.mark.parametrize("text", ["no pink", "she likes the blues", "in a red box set", "orange juice lover"])
def test_no_color(text: str) -> None:
    assert find_colors(text) == []


@pytest.mark.parametrize(
    ("text", "interests", "instead"),
    [
        ("if there's nothing for hiking then coffee", ["hiking"], ["coffee"]),
        ("if you don't have anything for chess, then puzzles", ["chess"], ["puzzles"]),
        ("hiking if possible, otherwise coffee", ["hiking"], ["coffee"]),
        ("if not then coffee", [], ["coffee"]),
    ],
)
def test_instead(text: str, interests: list[str], instead: list[str]) -> None:
    understanding = read(text)
    assert understanding.values("interest") == interests
    assert understanding.values("instead") == instead
    assert understanding.values("exclude") == []


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("show me only books", ["books"]),
        ("only books please", ["books"]),
        ("just board games", ["board games"]),
        ("books only", ["books"]),
        ("i only want puzzles", ["puzzles"]),
        ("ok everything again, not only books", []),
        ("just show me something", []),
        ("he only likes lego", []),
        ("who only cares about basketball", []),
    ],
)
def test_only(text: str, only: list[str]) -> None:
    understanding = read(text)
    assert understanding.values("only") == only
    assert set(only) <= set(understanding.values("interest"))


def test_less_of_one_and_more_of_the_other() -> None:
    for text in (
        "less cooking, more fitness",
        "more fitness and less cooking",
        "less cooking stuff and more fitness stuff",
    ):
        understanding = read(text)
        assert understanding.values("drop") == ["cooking"]
        assert understanding.values("interest") == ["fitness"]
        assert understanding.values("exclude") == []


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("actually balls would be fine after all", ["balls"]),
        ("ok noise is fine", ["noise"]),
        ("45 is fine then", []),
        ("chess is fine", []),
    ],
)
def test_allowed_again(text: str, dropped: list[str]) -> None:
    assert read(text).values("drop") == dropped


@pytest.mark.parametrize(
    ("text", "interests", "instead"),
    [
        ("if not then coffee", [], ["coffee"]),
        ("failing that, gardening", [], ["gardening"]),
        ("and if you find nothing then a puzzle", [], ["puzzles"]),
        ("if there's nothing for hiking then coffee", ["hiking"], ["coffee"]),
        ("if you don't have lego then playmobil", ["lego"], ["playmobil"]),
        ("preferably books, else games", ["books"], ["games"]),
        ("something with tea if there's no coffee", ["coffee"], ["tea"]),
    ],
)
def test_what_would_do_instead(text: str, interests: list[str], instead: list[str]) -> None:
    understood = read(text)
    assert (understood.values("interest"), understood.values("instead")) == (interests, instead)
    assert understood.values("exclude") == []


def test_years_are_no_number_of_gifts() -> None:
    assert read("presents for my 8-year-old niece").value("quantity") is None


def test_what_is_preferred_to_another() -> None:
    understood = read("he prefers tea to coffee")
    assert (understood.values("interest"), understood.values("drop")) == (["tea"], ["coffee"])


def test_all_kinds_again() -> None:
    for text in ("all kinds of things are fine", "any sort will do", "not just books", "other things too"):
        assert read(text).value("any_kind")
    assert not read("she is kind").value("any_kind")


def test_only_something_about_it() -> None:
    understood = read("only stuff about space")
    assert (understood.values("interest"), understood.value("correction")) == (["space"], True)
    assert read("not only stuff about space").value("correction") is None
    kept = read("no let's stick to drawing")
    assert (kept.values("interest"), kept.value("correction")) == (["drawing"], True)
