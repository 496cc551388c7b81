"""Of what kinds an answer is."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation.answer import Answer
from bot.evaluation.kinds import Phrasebook, kinds_of

PHRASES = Phrasebook(
    {
        "missed.0": "I didn't catch that.",
        "thank.0": "You're very welcome.",
        "insult.0": "Fair enough.",
        "why": "“{title}”, because:",
        "which_one": "Which one?",
        "conflict.nothing.two": "Nothing I have is both {first} and {last}.",
    }
)


def answer(*replies: dict[str, Any]) -> Answer:
    return Answer(list(replies), {}, [], [], "")


def buttons(text: str, *payloads: str) -> dict[str, Any]:
    return {"type": "quick_replies", "text": text, "options": [{"title": "x", "payload": one} for one in payloads]}


@pytest.mark.parametrize(
    ("replies", "kinds"),
    [
        ([{"type": "text", "text": "I didn't catch that. Who is it for?"}], {"apology"}),
        ([{"type": "text", "text": "You're very welcome."}], {"small_talk", "helpful"}),
        ([{"type": "text", "text": "Fair enough. Let me try."}], {"calm"}),
        ([{"type": "text", "text": "“Moon Lamp”, because:\n• it glows"}], {"reasons", "helpful"}),
        ([buttons("Who is it for?", "/inform{}", "/not_sure")], {"question", "helpful"}),
        ([buttons("What next?", "/more", "/hand_off")], {"offers_person", "helpful"}),
        (
            [buttons("Nothing I have is both red and round.", '/edit_brief{"brief_edit": {}}')],
            {"conflict", "nothing_fits", "helpful"},
        ),
        ([{"type": "product_cards", "text": "", "items": [{}], "total": 1}], {"cards"}),
        ([{"type": "product_cards", "text": "", "items": [], "total": 0}], set()),
        ([{"type": "policy", "text": "30 days"}], {"policy", "helpful"}),
        ([{"type": "quiz", "text": "Shall we?"}], {"quiz", "helpful"}),
    ],
)
def test_kinds(replies: list[dict[str, Any]], kinds: set[str]) -> None:
    assert kinds_of(answer(*replies), PHRASES) == kinds
