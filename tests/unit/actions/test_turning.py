"""What is put right, likened to another person, or asked of the shop beside the matter."""

from __future__ import annotations

from typing import Any

import pytest

from actions.asked_beside import answer_beside
from actions.brief_update import updated
from actions.message import Said
from actions.recipients import begin
from actions.slots import GiftState
from actions.validate_gift_form import ValidateGiftForm
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.acting import Stage
from tests.support.tracker import entities, tracker

NIECE = GiftBrief(relationship="niece", age=AgeRange(min=8, max=8), interests=["tea"], budget=Budget(max=14))


def said(text: str, **values: Any) -> Said:
    return Said("inform", text, entities(**values))


@pytest.mark.parametrize(("denied", "name"), [(8.0, "age"), (14.0, "budget")])
def test_the_number_denied_tells_what_is_meant(stage: Stage, denied: float, name: str) -> None:
    number = {"min": 18.0, "max": 18.0}
    value = {"min": None, "max": 18.0, "currency": "USD"}
    brief = updated(NIECE, GiftState(), said("", denied=denied, number=number, budget=value))
    expected = {"age": {"age": AgeRange(min=18, max=18)}, "budget": {"budget": Budget(max=18)}}[name]
    assert brief == NIECE.model_copy(update=expected)


def test_a_girl_who_is_a_boy(stage: Stage) -> None:
    state = GiftState(gender="female")
    assert updated(NIECE, state, said("a boy, not a girl", sex="male")).relationship == "nephew"
    assert state.gender == "male"


@pytest.mark.parametrize("text", ["he is 9 years old", "she is 62 year", "they are 30 years old"])
def test_an_age_is_told_of_the_one_talked_about(stage: Stage, text: str) -> None:
    state, number = GiftState(), 9
    brief = updated(GiftBrief(relationship="nephew"), state, said(text, age={"min": number, "max": number}))
    assert brief == GiftBrief(relationship="nephew", age=AgeRange(min=number, max=number))
    assert state.others == []


def test_there_is_a_child_besides(stage: Stage) -> None:
    state = GiftState(seen=["a"])
    updated(GiftBrief(relationship="niece"), state, said("there is a 4 year old too", age={"min": 4, "max": 4}))
    assert [other["brief"]["relationship"] for other in state.others] == ["niece"]


@pytest.mark.parametrize("text", ["back to the 9yo", "now the 9 year old again"])
def test_back_to_one_by_age(stage: Stage, text: str) -> None:
    state = GiftState()
    nine = GiftBrief(relationship="nephew", age=AgeRange(min=9, max=9))
    begin(nine, state)
    six = GiftBrief(relationship="nephew", age=AgeRange(min=6, max=6))
    assert updated(six, state, said(text, age={"min": 9, "max": 9})) == nine
    assert [other["brief"]["age"]["min"] for other in state.others] == [6]


@pytest.mark.parametrize(
    ("relationship", "number", "age", "most"),
    [("son", 10.0, 10, None), ("son", 40.0, None, None), ("wife", 35.0, None, 35)],
)
def test_a_bare_number_by_who_it_is(
    stage: Stage, relationship: str, number: float, age: int | None, most: float | None
) -> None:
    state = GiftState(asked="interests")
    brief = updated(
        GiftBrief(relationship=relationship), state, said(str(number), number={"min": number, "max": number})
    )
    assert (brief.age and brief.age.min, brief.budget and brief.budget.max) == (age, most)


def test_a_bare_number_after_gifts_were_shown_is_a_price(stage: Stage) -> None:
    state = GiftState(seen=["a"])
    brief = updated(GiftBrief(interests=["novels"]), state, said("15", number={"min": 15.0, "max": 15.0}))
    assert brief.budget is not None and brief.budget.max == 15


def test_a_name_is_no_liking(stage: Stage) -> None:
    state = GiftState()
    lily = GiftBrief(relationship="child", age=AgeRange(min=9, max=9), interests=["horses"])
    begin(lily, state)
    state.others[0]["label"] = "Lily"
    read = [{"entity": "interest", "value": "lilies", "start": 11, "end": 15}]
    assert updated(GiftBrief(interests=["football"]), state, Said("inform", "what about Lily", read)) == lily


