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
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.acting import Stage
from tests.support.catalog import gift
from tests.support.tracker import tracker


def parsed(payload: str) -> Any:
    assert payload.startswith("/inform")
    return json.loads(payload.removeprefix("/inform"))


@pytest.mark.parametrize(
    ("action", "key"),
    [
        (ActionAskRelationship(), "relationship"),
        (ActionAskAge(), "age"),
        (ActionAskInterests(), "interests"),
        (ActionAskBudget(), "budget"),
    ],
)
async def test_each_asks_with_quick_replies_and_a_way_out(stage: Stage, action: Action, key: str) -> None:
    assert action.name() == f"action_ask_gift_form_{key}"
    answer = await stage.run(action, tracker())
    assert answer.events == []
    assert answer.kinds == ["quick_replies"]
    assert answer.messages[0]["text"] == f"ask.{key}"
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
    assert [parsed(p)["budget"]["max"] for p in payloads[:-1]] == [500, None]
