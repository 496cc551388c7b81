"""What the gift must not be."""

import pytest

from bot.nlu.exclusions import find_exclusions
from bot.nlu.spans import Taken
from tests.support.reading import read, vocabulary


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("no candles please", ["candles"]),
        ("no candles or mugs", ["candles", "mugs"]),
        ("nothing with nuts", ["nuts"]),
        ("she has a nut allergy", ["nuts"]),
        ("he's allergic to peanuts", ["peanuts"]),
        ("he doesn't drink", ["alcohol"]),
        ("she doesn't drink alcohol", ["alcohol"]),
        ("she's sober", ["alcohol"]),
        ("my dad is coeliac", ["gluten"]),
        ("she is lactose intolerant", ["dairy"]),
        ("without plastic", ["plastic"]),
        ("avoid perfume and makeup", ["perfume", "makeup"]),
        ("he hates puzzles", ["puzzles"]),
        ("she doesn't like chocolate", ["chocolate"]),
        ("he isn't into sports", ["sports"]),
        ("anything but socks", ["socks"]),
        ("not another mug", ["mugs"]),
        ("he already has lots of books", ["books"]),
        ("she has enough jewelry", ["jewelry"]),
        ("no more toys", ["toys"]),
        ("please not jewellery", ["jewelry"]),
        ("wool gives him a rash", ["wool"]),
        ("gluten free please", ["gluten"]),
    ],
)
def test_excluded(text: str, excluded: list[str]) -> None:
    assert read(text).values("exclude") == excluded


@pytest.mark.parametrize(
    "text",
    [
        "no idea what to get",
        "no budget",
        "no rush",
        "nothing over 40 dollars",
        "i don't know what she likes",
        "not too expensive",
        "nothing fancy",
        "no problem, thanks",
        "no kids",
        "she loves candles",
        "her free time is for gardening",
        "money is no object",
        "she has hundreds",
        "no actually make it 25",
        "no actually he likes golf",
        "she has too much time",
        "i hate shopping, just tell me what to buy",
    ],
)
def test_nothing_excluded(text: str) -> None:
    assert read(text).values("exclude") == []


def test_what_is_excluded_is_no_interest() -> None:
    understood = read("my aunt loves gardening and books but no candles, she hates tea")
    assert sorted(understood.values("interest")) == ["books", "gardening"]
    assert understood.values("exclude") == ["candles", "tea"]


def test_what_another_person_dislikes_does_not_matter() -> None:
    text = "for my aunt, her husband is allergic to wool"
    husband = (text.index("husband"), text.index(" is"))
    assert find_exclusions(text, vocabulary("thing"), Taken(), others=[husband]) == []
    assert [f.value for f in find_exclusions(text, vocabulary("thing"), Taken())] == ["wool"]


def test_understood_stretches_are_taken() -> None:
    text = "no candles. she loves tea"
    taken = Taken()
    (finding,) = find_exclusions(text, vocabulary("thing"), taken)
    assert (finding.value, text[finding.start : finding.end]) == ("candles", "no candles")
    assert taken.overlaps(3, 10)
    assert not taken.overlaps(text.index("she"), len(text))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("she already has a horse book", ["horse books"]),
        ("he has all the lego star wars sets", ["lego star wars sets"]),
        ("we gave her a scarf last year", ["scarves"]),
        ("i gave her a book last time which she liked", []),
        ("what else? something without golf", ["golf"]),
        ("with no instruments", ["instruments"]),
        ("no minimum", []),
    ],
)
def test_what_they_have_and_what_it_must_not_be(text: str, labels: list[str]) -> None:
    assert read(text).brief()["exclude"] == labels


@pytest.mark.parametrize(
    "text", ["hmm none of these feel right", "none of them really grabs me", "none of those suit him"]
)
def test_liking_none_of_them_excludes_nothing(text: str) -> None:
    assert read(text).values("exclude") == []


def test_a_thing_named_the_wrong_way_round() -> None:
    assert read("he has already machine of coffee").values("exclude") == ["coffee machine"]
    assert read("he has a lot of tea").values("exclude") == ["tea"]


def test_what_there_is_too_much_of_is_no_liking() -> None:
    found = read("he has too much lego")
    assert (found.values("exclude"), found.values("interest")) == (["lego"], [])


def test_what_he_is_having_already() -> None:
    found = read("No no, robots he is having already. Kindly show something in science.")
    assert (found.values("exclude"), found.values("interest")) == (["robots"], ["science"])
    assert read("no tea towels, she's got a drawer full").values("exclude") == ["tea towels"]


def test_a_degree_is_nothing_one_has_already() -> None:
    assert read("he has an engineering degree").values("exclude") == []
    assert read("she has a tripod").values("exclude") == ["tripods"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("beer no, he stop to drink this year", ["alcohol"]),
        ("yeah nah, not a cup, everyone gives cups", ["cups"]),
        ("nowt lavender, gives her headaches", ["lavender"]),
        ("has every gadget there is. No gadgets", ["gadgets"]),
        ("no bricks, he has buckets of those", ["bricks"]),
    ],
)
def test_in_other_words(text: str, labels: list[str]) -> None:
    assert read(text).values("exclude") == labels
