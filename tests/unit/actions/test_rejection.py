"""Why a gift is turned down."""

from __future__ import annotations

import pytest

from actions.rejection import reason_of, without_reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Not for us: Tea pot (too expensive)", "too_expensive"),
        ("Not for us: Tea pot (already has it)", "has_it"),
        ("Not for us: Tea pot (has it already)", "has_it"),
        ("Not for us: Tea pot (not their taste)", "not_their_taste"),
        ("Not for us: Tea pot (wrong age)", "wrong_age"),
        ("Not for us: Tea pot", "other"),
        # What stands in a title is no reason.
        ("Not for us: Too Old for This Mug (not their taste)", "not_their_taste"),
        ("she already has the first one", "has_it"),
        ("that is too childish", "wrong_age"),
        ("not his thing", "not_their_taste"),
        ("none of these", "other"),
    ],
)
def test_reasons(text: str, reason: str) -> None:
    assert reason_of(text) == reason


def test_what_is_left_ends_with_the_title() -> None:
    assert without_reason("Not for us: Tea pot (too expensive)").endswith("Tea pot")
    assert without_reason("not that kind") == "not that kind"
