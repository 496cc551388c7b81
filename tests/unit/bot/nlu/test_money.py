"""Budgets as shoppers write them."""

import pytest

from bot.nlu.money import currency_of, find_budget
from bot.nlu.normalize import normalize
from bot.nlu.spans import Taken
from tests.support.reading import read


def budget(text: str, currency: str = "USD") -> tuple[float | None, float | None, str] | None:
    """Minimum, maximum and currency of what the parser alone finds."""
    finding = find_budget(normalize(text), Taken(), default_currency=currency)
    return None if finding is None else (finding.value["min"], finding.value["max"], finding.value["currency"])


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        # The words of the specification.
        ("under $40", None, 40, "USD"),
        ("forty bucks", None, 40, "USD"),
        ("30-50", 30, 50, "USD"),
        ("£45 max", None, 45, "GBP"),
        ("about 50", None, 50, "USD"),
        ("€35", None, 35, "EUR"),
        ("money is no object", None, None, "USD"),
        # Symbols and words, before and after.
        ("$40", None, 40, "USD"),
        ("40$", None, 40, "USD"),
        ("40 €", None, 40, "EUR"),
        ("40 euro", None, 40, "EUR"),
        ("EUR 40", None, 40, "EUR"),
        ("40 quid", None, 40, "GBP"),
        ("twenty quid", None, 20, "GBP"),
        ("25 pounds", None, 25, "GBP"),
        ("a tenner", None, 10, "GBP"),
        ("55ish pounds", None, 55, "GBP"),
        ("AED 200", None, 200, "AED"),
        ("Rs 6000 PKR", None, 6000, "PKR"),
        ("100 is my real limit", None, 100, "USD"),
        ("don't wanna spend over 45 bucks", None, 45, "USD"),
        ("maximum price for me is 60 dollar", None, 60, "USD"),
        ("a bit more money is ok, say 80", None, 80, "USD"),
        ("80 it is", None, 80, "USD"),
        ("60 for all of them", None, 60, "USD"),
        ("a fiver", None, 5, "GBP"),
        ("A$60", None, 60, "AUD"),
        ("C$60", None, 60, "CAD"),
        ("60 cad", None, 60, "CAD"),
        ("₹2,000", None, 2000, "INR"),
        ("rs 1500", None, 1500, "INR"),
        ("1500 rupees", None, 1500, "INR"),
        ("R500", None, 500, "ZAR"),
        ("500 sek", None, 500, "SEK"),
        ("¥5000", None, 5000, "JPY"),
        # Thousands and decimals in both styles.
        ("under $1,200", None, 1200, "USD"),
        ("bis max 1.200 €", None, 1200, "EUR"),
        ("$49.99", None, 49.99, "USD"),
        ("49,99 €", None, 49.99, "EUR"),
        ("1.5k dollars", None, 1500, "USD"),
        ("a grand", None, 1000, "USD"),
        ("a hundred bucks", None, 100, "USD"),
        ("a couple hundred dollars", None, 200, "USD"),
        ("two hundred and fifty dollars", None, 250, "USD"),
        # Upper bounds.
        ("max 40", None, 40, "USD"),
        ("40 max", None, 40, "USD"),
        ("40 tops", None, 40, "USD"),
        ("up to 60", None, 60, "USD"),
        ("less than 25", None, 25, "USD"),
        ("no more than 80", None, 80, "USD"),
        ("nothing over 30", None, 30, "USD"),
        ("dont want to spend more than 30", None, 30, "USD"),
        ("at most 75 dollars", None, 75, "USD"),
        ("75 or less", None, 75, "USD"),
        ("my limit is 120", None, 120, "USD"),
        ("<50", None, 50, "USD"),
        ("undr 30", None, 30, "USD"),
        # Around, and plain budgets.
        ("around $30", None, 30, "USD"),
        ("budget 80", None, 80, "USD"),
        ("my budget is about 80", None, 80, "USD"),
        ("buget 60 dollers", None, 60, "USD"),
        ("i can spend 45", None, 45, "USD"),
        ("50ish", None, 50, "USD"),
        ("50 or so", None, 50, "USD"),
        ("make it 60", None, 60, "USD"),
        ("i've got 20 to spend", None, 20, "USD"),
        # Ranges.
        ("$30-50", 30, 50, "USD"),
        ("$30 - $50", 30, 50, "USD"),
        ("30 to 50 dollars", 30, 50, "USD"),
        ("between 30 and 50", 30, 50, "USD"),
        ("between £20 and £40", 20, 40, "GBP"),
        ("20–30 €", 20, 30, "EUR"),
        # Lower bounds.
        ("over $100", 100, None, "USD"),
        ("at least 50 dollars", 50, None, "USD"),
        ("$100+", 100, None, "USD"),
        # Any price.
        ("money no object, no budget limit", None, None, "USD"),
        ("no budget", None, None, "USD"),
        ("unlimited budget", None, None, "USD"),
        ("price doesn't matter", None, None, "USD"),
        ("the sky's the limit", None, None, "USD"),
        ("i don't care what it costs", None, None, "USD"),
    ],
)
def test_budget(text: str, low: float | None, high: float | None, currency: str) -> None:
    assert budget(text) == (low, high, currency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a gift for my niece",
        "she is 8",
        "8 years old",
        "in his 50s",
        "married 25 years",
        "2 kids",
        "size 40",
        "class of 99",
        "on 24 december",
        "december 24th",
        "30 minutes",
        "twenty people",
        "the top 10",
        "50%",
        "80s music",
        "12 months old",
        "thirty-five",
        "5 and 7",
        "#2",
        "lego 10281",
    ],
)
def test_no_budget(text: str) -> None:
    assert budget(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I spent $80 last year, this time max 40", (None, 40, "USD")),
        ("last year it cost me $90. Budget is 50", (None, 50, "USD")),
        ("$20, no wait, under $35", (None, 35, "USD")),
        ("around 20 or 30 euros, definitely not over 40", (None, 40, "EUR")),
    ],
)
def test_the_strongest_cue_wins(text: str, expected: tuple[float | None, float | None, str]) -> None:
    assert budget(text) == expected


