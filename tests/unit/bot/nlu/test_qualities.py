"""What a gift is to be like."""

from __future__ import annotations

import pytest

from bot.nlu.qualities import find_qualities
from bot.nlu.spans import Taken
from catalog_index.qualities import LABELS
from tests.support.reading import read


def qualities(text: str) -> list[str]:
    return [("" if one.value["wanted"] else "-") + one.value["label"] for one in find_qualities(text.lower(), Taken())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("something soft and cosy for my mother", ["soft", "cozy"]),
        ("handmade would be nice too", ["handmade"]),
        ("something practical", ["practical"]),
        ("more colourful please", ["colorful"]),
        ("anything smaller?", ["small"]),
        ("something that lasts", ["durable"]),
        ("something a bit special", ["unusual"]),
        ("only a small thing, a tenner or so", ["small"]),
        ("less kitschy please", ["-kitschy", "elegant"]),
        ("not too big, she lives in a small apartment", ["-large", "small"]),
        ("not so boring please", ["unusual"]),
        ("too childish", ["-childish"]),
        ("nothing for kids please", ["-childish"]),
        ("she loves minimalist stuff", ["modern"]),
    ],
)
def test_asked_of_the_gift(text: str, found: list[str]) -> None:
    assert qualities(text) == found
    assert {label.lstrip("-") for label in found} <= LABELS


@pytest.mark.parametrize(
    "text",
    [
        "he's funny and loves cars",
        "is it soft?",
        "the first is cute",
        "cute!",
        "soft toys for my niece",
        "my little brother, 8",
        "big fan of lego",
        "something from a small business",
        "cool. show me more",
        "she loves bright colours and painting",
    ],
)
def test_said_of_something_else(text: str) -> None:
    assert qualities(text) == []


def test_a_quality_is_no_interest() -> None:
    understood = read("something romantic for my wife, she loves tea")
    assert understood.values("interest") == ["tea"]
    assert understood.value("quality") == {"label": "romantic", "wanted": True}
