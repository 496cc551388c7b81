"""What the gift is given for."""

import pytest

from bot.nlu.occasions import find_occasion
from bot.nlu.spans import Finding, Taken
from tests.support.reading import read, vocabulary


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ("birthday gift for my mum", "birthday"),
        ("her bday is on friday", "birthday"),
        ("it's for his b-day", "birthday"),
        ("xmas present for dad", "christmas"),
        ("stocking stuffer for my brother", "christmas"),
        ("our 25th anniversary", "anniversary"),
        ("they're getting married, wedding gift", "wedding"),
        ("mothers day", "mother's day"),
        ("fathers day present", "father's day"),
        ("baby shower gift", "baby shower"),
        ("secret santa", "secret santa"),
        ("my friend just moved, housewarming gift", "housewarming"),
        ("she is graduating in june", "graduation"),
        ("he's retiring next month", "retirement"),
        ("valentines day for my gf", "valentine's day"),
        ("get well soon gift", "get well"),
        ("thank you gift for my teacher", "thank you"),
        ("something for hanukkah", "hanukkah"),
        ("eid gift for my aunt", "eid"),
        ("diwali present", "diwali"),
        ("leaving do for a colleague", "farewell"),
        ("my niece turns 5 next week", "birthday"),
        ("his 30th birthday, not christmas", "birthday"),
        ("christening gift for my godson", "christening"),
        ("what should i get my husband for our 25th", "anniversary"),
        ("our tenth is on Friday", "anniversary"),
    ],
)
def test_occasion(text: str, occasion: str) -> None:
    assert read(text).value("occasion") == occasion


@pytest.mark.parametrize(
    "text",
    [
        "gift for my mum",
        "she loves christmas movies",
        "last christmas i got him socks",
        "thank you",
        "thanks for your help",
        "just because",
        "our 3rd floor neighbour",
        "our second child",
    ],
)
def test_none(text: str) -> None:
    assert read(text).value("occasion") is None


def test_the_surest_wins_and_the_first_among_equals() -> None:
    occasions = vocabulary("occasion")

    def best(text: str, *extra: Finding) -> str | None:
        found = find_occasion(text, occasions, Taken(), list(extra))
        return None if found is None else found.value

    assert best("secret santa at the office christmas party") == "secret santa"
    assert best("easter or christmas") == "easter"
    assert best("before christmas") is None
    assert best("nothing", Finding("occasion", "birthday", 0, 7, 2.0)) == "birthday"
    assert best("christmas", Finding("occasion", "birthday", 0, 0, 2.0)) == "birthday"
