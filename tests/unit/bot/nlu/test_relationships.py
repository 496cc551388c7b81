"""Who the gift is for."""

import pytest

from bot.nlu.relationships import child_of, find_relationships, gender_of
from bot.nlu.spans import Taken
from tests.support.reading import read, vocabulary


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("gift for my mum", "mother"),
        ("present for my dad", "father"),
        ("my 8yo niece loves dinosaurs", "niece"),
        ("gift for granny", "grandmother"),
        ("something for my grandad", "grandfather"),
        ("for my bf", "boyfriend"),
        ("for my wife's birthday", "wife"),
        ("hubby turns 40", "husband"),
        ("something for a coworker", "colleague"),
        ("for my boss", "boss"),
        ("my best friend is getting married", "friend"),
        ("for my mother in law", "mother-in-law"),
        ("for my mil", "mother-in-law"),
        ("secret santa for a colleague", "colleague"),
        ("for my sons teacher", "teacher"),
        ("for my sister's son", "nephew"),
        ("for my brother's daughter", "niece"),
        ("for my friend's daughter", "friend's daughter"),
        ("for my wife's mother", "mother-in-law"),
        ("my cousin's baby", "cousin's baby"),
        ("treat for myself", "myself"),
        ("something for me", "myself"),
        ("my step-daughter", "stepdaughter"),
        ("gift for my god daughter", "goddaughter"),
        ("for my neighbour", "neighbor"),
        ("for my grandaughter", "granddaughter"),
        ("gift for my freind", "friend"),
        ("for my great aunt", "great-aunt"),
        ("a gift for my kids", "child"),
        ("for my partner", "partner"),
        # Several persons: whom the gift is for counts.
        ("my sister says my mum would love a candle, gift for mum", "mother"),
        ("shopping with my wife for my nephew", "nephew"),
        ("my husband and I need a gift for our daughter", "daughter"),
        ("her husband hates cats, gift for my aunt", "aunt"),
    ],
)
def test_recipient(text: str, recipient: str) -> None:
    assert read(text).value("relationship") == recipient


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "i love dad jeans",
        "mother nature",
        "something with peppa pig",
        "mother's day gift",
        "happy fathers day",
        "a gift, under $40",
        "can you help me",
        "show me something",
        "k-pop",
    ],
)
def test_nobody(text: str) -> None:
    assert read(text).value("relationship") is None


@pytest.mark.parametrize(
    ("relationship", "gender"),
    [
        ("mother", "female"), ("niece", "female"), ("fiancée", "female"), ("sister-in-law", "female"),
        ("father", "male"), ("nephew", "male"), ("husband", "male"), ("fiancé", "male"), ("godson", "male"),
        ("friend's daughter", "female"), ("daughter's friend", None),
        ("friend", None), ("colleague", None), ("partner", None), ("child", None), ("cousin", None), ("teacher", None),
        ("parents", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_gender_only_where_certain(relationship: str | None, gender: str | None) -> None:
    assert gender_of(relationship) == gender


def test_the_likeliest_first_with_spans() -> None:
    text = "my sister says: a gift for my nephew"
    found = find_relationships(text, vocabulary("relationship"), Taken())
    assert [finding.value for finding in found] == ["nephew", "sister"]
    assert [text[finding.start : finding.end] for finding in found] == ["nephew", "sister"]
    assert found[0].weight > found[1].weight


def test_what_is_taken_is_no_person() -> None:
    taken = Taken()
    taken.add(0, 6)
    assert find_relationships("mother's day", vocabulary("relationship"), taken) == []


@pytest.mark.parametrize(
    ("text", "relationship"),
    [
        ("i'm a 34 year old woman who swims and reads crime novels", "myself"),
        ("im 16 and into anime", "myself"),
        ("i'm a dad of two who loves grilling", "myself"),
        ("i'm a 40 year old man looking for something for my wife", "wife"),
        ("i'm a 34 year old woman who needs a gift", None),
        ("i'm a 25 year old who loves her and needs ideas", None),
        ("oops i said niece, i meant nephew", "nephew"),
        ("he already got a watch from his wife", None),
    ],
)
def test_the_shopper_and_slips(text: str, relationship: str | None) -> None:
    assert read(text).value("relationship") == relationship


def test_whose_child() -> None:
    assert (child_of("sister", "son"), child_of("friend", "son")) == ("nephew", "friend's son")


def test_whom_an_uncle_is_married_to_is_an_aunt() -> None:
    assert child_of("uncle", "wife") == "aunt"
    assert child_of("grandmother", "husband") == "grandfather"
    assert child_of("son", "sister") == "daughter"


def test_whom_the_gift_is_for_when_somebody_died() -> None:
    assert read("my neighbor's husband passed away last week").value("relationship") == "neighbor"


def test_what_he_says_of_it_is_not_for_him() -> None:
    assert read("my husband says that's crazy for an eight year old").value("relationship") is None
    assert read("my husband says he wants a drill").value("relationship") == "husband"


def test_the_oldest_boy_of_the_shopper() -> None:
    assert read("and my oldest boy, he is 13").value("relationship") == "son"
    assert read("the oldest boy").value("relationship") is None
