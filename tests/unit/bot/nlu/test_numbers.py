"""Numbers in digits and words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.numbers import LARGEST, NUMBER, SMALL_NUMBER, parse_number, whole


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("8", 8),
        ("49.99", 49.99),
        ("49,99", 49.99),
        ("49,9", 49.9),
        ("1,200", 1200),
        ("1.200", 1200),
        ("1 200", 1200),
        ("1,200.50", 1200.5),
        ("1.200,50", 1200.5),
        ("12,345,678", 12345678),
        ("1.5k", 1500),
        ("2k", 2000),
        ("2 k", 2000),
        ("3 hundred", 300),
        ("2 grand", 2000),
        ("eight", 8),
        ("eigth", 8),
        ("twenty-five", 25),
        ("twenty five", 25),
        ("fourty", 40),
        ("Forty", 40),
        ("hundred", 100),
        ("a hundred", 100),
        ("a hundred and twenty", 120),
        ("two hundred", 200),
        ("a couple of hundred", 200),
        ("couple hundred", 200),
        ("two hundred and fifty", 250),
        ("grand", 1000),
        ("a grand", 1000),
        ("two thousand", 2000),
        ("zero", 0),
    ],
)
def test_value(text: str, value: float) -> None:
    assert parse_number(text) == value
    assert re.fullmatch(NUMBER, text.lower())


@pytest.mark.parametrize(
    "text", ["", "a", "a and", "dinosaurs", "forty dinosaurs", "and", "couple", "1,2,3", "9" * 11, "9" * 1000]
)
def test_no_number(text: str) -> None:
    assert parse_number(text) is None
    assert whole(text) is None


@pytest.mark.parametrize(("text", "value"), [("8", 8), ("eighty-one", 81), ("12.0", 12), ("12.5", None), ("1k", 1000)])
def test_whole(text: str, value: int | None) -> None:
    assert whole(text) == value


@pytest.mark.parametrize("text", ["7", "70", "107", "ninety-nine", "sixty", "eleven"])
def test_small_numbers(text: str) -> None:
    assert re.fullmatch(SMALL_NUMBER, text)


@pytest.mark.parametrize("text", ["1000", "1.5", "1,5", "hundred"])
def test_not_small_numbers(text: str) -> None:
    assert not re.fullmatch(SMALL_NUMBER, text)


@given(st.integers(0, 999_999))
def test_whole_numbers_with_and_without_separators(number: int) -> None:
    assert whole(str(number)) == number
    assert whole(f"{number:,}") == number
    assert whole(f"{number:,}".replace(",", ".")) == number


@given(st.integers(0, 99_999), st.integers(0, 99))
def test_cents(units: int, cents: int) -> None:
    expected = pytest.approx(units + cents / 100)
    assert parse_number(f"{units}.{cents:02}") == expected
    assert parse_number(f"{units},{cents:02}") == expected


@given(st.from_regex(NUMBER, fullmatch=True))
def test_what_looks_like_a_number_is_none_or_a_sane_one(text: str) -> None:
    value = parse_number(text)
    assert value is None or 0 <= value <= LARGEST * 1000
