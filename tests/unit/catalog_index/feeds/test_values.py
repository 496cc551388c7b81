"""Availability, gender, age group, labels, sale periods."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from catalog_index.feeds.entry import ValueProblem
from catalog_index.feeds.values import (
    labels,
    parse_age_group,
    parse_availability,
    parse_gender,
    period_holds,
    split_path,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in stock", "in_stock"),
        ("in_stock", "in_stock"),
        ("In Stock", "in_stock"),
        ("InStock", "in_stock"),
        ("https://schema.org/InStock", "in_stock"),
        ("available for order", "in_stock"),
        ("", "in_stock"),
        ("out of stock", "out_of_stock"),
        ("out-of-stock", "out_of_stock"),
        ("sold out", "out_of_stock"),
        ("preorder", "preorder"),
        ("pre-order", "preorder"),
        ("http://schema.org/PreOrder", "preorder"),
        ("backorder", "backorder"),
        ("back_order", "backorder"),
    ],
)
def test_availability(text: str, value: str) -> None:
    assert parse_availability(text) == value


@pytest.mark.parametrize("text", ["maybe", "7", "in", "-", "stock"])
def test_unknown_availability_is_refused(text: str) -> None:
    with pytest.raises(ValueProblem, match="not an availability we know"):
        parse_availability(text)


def test_gender_and_age_group() -> None:
    assert [parse_gender(text) for text in ("Male", "women", "Unisex", "")] == ["male", "female", "unisex", None]
    groups = ["Kids", "newborn", "children", "toddler, kids", "elders", ""]
    assert [parse_age_group(text) for text in groups] == ["kids", "newborn", "kids", "toddler", None, None]


def test_category_paths() -> None:
    assert split_path("Toys & Games > Puzzles>  Wooden ") == ("Toys & Games", "Puzzles", "Wooden")
    assert split_path("1253") == ()
    assert split_path("") == ()


@pytest.mark.parametrize(
    ("text", "occasions", "expected"),
    [
        ("birthday|christmas", True, ("birthday", "christmas")),
        ("Mother's Day | Birthday|birthday", True, ("mother's day", "birthday")),
        ("birthday", True, ("birthday",)),
        ("Mother's Day", True, ("mother's day",)),
        ("featured", True, ()),
        ("new-arrival", True, ()),
        ("dinosaurs|science & space", False, ("dinosaurs", "science & space")),
        ("3d printing|d&d|r/c cars", False, ("3d printing", "d&d", "r/c cars")),
        ("dinosaurs", False, ("dinosaurs",)),
        ("Gift Sets", False, ()),
        ("bestseller", False, ()),
        ("under 50", False, ()),
        ("high margin", False, ()),
        ("roas-400", False, ()),
        ("https://x.example|b", False, ()),
        ("A long sentence that is no label at all|b", False, ()),
        ("|", False, ()),
        ("", False, ()),
    ],
)
def test_labels(text: str, occasions: bool, expected: tuple[str, ...]) -> None:
    assert labels(text, occasions=occasions) == expected


def test_sale_periods() -> None:
    november = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert period_holds("", november)
    assert period_holds("2026-11-01T00:00Z/2026-11-30T23:59Z", november)
    assert period_holds("2026-11-22T13:00+0100/2026-11-22T14:00+0100", november)
    assert not period_holds("2026-11-23T00:00Z/2026-11-30T23:59Z", november)
    assert not period_holds("2026-10-01/2026-10-31", november)
    for text in ("soon", "2026-11-01", "2026-11-01T00:00Z/", "/"):
        with pytest.raises(ValueProblem, match="not a period"):
            period_holds(text, november)
