"""The people of a conversation, as the API tells of them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversation.recipients import details, listed, phrase, recipients, switch_title
from bot.texts import load_texts
from catalog_index.brief import GiftBrief

TEXTS = load_texts("en")


def brief(**parts: Any) -> dict[str, Any]:
    return GiftBrief(**parts).model_dump(mode="json")


NIECE, FATHER = brief(relationship="niece", age={"min": 8, "max": 8}), brief(relationship="father")
STATE = {"current": 2, "label": "", "others": [{"id": 1, "label": "", "brief": NIECE, "state": {}}]}


def names(state: dict[str, Any] | None, now: dict[str, Any]) -> list[str]:
    return [person.label for person in recipients(state, now, TEXTS)]


def test_nobody_one_and_several() -> None:
    assert listed(None, brief(), TEXTS) == []
    assert listed(None, {}, TEXTS) == []
    assert listed(None, NIECE, TEXTS) == [{"id": 1, "label": "niece", "current": True}]
    assert listed(STATE, FATHER, TEXTS) == [
        {"id": 1, "label": "niece", "current": False},
        {"id": 2, "label": "father", "current": True},
    ]


@pytest.mark.parametrize(
    ("now", "label"),
    [
        (brief(relationship="niece", interests=["tea"]), "niece"),
        (brief(interests=["horses"], age={"min": 8, "max": 8}), "one who likes horses"),
        (brief(age={"min": 8, "max": 10}), "8-10-year-old"),
        (brief(occasion="wedding"), "person 1"),
    ],
)
def test_labels(now: dict[str, Any], label: str) -> None:
    assert names(None, now) == [label]


def test_people_of_one_name_are_told_apart() -> None:
    other = {"id": 1, "label": "", "brief": NIECE, "state": {}}
    state = {"current": 2, "others": [other]}
    assert names(state, brief(relationship="niece", age={"min": 10, "max": 10})) == ["niece (8)", "niece (10)"]
    assert names(state, brief(relationship="niece", interests=["tea"]))[0] == "niece (8)"
    assert names(state, NIECE) == ["niece (1)", "niece (2)"]


def test_in_a_sentence() -> None:
    niece, father = recipients(STATE, FATHER, TEXTS)
    assert (phrase(niece, TEXTS), phrase(father, TEXTS)) == ("your niece", "your father")
    assert details(niece) == "8"
    (me,) = recipients(None, brief(relationship="myself"), TEXTS)
    assert phrase(me, TEXTS) == "you"
    (twin,) = recipients({"label": "first twin"}, brief(interests=["lego"]), TEXTS)
    assert (phrase(twin, TEXTS), details(twin)) == ("the first twin", "lego")


@pytest.mark.parametrize(
    ("payload", "title"),
    [
        ('/switch_recipient{"recipient": 1}', "Gifts for your niece"),
        ('/switch_recipient{"recipient":2}', "Gifts for your father"),
        ('/switch_recipient{"recipient": 3}', None),
        ('/switch_recipient{"recipient": 1, "budget": {}}', None),
        ("/more", None),
    ],
)
def test_only_those_that_there_are_can_be_turned_to(payload: str, title: str | None) -> None:
    assert switch_title(payload, STATE, FATHER, TEXTS) == title
