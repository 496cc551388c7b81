"""Who asks for the quiz, and who only likes quizzes."""

from __future__ import annotations

import pytest

from bot.nlu.arbitration import Guess, settle
from bot.nlu.normalize import normalize
from bot.nlu.quiz_talk import wants_quiz


@pytest.mark.parametrize(
    "text",
    [
        "quiz",
        "Quiz me!",
        "take the quiz",
        "Take the gift quiz",
        "can I take the quiz?",
        "I'd like the quiz please",
        "do you have a quiz",
        "lets do the quiz for my mum",
        "surprise quiz",
        "the quiz again",
        "help me choose",
        "I have no idea, help me choose",
        "I have no idea",
        "I've absolutely no idea",
        "I have no idea where to start",
        "I don't know what she likes at all",
        "sorry, I don't know where to begin",
    ],
)
def test_asks_for_it(text: str) -> None:
    assert wants_quiz(normalize(text))
    assert settle(text, [Guess("inform", 0.99)], ["interest"]) == "start_quiz"


@pytest.mark.parametrize(
    "text",
    [
        "he likes quizzes",
        "i like quizzes",
        "pub quizzes and beer",
        "a pub quiz box",
        "quiz games",
        "quizzes and crosswords",
        "something for my dad who loves a quiz",
        "no idea",
        "i have no idea how old she is",
        "I have no idea what to get",
        "i don't know what she's into",
        "help me choose a gift for my dad",
        "help me choose between the first and the second",
        "",
    ],
)
def test_does_not(text: str) -> None:
    assert not wants_quiz(normalize(text))
