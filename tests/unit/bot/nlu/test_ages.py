"""Ages as people write them, and numbers that are none."""

import pytest

from bot.nlu.ages import find_ages
from bot.nlu.normalize import normalize
from bot.nlu.spans import Taken
from tests.support.reading import read


def ages(text: str, kind: str = "age") -> list[tuple[int, int | None]]:
    """Minimum and maximum of what the parser alone finds."""
    found = find_ages(normalize(text), Taken())
    return [(finding.value["min"], finding.value["max"]) for finding in found if finding.kind == kind]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        # The words of the specification.
        ("my 8yo", 8, 8),
        ("in his eighties", 80, 89),
        ("teenage", 13, 19),
        ("turns 5 next week", 5, 5),
        ("newborn", 0, 0),
        ("his fortieth", 40, 40),
        ("60th birhtday", 60, 60),
        ("my mother is having seventy two years", 72, 72),
        ("he makes 40 years in may", 40, 40),
        ("she has 66, she likes tea", 66, 66),
        ("actually she's 9", 9, 9),
        # Years old, however it is spelt.
        ("8 years old", 8, 8),
        ("8-year-old", 8, 8),
        ("8 yr old", 8, 8),
        ("8 y.o.", 8, 8),
        ("8 y/o", 8, 8),
        ("8yrs old", 8, 8),
        ("eight years old", 8, 8),
        ("an eight-year-old", 8, 8),
        ("twenty-five year old", 25, 25),
        ("6 and a half years old", 6, 6),
        ("aged 45", 45, 45),
        ("age 7", 7, 7),
        ("age: 7", 7, 7),
        # Persons with an age.
        ("she is 8", 8, 8),
        ("he's 12 now", 12, 12),
        ("shes 10", 10, 10),
        ("my niece is 8", 8, 8),
        ("nephew, 8", 8, 8),
        ("my son (11)", 11, 11),
        ("a 6 year old boy", 6, 6),
        ("a woman of 40", 40, 40),
        ("she has 5 years", 5, 5),
        # Birthdays.
        ("turning 30", 30, 30),
        ("he'll be 50", 50, 50),
        ("will be 70 in may", 70, 70),
        ("his 30th birthday", 30, 30),
        ("her 60th", 60, 60),
        ("fortieth birthday", 40, 40),
        ("thirty-fifth birthday", 35, 35),
        ("the big 5-0", 50, 50),
        ("sweet 16", 16, 16),
        ("first birthday", 1, 1),
        # Decades and stretches.
        ("in her early 30s", 30, 33),
        ("mid 40s", 44, 46),
        ("late sixties", 67, 69),
        ("in her 20's", 20, 29),
        ("thirty-something", 30, 39),
        ("20 something", 20, 29),
        ("kids ages 3-5", 3, 5),
        ("3 to 5 year olds", 3, 5),
        ("between 8 and 10 years old", 8, 10),
        # Babies and words.
        ("6 months old", 0, 0),
        ("18 month old", 1, 1),
        ("3 weeks old", 0, 0),
        ("a toddler", 1, 3),
        ("preteen", 9, 12),
        ("a teenager", 13, 19),
        ("teen", 13, 19),
        ("octogenarian", 80, 89),
        ("under 5s", 0, 4),
        ("someone over 70", 70, None),
    ],
)
def test_age(text: str, low: int, high: int | None) -> None:
    assert ages(text) == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "married 25 years",
        "we've been together 10 years",
        "our 25th anniversary",
        "their 25 years of marriage",
        "80s music",
        "loves 90s rock",
        "70s vinyl",
        "friends for 15 years",
        "5 years ago",
        "20 years of service",
        "a 5 star hotel",
        "under $40",
        "about 50",
        "30-50",
        "it's 50 dollars",
        "for 2 people",
        "december 12",
        "baby shower",
        "baby yoda",
        "two dogs",
        "a budget of 30",
        "dad's is 30 max",
        "hers is 50 tops",
        "the year 2000",
        "she is 150",
        "3d printing",
        "10k run",
    ],
)
def test_no_age(text: str) -> None:
    assert ages(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("my wife and I have been married 25 years", None, None),
        ("she loves 80s music", None, None),
        ("my husband is mad about 70s vinyl, budget 40", None, None),
        ("i'm 34 and need a gift for my niece who is 6", 6, 6),
        ("I'm 16 and looking for something for my mum", None, None),
        ("gift for myself, i'm 30", 30, 30),
        ("gift for myself, i'm 30 years old", 30, 30),
        ("gift for my mum, i'm 16", None, None),
        ("gift for my 8yo niece, 40", 8, 8),
        ("my nephew is 8 and niece 12", 8, 8),
        ("my sister has a 3 year old, the gift is for my dad who is 65", 65, 65),
        ("niece, 8, dinosaurs, 40", 8, 8),
        ("grandad 90", 90, 90),
        ("my stepson, 17", 17, 17),
        ("gift for my newborn nephew", 0, 0),
        ("teenage daughter", 13, 19),
        ("my dad is in his eighties", 80, 89),
        ("my son turns 5 next week", 5, 5),
        ("I need a gift for my 8-year-old niece who loves dinosaurs, under $40", 8, 8),
    ],
)
def test_whose_age_it_is(text: str, low: int | None, high: int | None) -> None:
    expected = None if low is None else {"min": low, "max": high}
    assert read(text).value("age") == expected


