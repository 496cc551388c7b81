"""What has changed, in a few words."""

from __future__ import annotations

from typing import Any

import pytest

from actions import context as module
from actions.changes import changes
from actions.slots import GiftState, wish_of
from bot.texts import load_texts
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.acting import Stage

FULL = GiftBrief(
    relationship="sister", interests=["cooking", "tea"], exclude=["nuts"], budget=Budget(max=40), occasion="christmas"
)


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    object.__setattr__(stage.context, "texts", load_texts("en"))
    monkeypatch.setattr(module, "_context", stage.context)


def told(parts: dict[str, Any], only: list[str] | None = None, **options: bool) -> str:
    now = FULL.model_copy(update=parts)
    return changes(wish_of(FULL, GiftState()), wish_of(now, GiftState(only=only or [])), **options)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({}, ""),
        ({"interests": ["tea"], "budget": Budget(max=60)}, "Without cooking, up to $60"),
        ({"interests": ["tea", "fitness"]}, "Without cooking, with fitness"),
        ({"interests": ["tea"], "exclude": ["nuts", "cooking"]}, "No cooking"),
        ({"exclude": []}, "Nuts allowed again"),
        ({"budget": Budget(min=20, max=60)}, "$20 to $60"),
        ({"budget": Budget(min=20)}, "From $20"),
        ({"budget": Budget()}, "Any price"),
        ({"budget": None}, "Any price"),
        ({"age": AgeRange(min=9, max=9)}, "Age 9"),
        ({"age": AgeRange(min=9, max=10)}, "Age 9 to 10"),
        ({"age": AgeRange(min=18)}, "From age 18"),
        ({"occasion": "birthday"}, "Birthday"),
        ({"relationship": "brother"}, "For your brother"),
        ({"relationship": "myself"}, "For you"),
        ({"relationship": None}, "For anybody"),
    ],
)
def test_changes(parts: dict[str, Any], text: str) -> None:
    assert told(parts) == text


def test_whom_it_is_for_is_not_said_twice() -> None:
    assert told({"relationship": "brother", "budget": None}, named=True) == "Any price"


def test_kinds_of_things() -> None:
    assert told({}, only=["books"]) == "Only books"
    widened = changes(wish_of(FULL, GiftState(only=["books"])), wish_of(FULL, GiftState()))
    assert widened == "All kinds of things"


def test_not_too_many_words() -> None:
    parts = {"interests": ["a", "b", "c"], "exclude": ["d", "e"]}
    assert told(parts).count(",") == 2
