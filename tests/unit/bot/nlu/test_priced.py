"""Several recipients with an amount each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.reading import read


def told(text: str) -> list[tuple[Any, ...]]:
    return [
        (one["relationship"], (one.get("budget") or {}).get("max"), one.get("age"))
        for one in read(text).values("person")
    ]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("30 for mum, 20 for dad", [("mother", 30, None), ("father", 20, None)]),
        ("christmas: $100 for my wife and $50 for my son", [("wife", 100, None), ("son", 50, None)]),
        (
            "christmas gifts: wife 100, son 50, daughter 50",
            [("wife", 100, None), ("son", 50, None), ("daughter", 50, None)],
        ),
    ],
)
def test_amounts(text: str, amounts: list[tuple[Any, ...]]) -> None:
    assert told(text) == amounts


def test_the_currency_is_the_one_written() -> None:
    first, _ = read("30€ for mum, 20€ for dad").values("person")
    assert first["budget"] == {"min": None, "max": 30, "currency": "EUR"}


def test_numbers_that_may_be_ages_are() -> None:
    assert told("mum: 60, dad: 62") == [
        ("mother", None, {"min": 60, "max": 60}),
        ("father", None, {"min": 62, "max": 62}),
    ]


@pytest.mark.parametrize("text", ["2 for mum, 3 for dad", "30 for mum", "gifts for mum and dad"])
def test_no_amounts_each(text: str) -> None:
    assert read(text).values("person") == []
