"""Whose age it is, and what a bare number means."""

import pytest

from bot.nlu.attribution import age_after_person, age_of_recipient, bare_numbers
from bot.nlu.spans import Finding, Taken
from tests.support.reading import read


def person(text: str, word: str, label: str, weight: float = 1.0) -> Finding:
    start = text.index(word)
    return Finding("relationship", label, start, start + len(word), weight)


def age(low: int, start: int, end: int, *, weight: float = 3.0, kind: str = "age") -> Finding:
    return Finding(kind, {"min": low, "max": low}, start, end, weight)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("niece 8", [8]),
        ("niece, 8", [8]),
        ("niece (8)", [8]),
        ("niece is 8", [8]),
        ("niece 8-10", []),
        ("niece $8", []),
        ("niece, 8 dollars", []),
        ("niece, 8 months", []),
        ("niece 0", []),
        ("niece, who likes 8", []),
    ],
)
def test_age_after_person(text: str, found: list[int]) -> None:
    ages = age_after_person(text, [person(text, "niece", "niece")], [], Taken())
    assert [item.value["min"] for item in ages] == found
    assert all(text[item.start : item.end] == str(item.value["min"]) for item in ages)


def test_an_age_right_before_the_person_leaves_the_number_alone() -> None:
    text = "8yo niece, 40"
    assert age_after_person(text, [person(text, "niece", "niece")], [age(8, 0, 3)], Taken()) == []


def test_age_of_recipient() -> None:
    text = "my sister has a boy of 3, gift for dad who is 65"
    people = [person(text, "dad", "father", 4.0), person(text, "sister", "sister", 0.7)]
    three, sixty_five = age(3, text.index("3"), text.index("3") + 1), age(65, text.index("65"), len(text))
    assert age_of_recipient([three, sixty_five], people) == sixty_five
    assert age_of_recipient([sixty_five], []) == sixty_five
    assert age_of_recipient([], people) is None


def test_the_shoppers_age_counts_only_for_the_shopper() -> None:
    own = age(34, 0, 2, kind="shopper_age")
    myself, niece = Finding("relationship", "myself", 10, 16), Finding("relationship", "niece", 10, 15)
    assert age_of_recipient([own], [niece]) is None
    found = age_of_recipient([own], [myself])
    assert found is not None
    assert (found.kind, found.value) == ("age", {"min": 34, "max": 34})


@pytest.mark.parametrize(
    ("text", "expected_age", "expected_budget"),
    [
        ("niece, 8, dinosaurs, 40", 8, 40),
        ("dad, 65, fishing, 100", 65, 100),
        ("something for mum, fishing 50", None, 50),
        ("fishing gift 2024", None, None),
        ("gift for dad 4", None, None),
        ("40", None, None),
        ("class of 12", None, None),
    ],
)
def test_bare_numbers(text: str, expected_age: int | None, expected_budget: float | None) -> None:
    found_age, found_budget = bare_numbers(text, Taken(), [], age=None, budget=None, currency="EUR")
    assert (found_age and found_age.value["min"]) == expected_age
    assert (found_budget and found_budget.value) == (
        expected_budget and {"min": None, "max": expected_budget, "currency": "EUR"}
    )


def test_what_is_known_is_not_read_again() -> None:
    known_age, known_budget = age(8, 0, 1), Finding("budget", {"min": None, "max": 40, "currency": "USD"}, 0, 1)
    assert bare_numbers("niece, 8, dinosaurs, 40", Taken(), [], age=known_age, budget=known_budget, currency="USD") == (
        None,
        None,
    )


def test_in_whole_messages() -> None:
    brief = read("nephew 12, football, 30").brief()
    assert (brief["age"], brief["budget"]) == (
        {"min": 12, "max": 12},
        {"min": None, "max": 30, "currency": "USD"},
    )


@pytest.mark.parametrize(
    ("text", "age", "most"),
    [
        ("gift for father in law, 70", 70, None),
        ("75.. gift for father in law, 70", 70, 75),
        ("daughter-in-law, 40", 40, None),
        ("teacher, 15", None, 15),
        ("for grandma, 30", None, 30),
        ("my mum, 20", None, 20),
        ("dad is 24", 24, None),
        ("wife 150", None, 150),
        ("something for mum (60, gardening, 40)", 60, 40),
    ],
)
def test_a_number_behind_a_person_is_an_age_where_it_can_be(text: str, age: int | None, most: float | None) -> None:
    brief = read(text).brief()
    assert brief["age"] == (None if age is None else {"min": age, "max": age})
    assert (brief["budget"] or {}).get("max") == most
