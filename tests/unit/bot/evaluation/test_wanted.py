"""The short form of expected briefs."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation.wanted import age_bounds, options_of, price_bounds, wrong_fields

EMPTY: dict[str, Any] = {
    "relationship": None, "age": None, "interests": [], "exclude": [], "budget": None, "occasion": None,
}  # fmt: skip
FORTY = {"min": None, "max": 40, "currency": "USD"}


@pytest.mark.parametrize(
    ("name", "wanted", "found", "right"),
    [
        ("relationship", "niece", "niece", True),
        ("relationship", "niece", None, False),
        ("relationship", "niece|nephew", "nephew", True),
        ("relationship", "?niece", None, True),
        ("relationship", "?niece", "aunt", False),
        ("occasion", "?christmas|secret santa", "secret santa", True),
        ("age", 8, {"min": 8, "max": 8}, True),
        ("age", 8, {"min": 7, "max": 8}, False),
        ("age", [60, None], {"min": 60, "max": None}, True),
        ("age", 0, None, False),
        ("age", {"any_of": [30, [25, 35]]}, {"min": 25, "max": 35}, True),
        ("age", {"any_of": [30, [25, 35]]}, None, False),
        ("age", {"maybe": 30}, None, True),
        ("budget", 40, FORTY, True),
        ("budget", 40, None, False),
        ("budget", "?40", None, True),
        ("budget", "?40", {**FORTY, "max": 50}, False),
        ("budget", [30, 40], {**FORTY, "min": 30}, True),
        ("budget", "any", {**FORTY, "max": None}, True),
        ("budget", {"any_of": [None, "any"]}, None, True),
        ("interests", ["chess", "tea"], ["tea", "chess"], True),
        ("interests", ["fishing|angling"], ["angling"], True),
        ("interests", ["chess"], ["chess", "tea"], False),
        ("interests", ["chess", "?tea"], ["chess", "tea"], True),
        ("interests", ["chess", "?tea"], ["chess"], True),
        ("interests", ["chess", "?tea"], ["tea"], False),
        ("exclude", [], [], True),
    ],
)
def test_a_field_is_right_as_written(name: str, wanted: Any, found: Any, right: bool) -> None:
    assert (wrong_fields(EMPTY | {name: wanted}, EMPTY | {name: found}) == []) is right


def test_a_wrong_field_is_told_in_words() -> None:
    found = wrong_fields(EMPTY | {"budget": 40, "age": 8}, EMPTY | {"age": {"min": 9, "max": 9}})
    assert found == ["age: 9 to 9 instead of 8", "budget: nothing instead of 40"]


def test_cards_keep_only_what_is_wanted_for_certain() -> None:
    assert price_bounds(40) == (None, 40)
    assert price_bounds([30, 50]) == (30, 50)
    assert price_bounds("?40") == (None, None)
    assert age_bounds(8) == (8, 8)
    assert age_bounds([60, None]) == (60, 60)
    assert age_bounds(None) is None


def test_the_first_option_of_a_change_is_what_is_sent() -> None:
    assert options_of("budget", 40) == [FORTY]
    assert options_of("age", [13, 19]) == [{"min": 13, "max": 19}]