@pytest.mark.parametrize(
    "text", ["turning 30", "his 40th birthday", "the big 6-0", "her 60th", "he'll be 50 on friday"]
)
def test_a_coming_age_makes_a_birthday(text: str) -> None:
    found = [finding.value for finding in find_ages(text, Taken()) if finding.kind == "occasion"]
    assert found == ["birthday"]


@pytest.mark.parametrize("text", ["she just turned 30", "8 years old", "in his eighties", "25th anniversary"])
def test_no_birthday(text: str) -> None:
    assert [finding for finding in find_ages(text, Taken()) if finding.kind == "occasion"] == []


def test_the_shoppers_own_age() -> None:
    assert ages("i'm 34 years old", "shopper_age") == [(34, 34)]
    assert ages("i'm 34 years old") == []


def test_spans_cover_the_age() -> None:
    text = "a gift for my 8-year-old niece"
    (finding,) = find_ages(text, Taken())
    assert text[finding.start : finding.end] == "8-year-old"


def test_what_is_taken_is_no_age() -> None:
    taken = Taken()
    taken.add(14, 24)
    assert find_ages("a gift for my 8-year-old niece", taken) == []


@pytest.mark.parametrize(
    ("text", "age", "most"),
    [
        ("gift for my sister, 30ish, loves yoga, up to 40", 30, 40),
        ("for my aunt, sixtyish, loves crime novels", 60, None),
        ("she is fifty-ish", 50, None),
        ("she's a pensioner, around 75", 75, None),
        ("he's older than that, 13", 13, None),
        ("no, she's 9 not 8", 9, None),
        ("i'm a dad of two who loves grilling", None, None),
        ("mil coming for xmas, 40ish dollars", None, 40),
    ],
)
def test_ages_in_passing(text: str, age: int | None, most: float | None) -> None:
    brief = read(text).brief()
    assert brief["age"] == (None if age is None else {"min": age, "max": age})
    assert (brief["budget"] or {}).get("max") == most


def test_a_decade_in_brackets() -> None:
    assert ages("gift for my boss (m, 50s)") == [(50, 59)]
    assert ages("my aunt (early 60s)") == [(60, 63)]


def test_one_of_two_is_no_age():
    assert ages("one is a man one is a woman") == []
    assert ages("one is a man one likes tea") == []


def test_an_age_before_the_only_topic():
    for text, age in (("17 football", 17), ("9 horses", 9)):
        assert read(text).value("age") == {"min": age, "max": age}
    for text in ("30 gardening", "6 beers", "5 dinosaurs and 2 books"):
        assert read(text).value("age") is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("she's in 3rd grade", 8, 9),
        ("my niece is a second grader", 7, 8),
        ("he starts kindergarten", 4, 6),
        ("my nephew was born 3 weeks ago", 0, 0),
    ],
)
def test_ages_by_school_and_birth(text: str, low: int, high: int):
    assert read(text).value("age") == {"min": low, "max": high}
