"""Brief and state in the tracker's slots."""

from __future__ import annotations

import pytest

from actions.slots import GiftState, events_for, read_brief, read_state
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.tracker import tracker


def test_what_is_stored_is_read_again() -> None:
    brief = GiftBrief(relationship="niece", age=AgeRange(min=8), interests=["tea"], budget=Budget(max=40))
    state = GiftState(skipped=["budget"], shown=["a"], page=["a"], gender="female", fits=3, misses=1, asked="age")
    slots = {event["name"]: event["value"] for event in events_for(brief, state)}
    again = tracker(slots=slots)
    assert (read_brief(again), read_state(again)) == (brief, state)


def test_the_forms_slots() -> None:
    brief = GiftBrief(age=AgeRange(min=8, max=8), interests=["tea"])
    slots = {event["name"]: event["value"] for event in events_for(brief, GiftState(skipped=["budget"]))}
    assert slots["relationship"] is None
    assert slots["age"] == {"min": 8, "max": 8}
    assert slots["interests"] == ["tea"]
    assert slots["budget"] == "any"
    assert set(slots) == {"brief", "gift_state", "relationship", "age", "interests", "budget"}


@pytest.mark.parametrize("stored", [None, {}, {"age": {"min": 300}}, {"unknown": 1}])
def test_a_brief_that_cannot_be_read_is_empty(stored: dict[str, object] | None) -> None:
    assert read_brief(tracker(brief=stored)) == GiftBrief()


def test_a_state_of_another_version() -> None:
    assert read_state(tracker(slots={"gift_state": {"misses": 1, "of_tomorrow": True}})) == GiftState(misses=1)
    assert read_state(tracker()) == GiftState()


def test_remembering() -> None:
    state = GiftState(shown=["a"])
    state.remember(["b", "a"])
    assert (state.shown, state.page) == (["a", "b"], ["b", "a"])
    state.remember([f"p{number}" for number in range(300)])
    assert len(state.shown) == 200
    assert state.shown[-1] == "p299"
    state.forget_shown()
    assert (state.shown, state.page) == ([], [])
