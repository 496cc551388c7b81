"""Diets, and things owned already."""

import pytest

from tests.support.reading import read


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("my sister went vegan", ["animal products"]),
        ("he's a vegan bodybuilder", ["animal products"]),
        ("she is vegetarian", ["meat"]),
        ("halal food for my neighbour", ["pork", "alcohol"]),
        ("a kosher gift basket", ["pork", "shellfish"]),
        ("gran is a coeliac", ["gluten"]),
        ("gluten-free please", ["gluten"]),
        ("she's lactose intolerant", ["dairy"]),
        ("my friend is pregnant", ["alcohol"]),
        ("nut allergy", ["nuts"]),
        ("he has a dust allergy", ["dust"]),
        ("no plastic, no alcohol", ["plastic", "alcohol"]),
        ("doesn't drink so no wine", ["alcohol"]),
        ("nothing scented please", ["scented products"]),
        ("nothing that beeps", ["noisy toys"]),
        ("no sweets with nuts in them", ["nuts"]),
        ("not pink not blue", ["pink", "blue"]),
        # Owned already.
        ("he has enough balls", ["balls"]),
        ("already has a dinosaur atlas", ["dinosaur atlas"]),
        ("owns a moka pot and a grinder already", ["moka pots", "grinders"]),
        ("he's got binoculars, leave those out", ["binoculars"]),
        ("way too many blankets", ["blankets"]),
        ("there's no space for gadgets", ["gadgets"]),
        ("whisky is out, he quit drinking", ["alcohol"]),
    ],
)
def test_excluded(text: str, labels: list[str]) -> None:
    assert sorted(read(text).values("exclude")) == sorted(labels)


@pytest.mark.parametrize(
    "text",
    [
        "a vegan cookbook for my roommate",
        "vegan leather wallet",
        "he's marrying a vegan",
        "she's not vegetarian",
        "he just turned vegetarian, that's not the thing though",
        "i'm pregnant, gift for my husband",
        "housewarming, they have lots of houseplants",
        "not too childish",
        "nothing came yet",
        "not a joke",
    ],
)
def test_not_excluded(text: str) -> None:
    assert read(text).values("exclude") == []


def test_an_owned_thing_leaves_the_interest() -> None:
    brief = read("he loves dinosaurs but already has a dinosaur atlas").brief()
    assert brief["interests"] == ["dinosaurs"]
    assert brief["exclude"] == ["dinosaur atlas"]


def test_what_the_family_keeps_to_holds_for_the_recipient() -> None:
    assert read("gift for my uncle, we're muslim so halal only please").values("exclude") == ["pork", "alcohol"]
    assert read("i'm pregnant and need a gift for my sister").values("exclude") == []
