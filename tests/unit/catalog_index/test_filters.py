"""Hard filters, edge by edge."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.filters import HardFilters
from catalog_index.product import Availability, Money
from tests.support.catalog import gift


def passing(brief: GiftBrief, *products: object) -> list[bool]:
    return HardFilters(products).mask(brief).tolist()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, None, [True, True, True]),
        (None, 40, [True, True, False]),
        (None, 39.99, [True, False, False]),
        (40, None, [False, True, True]),
        (40, 40, [False, True, False]),
        (None, 0.01, [False, False, False]),
    ],
)
def test_prices(low: float | None, high: float | None, expected: list[bool]) -> None:
    shop = [gift("a", price="19.99"), gift("b", price="40.00"), gift("c", price="40.01")]
    assert passing(GiftBrief(budget=Budget(min=low, max=high)), *shop) == expected


def test_the_sale_price_counts() -> None:
    on_sale = replace(gift("a", price=50), sale_price=Money(Decimal("39"), "USD"))
    assert passing(GiftBrief(budget=Budget(max=40)), on_sale) == [True]


@pytest.mark.parametrize("availability", list(Availability))
def test_availability(availability: Availability) -> None:
    product = replace(gift("a"), availability=availability)
    assert passing(GiftBrief(), product) == [availability is Availability.IN_STOCK]


@pytest.mark.parametrize(
    ("grade", "age", "passes"),
    [
        ((3, 6), (3, 3), True),
        ((3, 6), (6, 6), True),
        ((3, 6), (2, 2), False),
        ((3, 6), (7, 7), False),
        ((3, 6), (3, 6), True),
        ((3, 6), (5, 8), False),
        ((3, None), (80, 80), True),
        ((None, 6), (0, 0), True),
        ((None, None), (4, 9), True),
        ((0, 0.25), (0, 0), True),
        ((0.5, None), (0, 0), False),
        ((1.5, 4), (1, 1), False),
        ((18, None), (18, None), True),
        ((18, None), (17, None), False),
        ((3, 12), (9, None), True),
        ((3, 12), (18, None), False),
        ((99, None), (120, 120), True),
    ],
)
def test_age_grades(grade: tuple[float | None, float | None], age: tuple[int, int | None], passes: bool) -> None:
    product = gift("a", age_min=grade[0], age_max=grade[1])
    assert passing(GiftBrief(age=AgeRange(min=age[0], max=age[1])), product) == [passes]


@pytest.mark.parametrize(
    ("group", "low", "age", "passes"),
    [
        ("newborn", None, 1, True),
        ("newborn", None, 3, False),
        ("infant", None, 2, True),
        ("toddler", None, 5, True),
        ("toddler", None, 6, False),
        ("kids", 3, 13, True),
        ("kids", 3, 14, False),
        ("kids", 14, 14, True),
        ("adult", 18, 60, True),
        ("teenager of ours", None, 60, True),
    ],
)
def test_the_age_group_bounds_an_open_grade(group: str, low: float | None, age: int, passes: bool) -> None:
    product = gift("a", age_group=group, age_min=low)
    assert passing(GiftBrief(age=AgeRange(min=age, max=age)), product) == [passes]


def test_all_at_once_and_nothing_at_all() -> None:
    shop = [gift("a", "Wool scarf", 10), gift("b", "Tea", 10), gift("c", "Tea", 50), gift("d", "Tea", 10, stock=False)]
    assert passing(GiftBrief(exclude=["wool"], budget=Budget(max=20)), *shop) == [False, True, False, False]
    assert passing(GiftBrief(), *shop) == [True, True, True, False]
    assert passing(GiftBrief(exclude=["wool"])) == []


def test_prices_in_another_currency_than_the_shops_are_left_out() -> None:
    shop = [gift("a"), gift("b"), gift("c", currency="EUR")]
    assert passing(GiftBrief(), *shop) == [True, True, False]