def test_a_limit_is_no_age_though_an_age_was_asked(stage: Stage) -> None:
    state, number = GiftState(asked="age"), {"min": 80.0, "max": 80.0}
    value = {"min": None, "max": 80.0, "currency": "USD"}
    brief = updated(GiftBrief(interests=["baths"]), state, said("80 tops", number=number, budget=value))
    assert (brief.age, brief.budget) == (None, Budget(max=80))


def test_a_number_where_the_age_is_known_is_a_price(stage: Stage) -> None:
    state, number = GiftState(asked="interests"), {"min": 25.0, "max": 25.0}
    brief = updated(GiftBrief(relationship="sister", age=AgeRange(min=29, max=29)), state, said("25", number=number))
    assert brief.budget is not None and brief.budget.max == 25


def test_wooden_would_be_great(stage: Stage) -> None:
    brief = updated(GiftBrief(), GiftState(asked="interests"), Said("inform", "wooden would be great", []))
    assert brief.interests == ["wooden"]


async def test_what_is_wrong_is_cleared_and_asked(stage: Stage) -> None:
    message = tracker("inform", "you got her age wrong", brief=NIECE, state=GiftState(skipped=["age"]), wrong="age")
    answer = await stage.run(ValidateGiftForm(), message)
    assert answer.slots["brief"]["age"] is None
    assert answer.slots["requested_slot"] == "age"


def test_an_age_told_beside_a_number_is_taken(stage: Stage) -> None:
    number, age = {"min": 50.0, "max": 50.0}, {"min": 61, "max": 61}
    brief = updated(GiftBrief(relationship="father"), GiftState(), said("he's 61. 50 max", number=number, age=age))
    assert brief.age == AgeRange(min=61, max=61)


def test_same_as_me(stage: Stage) -> None:
    state = GiftState()
    begin(GiftBrief(relationship="myself", interests=["baths", "novels"]), state)
    brief = updated(GiftBrief(relationship="roommate"), state, said("same as me basically"))
    assert brief == GiftBrief(relationship="roommate", interests=["baths", "novels"])


def test_like_nobody_known(stage: Stage) -> None:
    state = GiftState()
    begin(GiftBrief(relationship="father", interests=["golf"]), state)
    assert updated(GiftBrief(relationship="roommate"), state, said("same as me")).interests == []


async def test_a_question_beside_is_answered_from_the_pages(stage: Stage) -> None:
    from rasa_sdk.executor import CollectingDispatcher

    dispatcher = CollectingDispatcher()
    await answer_beside(dispatcher, said("", beside="can i return it"))
    assert [message["custom"]["type"] for message in dispatcher.messages] == ["policy"]
    nothing = CollectingDispatcher()
    await answer_beside(nothing, said("a gift for mum"))
    assert nothing.messages == []


@pytest.mark.parametrize("intent", ["inform", "next_recipient"])
def test_something_for_her_dog_is_for_nobody_else(stage: Stage, intent: str) -> None:
    state = GiftState(seen=["a"])
    told = Said(intent, "and something for her dog?", entities(interest="dogs"))
    brief = updated(GiftBrief(relationship="friend", interests=["yoga"]), state, told)
    assert brief == GiftBrief(relationship="friend", interests=["dogs"])
    assert state.others == []


def test_no_show_me_dads_puts_nobody_right(stage: Stage) -> None:
    state = GiftState(seen=["a"])
    begin(GiftBrief(relationship="father", interests=["bbq"]), state)
    brief = updated(
        GiftBrief(relationship="mother", interests=["gardening"]), state, said("no show me dads", relationship="father")
    )
    assert brief.relationship == "father" and brief.interests == ["bbq"]
    assert [other["brief"]["relationship"] for other in state.others] == ["mother"]


@pytest.mark.parametrize(
    ("text", "relationship"),
    [
        ("nothing with batteries please, it drives her mother to distraction", "mother"),
        ("she got a chess set from grandpa last yr so no chess sets", "grandfather"),
    ],
)
def test_who_is_only_mentioned_is_nobody_to_find_a_gift_for(stage: Stage, text: str, relationship: str) -> None:
    state, at = GiftState(seen=["a"]), text.index("mother" if relationship == "mother" else "grandpa")
    told = Said(
        "inform",
        text,
        [
            {"entity": "relationship", "value": relationship, "start": at, "end": at + len(relationship[:6])},
            {"entity": "exclude", "value": "batteries"},
        ],
    )
    brief = updated(GiftBrief(relationship="granddaughter"), state, told)
    assert brief.relationship == "granddaughter" and brief.exclude == ["batteries"]
    assert state.others == []
