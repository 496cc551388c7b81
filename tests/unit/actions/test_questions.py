"""Which question comes next."""

from __future__ import annotations

import pytest

from actions.questions import next_question
from actions.slots import GiftState
from catalog_index.brief import AgeRange, Budget, GiftBrief

AGE, BUDGET = AgeRange(min=8, max=8), Budget(max=40)


@pytest.mark.parametrize(
    ("parts", "question"),
    [
        ({}, "relationship"),
        ({"relationship": "niece"}, "age"),
        ({"relationship": "niece", "age": AGE}, "interests"),
        ({"relationship": "niece", "age": AGE, "interests": ["tea"]}, "budget"),
        ({"relationship": "niece", "age": AGE, "interests": ["tea"], "budget": BUDGET}, None),
        ({"relationship": "niece", "age": AGE, "interests": ["tea"], "budget": Budget()}, None),
        # With the age known, the relationship adds little.
        ({"age": AGE}, "interests"),
        # Grown-ups are not asked for their age.
        ({"relationship": "mother"}, "interests"),
        ({"relationship": "colleague"}, "interests"),
        ({"relationship": "brother"}, "age"),
        ({"relationship": "cousin", "occasion": "wedding"}, "interests"),
        ({"occasion": "retirement"}, "relationship"),
        # For a baby neither is asked.
        ({"occasion": "baby shower"}, "interests"),
        ({"interests": ["tea"], "budget": BUDGET}, "relationship"),
    ],
)
def test_next_question(parts: dict[str, object], question: str | None) -> None:
    assert next_question(GiftBrief(**parts), GiftState()) == question


@pytest.mark.parametrize(
    ("skipped", "question"),
    [
        (["relationship"], "age"),
        (["relationship", "age"], "interests"),
        (["relationship", "age", "interests"], "budget"),
        (["relationship", "age", "interests", "budget"], None),
        (["budget"], "relationship"),
    ],
)
def test_what_was_skipped_is_not_asked_again(skipped: list[str], question: str | None) -> None:
    assert next_question(GiftBrief(), GiftState(skipped=skipped)) == question


def test_in_a_hurry_nothing_is_asked() -> None:
    assert next_question(GiftBrief(), GiftState(hurry=True)) is None
