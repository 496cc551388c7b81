"""The brief and its bounds."""

import pytest
from pydantic import ValidationError

from catalog_index.brief import AgeRange, Budget, GiftBrief


def test_json_form() -> None:
    empty = {"relationship": None, "age": None, "interests": [], "exclude": [], "budget": None, "occasion": None}
    assert GiftBrief().model_dump(mode="json") == empty
    data = empty | {
        "age": {"min": 8, "max": None},
        "budget": {"min": None, "max": 40.5, "currency": "EUR"},
        "interests": ["tea"],
    }
    assert GiftBrief.model_validate(data).model_dump(mode="json") == data


def test_labels_are_trimmed() -> None:
    assert GiftBrief(interests=["  tea "], relationship=" aunt ").model_dump()["interests"] == ["tea"]


@pytest.mark.parametrize(
    "data",
    [
        {"age": {"min": 9, "max": 8}},
        {"age": {"min": -1}},
        {"age": {"min": 121}},
        {"age": {"min": 8.5}},
        {"age": {}},
        {"budget": {"min": 50, "max": 40}},
        {"budget": {"max": 0}},
        {"budget": {"max": -5}},
        {"budget": {"max": 10_000_001}},
        {"budget": {"max": float("nan")}},
        {"budget": {"max": 5, "currency": "usd"}},
        {"budget": {"max": 5, "currency": "DOLLARS"}},
        {"interests": [""]},
        {"interests": ["x" * 61]},
        {"interests": ["x"] * 21},
        {"interests": None},
        {"relationship": "  "},
        {"unknown": 1},
        {"age": {"min": 8, "unknown": 1}},
    ],
)
def test_bounds(data: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        GiftBrief.model_validate(data)


def test_edges() -> None:
    assert AgeRange(min=0, max=120).max == 120
    assert Budget(min=0, max=10_000_000).min == 0
    assert Budget(min=40, max=40).max == 40
