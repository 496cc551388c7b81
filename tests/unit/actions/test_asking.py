"""The form's questions and their quick replies."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rasa_sdk import Action

from actions import context as module
from actions.ask_age import ActionAskAge
from actions.ask_budget import ActionAskBudget
from actions.ask_interests import ActionAskInterests
from actions.ask_relationship import ActionAskRelationship
from actions.slots import GiftState
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.acting import Stage
from tests.support.catalog import gift
from tests.support.tracker import tracker


def parsed(payload: str) -> Any:
    assert payload.startswith("/inform")
    return json.loads(payload.removeprefix("/inform"))


@pytest.mark.parametrize(
    ("action", "key", "text"),
    [
        (ActionAskRelationship(), "relationship", "ask.relationship"),
        (ActionAskAge(), "age", "ask.age.they"),
        (ActionAskInterests(), "interests", "ask.interests.they"),
        (ActionAskBudget(), "budget", "ask.budget"),
    ],
)
async def test_each_asks_with_quick_replies_and_a_way_out(stage: Stage, action: Action, key: str, text: str) -> None:
    assert action.name() == f"action_ask_gift_form_{key}"
    answer = await stage.run(action, tracker())
    assert (answer.slots["gift_state"]["asked"], answer.slots["gift_state"]["asks"]) == (key, 1)
    assert answer.kinds == ["quick_replies"]
    assert answer.messages[0]["text"] == text
    assert answer.payloads[-1] == "/not_sure"
    assert len(answer.payloads) >= 3
    assert len(set(answer.payloads)) == len(answer.payloads)


async def test_relationships_and_ages(stage: Stage) -> None:
    payloads = (await stage.run(ActionAskRelationship(), tracker())).payloads
    assert parsed(payloads[0]) == {"relationship": "partner"}
    ages = [parsed(p)["age"] for p in (await stage.run(ActionAskAge(), tracker())).payloads[:-1]]
    assert [AgeRange(**age) for age in ages]
    assert ages[0] == {"min": 0, "max": 1}
    assert ages[-1] == {"min": 18, "max": None}


async def test_interests_are_those_that_most_gifts_serve(stage: Stage) -> None:
    answer = await stage.run(ActionAskInterests(), tracker())
    assert [parsed(p) for p in answer.payloads[:-1]] == [{"interest": "dinosaurs"}, {"interest": "tea"}]
    within = await stage.run(ActionAskInterests(), tracker(brief=GiftBrief(budget=Budget(max=35))))
    assert [parsed(p) for p in within.payloads[:-1]] == [{"interest": "dinosaurs"}]


async def test_budgets_are_round_amounts_of_what_fits(stage: Stage) -> None:
    # What fits costs 12, 18, 20, 24, 30, 45, 55, 80: 30% is 20.4, 60% 33, 85% 53.9.
    payloads = (await stage.run(ActionAskBudget(), tracker())).payloads
    assert [parsed(p)["budget"] for p in payloads[:-1]] == [
        {"min": None, "max": 25, "currency": "USD"},
        {"min": None, "max": 40, "currency": "USD"},
        {"min": None, "max": 60, "currency": "USD"},
        {"min": None, "max": None, "currency": "USD"},
    ]
    # Tea costs 20 and 45: 27.5, 35, 41.25.
    tea = (await stage.run(ActionAskBudget(), tracker(brief=GiftBrief(interests=["tea"])))).payloads
    assert [parsed(p)["budget"]["max"] for p in tea[:-1]] == [30, 40, 50, None]


async def test_budgets_where_nothing_fits(stage: Stage) -> None:
    brief = GiftBrief(interests=["zeppelins"])
    payloads = (await stage.run(ActionAskBudget(), tracker(brief=brief))).payloads
    assert [parsed(p)["budget"]["max"] for p in payloads[:-1]] == [30, 60, 100, None]


async def test_one_price_makes_one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(gift("a", price=900))
    monkeypatch.setattr(module, "_context", stage.context)
    payloads = (await stage.run(ActionAskBudget(), tracker())).payloads
    assert [parsed(p)["budget"]["max"] for p in payloads[:-1]] == [1000, None]


@pytest.mark.parametrize(("gender", "relationship", "word"), [
    ("female", "niece", "she"), ("male", "uncle", "he"), (None, "friend", "they"), (None, "myself", "you"),
])  # fmt: skip
async def test_of_whom_the_question_is(stage: Stage, gender: str | None, relationship: str, word: str) -> None:
    message = tracker(brief={"relationship": relationship}, state=GiftState(gender=gender))
    assert (await stage.run(ActionAskAge(), message)).messages[0]["text"] == f"ask.age.{word}"


async def test_why_it_is_asked_is_told_where_it_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = ("tea", "golf", "chess", "maps")
    stage = Stage(*(gift(f"{label}{n}", interests=(label,)) for label in labels for n in range(10)))
    monkeypatch.setattr(module, "_context", stage.context)
    assert (await stage.run(ActionAskInterests(), tracker())).messages[0]["text"] == "ask.why"
    # Each answer leaves 10 of the 40, all are as likely.
    said = dict(stage.texts.said)
    assert said["ask.why"] == {"question": "ask.interests.they", "now": "count.many", "left": "10"}
    assert said["count.many"] == {"count": 40}


async def test_beneath_cards_the_next_steps_stand_beside_the_answers(stage: Stage) -> None:
    answer = await stage.run(ActionAskBudget(), tracker(brief={"interests": ["tea"]}, state=GiftState(seen={})))
    # The answers first, then the next steps; a row holds no more than six.
    assert answer.payloads[-2:] == ["/more", "/cheaper"]
    assert len(answer.payloads) == 6
    assert answer.payloads[0].startswith("/inform")
    assert answer.slots["gift_state"]["put"] == ["budget"]
    assert answer.slots["gift_state"]["asks"] == 0


async def test_who_is_not_sure_may_choose_by_pictures(stage: Stage) -> None:
    answer = await stage.run(ActionAskInterests(), tracker(state=GiftState(skipped=["relationship"])))
    assert answer.payloads[-3:] == ["/not_sure", "/start_quiz", "/show_now"]
