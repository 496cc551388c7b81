"""References to what was shown, corrections, hints of gender, bare numbers."""

import pytest

from bot.nlu.references import find_drops, find_hints, find_references


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("save the second one", [2]),
        ("save the 1st and the 3rd", [1, 3]),
        ("the last one", [-1]),
        ("keep number two", [2]),
        ("option 4 please", [4]),
        ("#3", [3]),
        ("save them all", [0]),
        ("save all of them", [0]),
        ("both", [0]),
        ("the eighth", [8]),
        ("first birthday", []),
        ("his second child", []),
        ("the first of may", []),
        ("last christmas", []),
        ("hello", []),
    ],
)
def test_ordinals(text: str, ordinals: list[int]) -> None:
    found = find_references(text)
    assert [finding.value for finding in found] == ordinals
    assert all(finding.kind == "ordinal" for finding in found)


def hint(text: str, kind: str) -> object:
    return next((finding.value for finding in find_hints(text) if finding.kind == kind), None)


@pytest.mark.parametrize(
    "text", ["actually she's 9", "make it 60", "no, 40", "sorry, i meant my aunt", "wait", "not tea but coffee"]
)
def test_corrections(text: str) -> None:
    assert hint(text, "correction") is True


@pytest.mark.parametrize("text", ["she is 9", "no", "40", "for my aunt", "i know nothing"])
def test_no_correction(text: str) -> None:
    assert hint(text, "correction") is None


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("she loves tea", "female"),
        ("for him", "male"),
        ("a guy i know", "male"),
        ("he and she", None),
        ("they love tea", None),
    ],
)
def test_gender(text: str, gender: str | None) -> None:
    assert hint(text, "gender") == gender


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("8", 8, 8),
        ("about 40", 40, 40),
        ("forty", 40, 40),
        ("30-50", 30, 50),
        ("8 or 9", 8, 9),
        ("maybe 12?", 12, 12),
        ("  7 ", 7, 7),
        ("49.99", 49.99, 49.99),
        ("40 max please", 40, 40),
        ("mmm 25 then", 25, 25),
        ("ugh, 30 then", 30, 30),
    ],
)
def test_only_a_number(text: str, low: float, high: float) -> None:
    assert hint(text, "number") == {"min": low, "max": high}


@pytest.mark.parametrize("text", ["", "8 years old", "under 40", "50-30", "my 8", "eight dogs", "9" * 1000])
def test_more_or_less_than_a_number(text: str) -> None:
    assert hint(text, "number") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("forget the lower limit", ["lower limit"]),
        ("no minimum", ["lower limit"]),
        ("the minimum doesn't matter", ["lower limit"]),
        ("without a maximum", ["upper limit"]),
        ("forget what i said about the price", ["price"]),
        ("no minimum 20 dollars", []),
    ],
)
def test_a_side_of_the_budget_is_taken_back(text: str, value: list[str]) -> None:
    assert [drop.value for drop in find_drops(text)] == value


@pytest.mark.parametrize(
    "text", ["ok 20 then", "no, 20", "20 is fine", "let's say 20", "about 20 i'd guess", "20 at most"]
)
def test_only_a_number_in_some_words(text: str) -> None:
    assert hint(text, "number") == {"min": 20, "max": 20}


@pytest.mark.parametrize("text", ["#1", "no. 2", "number 3"])
def test_a_card_is_no_number(text: str) -> None:
    assert hint(text, "number") is None
