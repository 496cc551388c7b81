"""Every step of the form."""

from __future__ import annotations

from typing import Any

import pytest

from actions.slots import GiftState, wish_of
from actions.validate_gift_form import ValidateGiftForm
from catalog_index.brief import Budget, GiftBrief
from tests.support.acting import Stage
from tests.support.tracker import tracker

NIECE = {"relationship": "niece"}


async def test_one_sentence_leaves_nothing_to_ask(stage: Stage) -> None:
    message = tracker(
        relationship="niece",
        age={"min": 8, "max": 8},
        interest="dinosaurs",
        budget={"min": None, "max": 40, "currency": "USD"},
    )
    answer = await stage.run(ValidateGiftForm(), message)
    assert answer.slots == {
        "brief": {
            "relationship": "niece",
            "age": {"min": 8, "max": 8},
            "interests": ["dinosaurs"],
            "exclude": [],
            "budget": {"min": None, "max": 40.0, "currency": "USD"},
            "occasion": None,
        },
        "gift_state": answer.slots["gift_state"],
        "relationship": "niece",
        "age": {"min": 8, "max": 8},
        "interests": ["dinosaurs"],
        "budget": {"min": None, "max": 40.0, "currency": "USD"},
        "requested_slot": None,
    }
    assert answer.slots["gift_state"]["asked"] is None
    assert answer.messages == []


@pytest.mark.parametrize(
    ("values", "question"),
    [
        ({}, "relationship"),
        ({"relationship": "niece"}, "interests"),
        ({"relationship": "mother"}, "interests"),
        ({"relationship": "mother", "interest": "tea"}, None),
        ({"budget": {"min": None, "max": None, "currency": "USD"}, "relationship": "aunt", "interest": "tea"}, None),
    ],
)
async def test_only_what_is_missing_is_asked(stage: Stage, values: dict[str, Any], question: str | None) -> None:
    answer = await stage.run(ValidateGiftForm(), tracker("request_gift", **values))
    assert answer.slots["requested_slot"] == question
    assert answer.slots["gift_state"]["asked"] == question


async def test_not_sure_goes_on_to_the_next(stage: Stage) -> None:
    message = tracker("not_sure", brief=NIECE, state=GiftState(asked="age"))
    answer = await stage.run(ValidateGiftForm(), message)
    assert answer.slots["requested_slot"] == "interests"
    assert answer.slots["age"] == "any"
    assert answer.slots["brief"]["age"] is None
    assert answer.slots["gift_state"]["skipped"] == ["age"]


async def test_show_now_asks_no_more(stage: Stage) -> None:
    answer = await stage.run(ValidateGiftForm(), tracker("show_now", brief=NIECE))
    assert answer.slots["requested_slot"] is None
    assert answer.slots["gift_state"]["hurry"] is True


@pytest.mark.parametrize("intent", ["greet", "thank", "more", "hand_off", "nlu_fallback", "off_topic", "save_gift", ""])
async def test_what_says_nothing_of_the_wish_is_refused(stage: Stage, intent: str) -> None:
    message = tracker(intent, brief=NIECE, state=GiftState(asked="age", misses=1))
    answer = await stage.run(ValidateGiftForm(), message)
    assert [(event["event"], event.get("name")) for event in answer.events] == [
        ("action_execution_rejected", "gift_form")
    ]


async def test_what_changes_the_brief_is_taken_whatever_the_intent(stage: Stage) -> None:
    message = tracker("nlu_fallback", "axolotls", brief={"relationship": "mother"}, state=GiftState(asked="interests"))
    answer = await stage.run(ValidateGiftForm(), message)
    assert answer.slots["brief"]["interests"] == ["axolotls"]
    assert answer.slots["requested_slot"] is None


@pytest.mark.parametrize("intent", ["shop_question", "delivery_by", "track_order", "occasion_date", "occasion_help"])
async def test_what_is_asked_of_the_shop_is_no_answer(stage: Stage, intent: str) -> None:
    answer = await stage.run(ValidateGiftForm(), tracker(intent, brief=NIECE, occasion="christmas"))
    assert [event["event"] for event in answer.events] == ["action_execution_rejected"]


async def test_nothing_new_after_cards_asks_what_helps_then_shows_more(stage: Stage) -> None:
    brief = GiftBrief(relationship="friend", interests=["dinosaurs"])
    shown = GiftState(seen=wish_of(brief, GiftState()), talked=1, page=["dig"], shown=["dig"], asked="budget")
    again = await stage.run(ValidateGiftForm(), tracker(brief=brief, state=shown, relationship="friend"))
    assert again.slots["requested_slot"] == "budget"
    skipped = await stage.run(ValidateGiftForm(), tracker("not_sure", brief=brief, state=shown))
    assert skipped.slots["requested_slot"] is None
    assert skipped.slots["gift_state"]["page"] == ["dig"]


async def test_who_is_dropped_is_said(stage: Stage) -> None:
    others = [{"id": 2, "label": "", "brief": {"relationship": "father"}, "state": {}}]
    message = tracker(brief=NIECE, state=GiftState(others=others), drop="dad", relationship="father")
    answer = await stage.run(ValidateGiftForm(), message)
    assert answer.messages[0]["text"] == "dropped"
    assert answer.slots["gift_state"]["others"] == []
    assert answer.slots["brief"]["relationship"] == "niece"


async def test_a_correction_after_results(stage: Stage) -> None:
    brief = GiftBrief(relationship="mother", interests=["tea"], budget=Budget(max=40))
    message = tracker(brief=brief, state=GiftState(page=["tea"], shown=["tea"]), number={"min": 60, "max": 60})
    answer = await stage.run(ValidateGiftForm(), message)
    assert answer.slots["budget"] == {"min": None, "max": 60.0, "currency": "USD"}
    assert answer.slots["requested_slot"] is None
    assert answer.slots["gift_state"]["shown"] == []


async def test_an_answer_ends_a_row_of_misses(stage: Stage) -> None:
    message = tracker(relationship="mother", state=GiftState(misses=1))
    assert (await stage.run(ValidateGiftForm(), message)).slots["gift_state"]["misses"] == 0


async def test_a_brief_that_cannot_be_read_starts_afresh(stage: Stage) -> None:
    answer = await stage.run(ValidateGiftForm(), tracker(brief={"age": "old"}, relationship="aunt"))
    assert answer.slots["brief"]["relationship"] == "aunt"
