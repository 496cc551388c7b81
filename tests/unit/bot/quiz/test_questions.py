"""The quiz's data: every question has its words and pictures."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from bot.quiz.pictures import load_quiz_pictures, picture_url
from bot.quiz.questions import Quiz, load_quiz
from bot.quiz.steps import ANY_PRICE
from bot.quiz.words import QuizWords
from bot.texts import load_texts
from catalog_index.brief import AgeRange, Budget, GiftBrief

OWN = Path(__file__).parents[4] / "data" / "quiz" / "pictures"
WORDS = QuizWords(load_texts("en"), "en")


def test_every_question_and_answer_has_words() -> None:
    for question in load_quiz().questions:
        for for_whom in question.for_:
            assert WORDS.question(question.id, for_whom)
        for option in question.options:
            assert WORDS.answer(question.id, option.id, "USD")
    assert WORDS.answer("budget", "30", "EUR") == "Up to €30"
    assert WORDS.answer("budget", ANY_PRICE, "EUR")
    assert WORDS.answer("taste", "vinyl records", "USD") == "Vinyl records"


def test_questions_follow_questions_that_there_are() -> None:
    quiz = load_quiz()
    ids = [question.id for question in quiz.questions]
    assert len(ids) == len(set(ids))
    assert {question.after for question in quiz.questions if question.after} <= set(ids)
    for question in quiz.questions:
        options = [option.id for option in question.options]
        assert len(options) == len(set(options))
        assert bool(options) != bool(question.from_)


def test_every_picture_is_there_and_is_only_a_picture() -> None:
    used = load_quiz_pictures()
    assert {path.stem for path in OWN.glob("*.svg")} <= set(used)
    for name, drawing in used.items():
        root = ET.fromstring(drawing)
        tags = {element.tag.split("}")[1] for element in root.iter()}
        assert root.get("viewBox") == "0 0 400 300"
        assert tags <= {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polygon", "polyline"}, name
        assert "{{" not in drawing
        assert picture_url(name).startswith(f"/quiz/pictures/{name}.svg?v=")


def test_a_brief_that_can_not_be_is_refused() -> None:
    data = load_quiz().model_dump(by_alias=True)
    data["questions"][0]["options"][0]["brief"] = {"age": {"min": -1}}
    with pytest.raises(ValueError, match="age"):
        Quiz.model_validate(data)


@pytest.mark.parametrize(
    ("brief", "words"),
    [
        (GiftBrief(), []),
        (GiftBrief(relationship="niece", age=AgeRange(min=8, max=8)), ["niece", "age 8"]),
        (GiftBrief(age=AgeRange(min=65)), ["age 65+"]),
        (GiftBrief(age=AgeRange(min=6, max=9), exclude=["wool"]), ["age 6-9", "no wool"]),
        (GiftBrief(budget=Budget(max=40)), ["up to $40"]),
        (GiftBrief(budget=Budget(min=20)), ["from $20"]),
        (GiftBrief(budget=Budget(), occasion="birthday"), ["birthday"]),
    ],
)
def test_what_is_known_in_words(brief: GiftBrief, words: list[str]) -> None:
    assert WORDS.brief(brief) == words
