"""The quiz in the chat: offered, led the same way without it, and its end."""

from __future__ import annotations

from actions.finish_quiz import ActionFinishQuiz
from actions.slots import GiftState
from actions.start_quiz import ActionStartQuiz
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.acting import Stage
from tests.support.tracker import tracker

NIECE = GiftBrief(relationship="niece", age=AgeRange(min=8, max=8), interests=["dinosaurs"])
ANSWERS = GiftBrief(relationship="friend", interests=["tea"], exclude=["wool"], budget=Budget(max=40))


async def test_the_quiz_is_offered_for_both(stage: Stage) -> None:
    answer = await stage.run(ActionStartQuiz(), tracker("start_quiz", "quiz me"))
    message = answer.of("quiz")
    assert (message["for_whom"], message["text"]) == ("someone", "quiz.offer")
    assert [option["payload"] for option in message["options"]] == [
        '/start_quiz{"quiz_for": "someone"}',
        '/start_quiz{"quiz_for": "myself"}',
    ]


async def test_what_is_known_is_kept_and_that_is_said(stage: Stage) -> None:
    known = NIECE.model_copy(update={"interests": []})
    answer = await stage.run(ActionStartQuiz(), tracker("start_quiz", "quiz me", brief=known))
    assert answer.of("quiz")["text"] == "quiz.offer_known"
    assert answer.slots["brief"] == known.model_dump(mode="json")
    me = await stage.run(ActionStartQuiz(), tracker("start_quiz", "quiz", brief=GiftBrief(relationship="myself")))
    assert me.of("quiz")["for_whom"] == "myself"


async def test_what_is_told_on_the_way_is_heard(stage: Stage) -> None:
    said = tracker("start_quiz", "the quiz for my mum", relationship="mother", interest="quizzes")
    answer = await stage.run(ActionStartQuiz(), said)
    assert answer.slots["brief"]["relationship"] == "mother"
    assert answer.slots["brief"]["interests"] == []
    assert "quiz" in answer.kinds


async def test_without_the_quiz_questions_lead_the_same_way(stage: Stage) -> None:
    mine = await stage.run(ActionStartQuiz(), tracker("start_quiz", quiz_for="myself"))
    assert mine.slots["brief"]["relationship"] == "myself"
    assert mine.of("quick_replies")["options"]
    theirs = await stage.run(ActionStartQuiz(), tracker("start_quiz", quiz_for="someone"))
    assert theirs.slots["brief"]["relationship"] is None
    assert theirs.slots["gift_state"]["asked"]


async def test_no_idea_is_an_answer_to_a_plain_question(stage: Stage) -> None:
    brief = GiftBrief(relationship="child", interests=["dinosaurs"])
    state = GiftState(asked="age")
    answer = await stage.run(ActionStartQuiz(), tracker("start_quiz", "I have no idea", brief=brief, state=state))
    assert "quiz" not in answer.kinds
    assert "age" in answer.slots["gift_state"]["skipped"]
    asked = await stage.run(ActionStartQuiz(), tracker("start_quiz", "quiz me", brief=brief, state=state))
    assert "quiz" in asked.kinds


async def test_its_end_sets_the_brief_and_asks_nothing_more(stage: Stage) -> None:
    edit = ANSWERS.model_dump(mode="json")
    answer = await stage.run(ActionFinishQuiz(), tracker("finish_quiz", brief_edit=edit))
    assert answer.slots["brief"] == edit
    state = answer.slots["gift_state"]
    assert (state["asked"], state["hurry"], state["others"]) == (None, True, [])
    assert "age" in state["skipped"]
    assert answer.messages == []


async def test_another_person_is_put_aside(stage: Stage) -> None:
    edit = ANSWERS.model_dump(mode="json")
    answer = await stage.run(ActionFinishQuiz(), tracker("finish_quiz", brief=NIECE, brief_edit=edit))
    assert answer.slots["brief"]["relationship"] == "friend"
    (other,) = answer.slots["gift_state"]["others"]
    assert other["brief"]["relationship"] == "niece"


async def test_the_same_person_is_not(stage: Stage) -> None:
    known = NIECE.model_copy(update={"interests": []})
    edit = {**known.model_dump(mode="json"), "interests": ["tea"]}
    answer = await stage.run(ActionFinishQuiz(), tracker("finish_quiz", brief=known, brief_edit=edit))
    assert answer.slots["gift_state"]["others"] == []
    assert answer.slots["brief"]["interests"] == ["tea"]
