"""Age ranges from text and fields: many spellings that are ages, many numbers that are none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog_index.ages import AGE_GROUP_YEARS, age_range, find_age, find_warning

AGES = [
    ("ages 3-6", 3, 6),
    ("Ages 3–6", 3, 6),
    ("Ages: 3 - 6 yrs", 3, 6),
    ("ages 4 to 7", 4, 7),
    ("aged 5 to 9 years", 5, 9),
    ("children aged 6-10", 6, 10),
    ("age range: 4-8", 4, 8),
    ("Recommended age: 5+", 5, None),
    ("ages three to six", 3, 6),
    ("ages eight and up", 8, None),
    ("ages between 4 and 8", 4, 8),
    ("between 3 and 6 years of age", 3, 6),
    ("kids 8-12", 8, 12),
    ("Best for toddlers 1-3", 1, 3),
    ("3-6 years", 3, 6),
    ("for 3 to 6-year-olds", 3, 6),
    ("8 to 12 year old girls", 8, 12),
    ("7 to 77 years", 7, 77),
    ("ages 1.5 to 4", 1.5, 4),
    ("ages 1½ to 4", 1.5, 4),
    ("8+", 8, None),
    ("Dinosaur Dig Kit (8+)", 8, None),
    ("Dinosaur Dig Kit - 8+", 8, None),
    ("A kit for patient hands, 8+.", 8, None),
    ("aged 3+", 3, None),
    ("Suitable for 3 years+", 3, None),
    ("3 yrs+", 3, None),
    ("13+ years", 13, None),
    ("for ages 8 and up", 8, None),
    ("for kids ages 7 & up", 7, None),
    ("10 years and up", 10, None),
    ("10 years old and above", 10, None),
    ("2½ years and up", 2.5, None),
    ("12 and up", 12, None),
    ("10 and older", 10, None),
    ("Age 14 and older", 14, None),
    ("5 & up", 5, None),
    ("from age 3", 3, None),
    ("from the age of 4", 4, None),
    ("from 3 years", 3, None),
    ("kids from 5", 5, None),
    ("teens from 14", 14, None),
    ("minimum age: 6", 6, None),
    ("children up to 6 years", None, 6),
    ("for 5-year-olds", 5, 5),
    ("for your 5-year-old", 5, 5),
    ("kids under the age of 6", None, 6),
    ("Strictly 18+ because of the blade", 18, None),
    ("the blade makes it strictly 21+ in our shop", 21, None),
    ("Makes alcohol, so 21+. For beer lovers.", 21, None),
    ("For whisky drinkers, 21+: nine cubes of soapstone", 21, None),
    ("For beer lovers of 21+, retiring colleagues", 21, None),
    ("pairing it with gin is for those 21+.", 21, None),
    ("Meant for teenagers of 12+ working on their touch", 12, None),
    ("serious young collectors 12+ and adults", 12, None),
    ("For climbing adults and teens over 16 whose fingers", 16, None),
    ("adults and teens over 14 write new habits", 14, None),
    ("photography students from 15 and enthusiasts", 15, None),
    ("Any tech lover, any age from 12.", 12, None),
    ("For 6 to 18 months. It rolls ahead of a new crawler.", 0.5, 1.5),
    ("Cotton sleepsuit. Size 3-6 months", 0.25, 0.5),
    ("Sizes for 4 to 7 years", 4, 7),
    ("For 8- to 12-year-olds", 8, 12),
    ("Works from 5 to 8 years", 5, 8),
    ("children of 2 and 3 years", 2, 3),
    ("ages 8 to adult", 8, None),
    ("ages 8-99", 8, None),
    ("8 to 108 years", 8, None),
    ("0-3 months", 0, 0.25),
    ("ages 0-12 months", 0, 1),
    ("Baby romper, 3-6 months", 0.25, 0.5),
    ("ages 6-12 months", 0.5, 1),
    ("6 months to 3 years", 0.5, 3),
    ("18 months - 4 years", 1.5, 4),
    ("from 6 months", 0.5, None),
    ("18 months+", 1.5, None),
    ("6 months and up", 0.5, None),
    ("12+ months", 1, None),
    ("6m+", 0.5, None),
    ("Wooden blocks, 18m+, beech", 1.5, None),
    ("suitable from birth", 0, None),
    ("From birth to 3 years", 0, 3),
    ("newborn to 6 months", 0, 0.5),
    ("for adults", 18, None),
    ("A puzzle for adults who like a challenge.", 18, None),
    ("adults only", 18, None),
    ("strictly 18+", 18, None),
    ("18+ only", 18, None),
    ("21+", 21, None),
    ("must be 21 or over", 21, None),
    ("Over 18s", 18, None),
    ("Ages 8+, 3-6 players, 45 minutes", 8, None),
    ("3-6 players, ages 10+", 10, None),
    ("2-4 players · 30 min · 10+", 10, None),
    ("500+ pieces, ages 12 and up", 12, None),
    ("Ships in 5-7 days. Ages 3-5.", 3, 5),
]

NOT_AGES = [
    "",
    "3-6 players",
    "for 2-4 players",
    "2 to 6 people",
    "8+ hours",
    "5-7 days",
    "1-2 weeks",
    "10-15 minutes",
    "500+ pieces",
    "100+",
    "Set of 6+ candles",
    "holds 3-6 bottles",
    "40 years of craft",
    "over 40 years",
    "10+ years of experience",
    "from 30 years of tradition",
    "5 years and counting",
    "25 years old company",
    "2-5 years warranty",
    "warranty: 3 years and up",
    "lasts 5-7 years",
    "lasts for 3-6 years",
    "battery lasts 8+ hours",
    "burns for 30-40 hours",
    "Aged 12 years single malt whisky",
    "12 year old whisky",
    "for 12-year-old Scotch lovers",
    "Cheese aged 18 months",
    "Parmesan aged 24-36 months",
    "takes 2-3 years to mature",
    "3-6 months subscription",
    "A 12 month subscription",
    "Delivery in 2-3 months",
    "size 12 and up",
    "sizes 3-6",
    "grades 3-5",
    "$12 and up",
    "from 14 EUR",
    "rated 4.5+ stars",
    "USB 3+",
    "vitamin B12+",
    "Ice Age 3 plush",
    "Bronze Age 4-metal alloy",
    "fits wrists 15-20 cm",
    "3-6 m cable",
    "for all ages",
    "players from 2 to 6",
    "21+ pieces",
    "18+ hours of play",
    "for people over 50 pounds",
    "teens over 100 kg",
    "fans from 12 countries",
    "children up to 50 pounds per seat",
    "children under 4.5 feet tall",
    "it holds two children up to 40 lbs each",
    "iOS 12 and up",
    "Mac OS X 10.6 and up",
    "you've been wearing these for 20+ years.",
    "Batman Muscle Tee Boys 8-20",
    "adult supervision required",
    "fun for kids and adults",
    "fun for kids and adults alike",
    "for adults and children",
    "for adults & kids",
    "not just for adults",
]


@pytest.mark.parametrize(("text", "minimum", "maximum"), AGES)
def test_reads_ages(text: str, minimum: float | None, maximum: float | None) -> None:
    mention = find_age(text)
    assert mention is not None
    assert (mention.minimum, mention.maximum) == (minimum, maximum)
    assert mention.text in text


@pytest.mark.parametrize("text", NOT_AGES)
def test_is_not_fooled(text: str) -> None:
    assert find_age(text) is None


@pytest.mark.parametrize(
    ("text", "minimum"),
    [
        ("Not suitable for children under 36 months", 3),
        ("Warning: not for children under 3 years. Small parts.", 3),
        ("not recommended for children under the age of 6", 6),
        ("not suitable under 14", 14),
    ],
)
def test_warnings_are_floors_not_ranges(text: str, minimum: float) -> None:
    assert find_age(text) is None
    warning = find_warning(text)
    assert warning is not None
    assert warning.minimum == minimum
    assert age_range("Marbles", text, {}, None) == (minimum, None)


def test_a_warning_raises_what_the_text_says() -> None:
    assert age_range("Blocks, ages 2+", "Not for children under 3.", {}, None) == (3, None)
    assert age_range("Blocks, ages 2-6", "Not for children under 36 months.", {}, None) == (3, 6)
    assert age_range("Blocks, ages 5-8", "Not for children under 3.", {}, None) == (5, 8)


@pytest.mark.parametrize(
    ("group", "expected"),
    [("newborn", (0, 0.25)), ("infant", (0.25, 1)), ("toddler", (1, 5)), ("kids", (5, 13)), ("adult", (13, None))],
)
def test_age_group_by_googles_meaning(group: str, expected: tuple[float, float | None]) -> None:
    assert age_range("A thing", "Of wood.", {}, group) == expected


def test_text_wins_over_the_age_group() -> None:
    assert age_range("Robot", "For ages 8-12.", {}, "kids") == (8, 12)
    assert age_range("Whisky stones", "Strictly 18+", {}, "adult") == (18, None)


def test_order_of_sources() -> None:
    assert age_range("Kit, ages 6-9", "For ages 3-5", {}, None) == (6, 9)
    assert age_range("Kit, ages 6-9", "", {"age_range": "4-5"}, None) == (4, 5)
    assert age_range("Kit", "Ages 3-5", {"product_highlight": "For ages 7+"}, None) == (7, None)
    assert age_range("Kit, ages 6-9", "", {"adult": "yes"}, "adult") == (18, None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("3-6", (3, 6)),
        ("8", (8, None)),
        ("8+", (8, None)),
        ("36 months", (3, None)),
        ("8 years and up", (8, None)),
        ("fun", (None, None)),
    ],
)
def test_a_field_that_holds_only_ages(value: str, expected: tuple[float | None, float | None]) -> None:
    assert age_range("A thing", "", {"age_range": value}, None) == expected


def test_nothing_known() -> None:
    assert age_range("Candle", "Burns 40 hours.", {}, None) == (None, None)
    assert age_range("Candle", "", {}, "elders") == (None, None)


@given(low=st.integers(0, 17), span=st.integers(1, 12), dash=st.sampled_from(["-", " - ", "–", " to "]))
def test_any_range_after_ages(low: int, span: int, dash: str) -> None:
    mention = find_age(f"A gift for ages {low}{dash}{low + span}, made of beech")
    assert mention is not None
    assert (mention.minimum, mention.maximum) == (low, low + span)


@given(age=st.integers(0, 21), form=st.sampled_from(["ages {}+", "({}+)", "{} years and up", "ages {} & up"]))
def test_any_open_range(age: int, form: str) -> None:
    mention = find_age(f"Rocket kit {form.format(age)}")
    assert mention is not None
    assert (mention.minimum, mention.maximum) == (age, None)


_WORDS = st.sampled_from(
    "ages age aged from to and up 3 6 8+ 12 99 120 0 - – + ( ) months years old year kids adults for not under "
    "birth players three , . m y % ½".split()
)


@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=25).map(" ".join)))
@example("ages " * 300 + "3" * 300)
def test_any_text_gives_sane_ranges(text: str) -> None:
    for title, description in ((text, ""), ("A thing", text)):
        low, high = age_range(title, description, {"age_range": text}, None)
        assert low is None or 0 <= low <= 100
        assert high is None or 0 < high < 90 or low == high
        assert low is None or high is None or low <= high


def test_age_groups_join_without_gaps() -> None:
    ranges = list(AGE_GROUP_YEARS.values())
    assert [high for _, high in ranges[:-1]] == [low for low, _ in ranges[1:]]
