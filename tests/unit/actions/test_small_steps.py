"""Start over, hand-off, small talk, misses."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from actions.fall_back import ActionFallBack
from actions.hand_off import ActionHandOff
from actions.lead_back import ActionLeadBack
from actions.slots import GiftState
from actions.start_over import ActionStartOver
from bot.handoff.waiting import Place
from catalog_index.brief import Budget, GiftBrief
from tests.support.acting import Stage
from tests.support.tracker import SENDER, tracker

DONE = GiftBrief(relationship="mother", interests=["tea"], budget=Budget(max=40))


async def test_start_over_forgets_the_brief_and_keeps_the_list(stage: Stage) -> None:
    stage.wishlist.ids[SENDER] = ["tea"]
    state = GiftState(page=["tea"], skipped=["age"], gender="female", hurry=True)
    answer = await stage.run(ActionStartOver(), tracker("start_over", brief=DONE, state=state))
    assert answer.slots["brief"] == GiftBrief().model_dump(mode="json")
    left = answer.slots["gift_state"]
    assert [left[name] for name in ("page", "skipped", "gender", "hurry")] == [[], [], None, False]
    assert left["asked"] == "relationship"
    assert [answer.slots[name] for name in ("relationship", "age", "interests", "budget")] == [None] * 4
    assert stage.wishlist.ids == {SENDER: ["tea"]}


async def test_hand_off_records_the_wish_and_says_what_happens(stage: Stage) -> None:
    answer = await stage.run(ActionHandOff(), tracker("hand_off", "let me talk to a person", brief=DONE))
    assert stage.handoff.wishes == [(SENDER, "let me talk to a person")]
    (message,) = answer.messages
    assert (message["type"], message["text"]) == ("later", "handed_off.0")
    assert [option["payload"] for option in message["options"]] == ["/affirm", "/hand_off"]


async def test_outside_hours_the_shopper_hears_when_the_shop_opens(stage: Stage) -> None:
    opens = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    stage.handoff.opens = opens
    answer = await stage.run(ActionHandOff(), tracker("hand_off", "a person please", brief=DONE))
    when = {"weekday": "Monday", "day": "November 23", "time": "9:00 AM"}
    assert ("closed.until", when) in stage.texts.said
    assert [option["payload"] for option in answer.of("later")["options"]] == ["/affirm", "/hand_off"]
    stage.handoff.place = Place(2, None, opens)
    waits = await stage.run(ActionHandOff(), tracker("hand_off", "/hand_off", brief=DONE))
    assert waits.messages[0]["text"] == "waiting.later.until"
    assert ("waiting.later.until", {"position": 2} | when) in stage.texts.said


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (Place(1, None), "waiting.next"),
        (Place(3, None), "waiting.position"),
        (Place(1, 20.0), "waiting.next waiting.one_minute"),
        (Place(2, 130.0), "waiting.position waiting.minutes"),
    ],
)
async def test_where_somebody_is_there_the_shopper_waits(stage: Stage, place: Place, says: str) -> None:
    stage.handoff.place = place
    answer = await stage.run(ActionHandOff(), tracker("hand_off", "let me talk to a person", brief=DONE))
    (message,) = answer.messages
    assert message["text"] == says
    assert [option["payload"] for option in message["options"]] == ["/affirm"]


async def test_lead_back_to_the_question_that_stands(stage: Stage) -> None:
    answer = await stage.run(ActionLeadBack(), tracker("greet", brief={"relationship": "niece"}))
    assert answer.of("quick_replies")["text"].startswith("ask.")
    assert answer.slots["gift_state"]["asked"] is not None
    assert answer.slots["requested_slot"] is None


async def test_lead_back_after_results(stage: Stage) -> None:
    answer = await stage.run(ActionLeadBack(), tracker("thank", brief=DONE))
    assert answer.payloads == ["/more", "/cheaper", "/reject_kind", "/next_recipient"]
    assert answer.slots["gift_state"]["asked"] is None


async def test_the_first_miss_asks_again(stage: Stage) -> None:
    answer = await stage.run(ActionFallBack(), tracker("nlu_fallback", "blorp blorp?"))
    assert answer.of("quick_replies")["text"].startswith("missed_opening.0 ask.relationship")
    assert (answer.slots["gift_state"]["misses"], answer.slots["gift_state"]["asked"]) == (1, "relationship")


async def test_the_second_miss_offers_a_person(stage: Stage) -> None:
    answer = await stage.run(ActionFallBack(), tracker("nlu_fallback", "blorp?", state=GiftState(misses=1)))
    assert answer.payloads == ["/hand_off", "/start_quiz", "/show_now", "/start_over"]
    assert answer.slots["gift_state"]["misses"] == 2


async def test_a_miss_after_results(stage: Stage) -> None:
    answer = await stage.run(ActionFallBack(), tracker("nlu_fallback", "blorp?", brief=DONE))
    assert answer.kinds == ["quick_replies"]
    assert answer.slots["gift_state"]["asked"] is None
    # Whatever led here, nothing else is done in this turn.
    assert [event["name"] for event in answer.events if event["event"] == "followup"] == ["action_listen"]


async def test_an_answer_in_unknown_words_goes_to_the_form(stage: Stage) -> None:
    message = tracker("nlu_fallback", "axolotls", brief={"relationship": "mother"}, state=GiftState(asked="interests"))
    answer = await stage.run(ActionFallBack(), message)
    assert answer.messages == []
    assert [(event["event"], event["name"]) for event in answer.events[2:]] == [("followup", "gift_form")]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\x00\x07", "😀😀", "/restart", "'; drop table--", "مرحبا؟"]
)
async def test_odd_answers_are_misses(stage: Stage, text: str) -> None:
    for question in ("relationship", "age", "interests", "budget", None):
        answer = await stage.run(ActionFallBack(), tracker("nlu_fallback", text, state=GiftState(asked=question)))
        assert answer.slots["brief"] == GiftBrief().model_dump(mode="json")
