"""Facts for several known people in one message."""

from __future__ import annotations

from typing import Any

import pytest

from actions.brief_update import updated
from actions.message import Said
from actions.recipients import add
from actions.slots import GiftState
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.tracker import entities

pytestmark = pytest.mark.usefixtures("stage")

LITTLE = GiftBrief(relationship="grandson", age=AgeRange(min=5, max=5))
BIG = GiftBrief(relationship="grandson", age=AgeRange(min=9, max=9))


def said(text: str, **values: Any) -> Said:
    return Said("inform", text, entities(**values))


def budgets(brief: GiftBrief, state: GiftState) -> list[float | None]:
    others = [GiftBrief.model_validate(other["brief"]) for other in state.others]
    return [one.budget.max if one.budget else None for one in [brief, *others]]


def test_by_description() -> None:
    state = GiftState(label="grandson, 5", gender="male")
    add(state, BIG, "grandson, 9", gender="male")
    brief = updated(LITTLE, state, said("20 for the little one, 30 for the big one", age={"min": 30, "max": 30}))
    assert budgets(brief, state) == [20, 30]
    assert (brief.age, state.current) == (LITTLE.age, 1)


def test_by_relationship() -> None:
    state = GiftState(gender="female")
    add(state, GiftBrief(relationship="father", interests=["golf"]), "father", gender="male")
    mother = GiftBrief(relationship="mother", budget=Budget(max=10))
    persons = [
        {"label": "mother", "relationship": "mother", "budget": {"min": None, "max": 30, "currency": "USD"}},
        {"label": "father", "relationship": "father", "budget": {"min": None, "max": 20, "currency": "USD"}},
    ]
    brief = updated(mother, state, said("30 for mum, 20 for dad", person=persons, relationship="mother"))
    assert budgets(brief, state) == [30, 20]
    assert len(state.others) == 1


def test_people_who_are_not_known_are_new() -> None:
    state = GiftState(gender="female")
    add(state, GiftBrief(relationship="father"), "father", gender="male")
    persons = [{"label": "son", "relationship": "son"}, {"label": "daughter", "relationship": "daughter"}]
    brief = updated(GiftBrief(relationship="mother", interests=["tea"]), state, said("", person=persons))
    assert brief.relationship == "son"
    assert len(state.others) == 3


def test_per_person_and_any_of_them_is_everybodys() -> None:
    state = GiftState(gender="female")
    add(state, GiftBrief(relationship="father"), "father", gender="male")
    mother = GiftBrief(relationship="mother")
    brief = updated(mother, state, said("30 per person", budget={"min": None, "max": 30, "currency": "USD"}))
    brief = updated(brief, state, said("no plastic for any of them", exclude="plastic"))
    assert budgets(brief, state) == [30, 30]
    assert [brief.exclude, state.others[0]["brief"]["exclude"]] == [["plastic"], ["plastic"]]


def test_an_occasion_of_one_of_them_is_not_the_others() -> None:
    state = GiftState()
    persons = [
        {"label": "receptionist", "relationship": "colleague", "occasion": "retirement"},
        {"label": "intern", "relationship": "employee"},
    ]
    brief = updated(GiftBrief(), state, said("", person=persons, occasion="retirement"))
    assert brief.occasion == "retirement"
    assert [other["brief"]["occasion"] for other in state.others] == [None]
