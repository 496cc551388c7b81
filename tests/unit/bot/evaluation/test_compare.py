"""When a field that was read is right."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation.compare import FIELDS, same_field


@pytest.mark.parametrize(
    ("name", "expected", "found", "same"),
    [
        ("interests", [], [], True),
        ("interests", ["tea"], ["tea"], True),
        ("interests", ["tea", "chess"], ["chess", "tea"], True),
        ("interests", ["orchids"], ["native orchids"], True),
        ("interests", ["board games"], ["board game"], True),
        ("interests", ["whisky"], ["whiskey"], True),
        ("interests", ["barbecue"], ["bbq"], True),
        ("interests", ["rock & roll"], ["rock and roll"], True),
        ("interests", ["jigsaws"], ["jigsaw"], True),
        ("interests", ["tea"], ["coffee"], False),
        ("interests", ["tea"], [], False),
        ("interests", [], ["tea"], False),
        ("interests", ["tea"], ["tea", "chess"], False),
        ("interests", ["tea", "chess"], ["tea", "tea"], False),
        ("exclude", ["nuts"], ["nut"], True),
        ("exclude", ["nuts"], ["wine"], False),
        ("budget", None, None, True),
        ("budget", {"min": None, "max": 40, "currency": "USD"}, {"min": None, "max": 40.0, "currency": "USD"}, True),
        ("budget", {"min": None, "max": 40, "currency": "USD"}, {"min": None, "max": 40, "currency": "EUR"}, False),
        ("budget", {"min": None, "max": 40, "currency": "USD"}, {"min": 40, "max": None, "currency": "USD"}, False),
        ("budget", {"min": None, "max": None, "currency": "USD"}, None, False),
        ("budget", None, {"min": None, "max": 40, "currency": "USD"}, False),
        ("age", {"min": 8, "max": 8}, {"min": 8, "max": 8}, True),
        ("age", {"min": 18, "max": None}, {"min": 18, "max": None}, True),
        ("age", {"min": 8, "max": 8}, {"min": 8, "max": 9}, False),
        ("age", {"min": 0, "max": 0}, None, False),
        ("age", None, None, True),
        ("relationship", "mother", "mother", True),
        ("relationship", "Mother-in-law", "mother in law", True),
        ("relationship", "mother", "father", False),
        ("relationship", None, None, True),
        ("relationship", "mother", None, False),
        ("occasion", None, "birthday", False),
        ("occasion", "birthday", "birthday", True),
    ],
)
def test_same_field(name: str, expected: Any, found: Any, same: bool) -> None:
    assert same_field(name, expected, found) is same


def test_the_fields_are_those_of_the_brief() -> None:
    from catalog_index.brief import GiftBrief

    assert set(FIELDS) == set(GiftBrief.model_fields)