def test_the_shops_currency_where_none_is_said() -> None:
    assert budget("under 40", "GBP") == (None, 40, "GBP")
    assert budget("under $40", "GBP") == (None, 40, "USD")
    assert budget("any price is fine", "SEK") == (None, None, "SEK")


def test_understood_amounts_are_taken() -> None:
    text = "under $40 for dinosaurs"
    taken = Taken()
    finding = find_budget(text, taken)
    assert finding is not None
    assert text[finding.start : finding.end] == "$40"
    assert taken.overlaps(finding.start, finding.end)
    assert not taken.overlaps(finding.end, len(text))


def test_what_is_taken_is_no_amount() -> None:
    taken = Taken()
    taken.add(8, 10)
    assert find_budget("she is, 40 dollars", taken) is None


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("$", "USD"),
        ("£", "GBP"),
        ("€", "EUR"),
        ("Bucks", "USD"),
        ("quid", "GBP"),
        ("chf", "CHF"),
        ("R", "ZAR"),
        ("a$", "AUD"),
        ("rs.", "INR"),
        ("zł", "PLN"),
        ("shells", None),
        ("", None),
        (None, None),
    ],
)
def test_currency_of(unit: str | None, code: str | None) -> None:
    assert currency_of(unit) == code


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("gift for my 8yo niece, 40", None, 40),
        ("niece, 8, dinosaurs, 40", None, 40),
        ("something for my dad about 50", None, 50),
        ("grandma turns 80, max 60", None, 60),
        ("my son is 12 and my budget is 30", None, 30),
        ("for my 30-something brother, 30-50", 30, 50),
        ("gift for a 5 year old under twenty", None, 20),
        ("8 year old son, 25", None, 25),
    ],
)
def test_amounts_beside_ages(text: str, low: float | None, high: float | None) -> None:
    assert read(text).value("budget") == {"min": low, "max": high, "currency": "USD"}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("over 30 but under 60", 30, 60),
        ("min 20 max 50", 20, 50),
        ("20 is the absolute max", None, 20),
        ("60's my limit", None, 60),
        ("100.. is my real limit", None, 100),
        ("the budget is now 90", None, 90),
        ("i only have 15 left", None, 15),
        ("i'd pay 200 for the right thing", None, 200),
        ("at least 40, i don't want to look stingy", 40, None),
        ("20 per kid", None, 20),
        ("50 for my wife", None, 50),
        ("100 between the two of them", None, 50),
        ("secret santa for three colleagues, 60 for all three together", None, 20),
    ],
)
def test_limits_in_other_words(text: str, low: float | None, high: float | None) -> None:
    assert read(text).value("budget") == {"min": low, "max": high, "currency": "USD"}
    assert read(text).value("age") is None


def test_a_cap_on_the_price_is_no_headgear() -> None:
    assert read("cap it at 75").brief()["interests"] == []


@pytest.mark.parametrize(
    "text", ["#1", "the first one is", "i guess the first one is ok?", "she's at least 40", "no candles!! she has 100"]
)
def test_what_is_no_amount(text: str) -> None:
    assert read(text).value("budget") is None


def test_what_several_chip_in_is_one_budget() -> None:
    assert budget("there's 9 of us chipping in a tenner each") == (None, 90, "GBP")
    assert budget("four of us put in $15 each") == (None, 60, "USD")
    assert budget("gifts for the 3 of us, $15 each") == (None, 15, "USD")
    assert budget("6 of us are going, up to $20") == (None, 20, "USD")


def test_what_the_money_is() -> None:
    assert budget("my money is 30 only") == (None, 30, "USD")


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("I should not like to spend more than forty pounds", 40),
        ("my maximum is 45", 45),
        ("we can bump her to 80", 80),
        ("oh and she likes tea. 30 too", 30),
        ("Not spending more than 25 quid", 25),
        ("not looking to spend over 60", 60),
        ("my money is 45 no more", 45),
    ],
)
def test_not_more_is_no_lower_limit(text: str, most: int) -> None:
    found = read(text)
    assert (found.value("budget")["min"], found.value("budget")["max"], found.value("age")) == (None, most, None)
