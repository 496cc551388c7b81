"""A question to the shop beside something else."""

from __future__ import annotations

import pytest

from bot.nlu.beside import main_part, question_beside
from tests.support.reading import read


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("a mug for my boss under 20, and do you ship to Canada?", "do you ship to Canada"),
        ("Do you gift wrap? I need something for my nephew who loves trains", "Do you gift wrap"),
        ("ok show me more. oh and can i pay with paypal", "can i pay with paypal"),
        ("go with the second, how do i pay", "how do i pay"),
        ("does it come gift-wrapped? otherwise show me something else", "does it come gift-wrapped"),
    ],
)
def test_both_are_read(text: str, asked: str) -> None:
    assert read(text).value("beside") == asked
    assert asked not in main_part(text)
    assert len(main_part(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "do you ship to germany?",
        "thanks! how do i pay?",
        "i bought a gift for my mum, can i return it?",
        "do you have something for my dad?",
        "gift for my son, 8, lego",
    ],
)
def test_one_matter_alone(text: str) -> None:
    assert question_beside(text) is None
    assert main_part(text) == text


def test_what_is_asked_is_no_part_of_the_wish() -> None:
    understood = read("a gift for my boss under 20, and do you ship to Canada?")
    assert understood.value("relationship") == "boss"
    assert understood.value("budget")["max"] == 20
