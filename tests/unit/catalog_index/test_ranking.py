"""Scores by numbers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.product import Money, Product
from catalog_index.ranking import Signals, diversify, rank
from tests.support.catalog import gift


def scores(
    brief: GiftBrief,
    *products: Product,
    wishes: dict[str, list[float]] | None = None,
    strengths: dict[str, list[float]] | None = None,
    person: list[float] | None = None,
    gender: str | None = None,
) -> list[float]:
    def floats(values: list[float]) -> np.ndarray:
        return np.array(values, dtype=np.float32)

    return rank(
        brief,
        np.arange(len(products)),
        {name: floats(values) for name, values in (wishes or {}).items()},
        {name: floats(values) for name, values in (strengths or {}).items()},
        floats(person or [0.0] * len(products)),
        Signals(products),
        gender=gender,
    ).tolist()


def test_a_wish_counts_by_meaning_and_match() -> None:
    found = scores(GiftBrief(), gift("a"), gift("b"), wishes={"tea": [0.5, 0.2]}, strengths={"tea": [1.0, 0.0]})
    assert found == pytest.approx([0.5 + 0.7, 0.2])


def test_the_best_wish_counts_whole_and_the_others_in_part() -> None:
    found = scores(
        GiftBrief(), gift("a"), wishes={"tea": [0.5], "chess": [0.1]}, strengths={"tea": [1.0], "chess": [0.6]}
    )
    assert found == pytest.approx([1.2 + 0.3 * 0.52])


def test_the_person_counts() -> None:
    assert scores(GiftBrief(), gift("a"), person=[0.4]) == pytest.approx([0.35 * 0.4])


@pytest.mark.parametrize(("price", "expected"), [(60, 0.1), (30, 0.05), (100, 0.1), (6, 0.01)])
def test_near_the_budget_is_likelier_right(price: float, expected: float) -> None:
    assert scores(GiftBrief(budget=Budget(max=100)), gift("a", price=price)) == pytest.approx([expected])


def test_gender() -> None:
    shop = [gift("m", gender="male"), gift("f", gender="female"), gift("u", gender="unisex"), gift("n")]
    assert scores(GiftBrief(), *shop, gender="female") == pytest.approx([-0.5, 0.05, 0, 0])
    assert scores(GiftBrief(), *shop, gender="male") == pytest.approx([0.05, -0.5, 0, 0])
    assert scores(GiftBrief(), *shop) == pytest.approx([0, 0, 0, 0])


def test_occasion_and_sale() -> None:
    on_sale = replace(gift("a"), sale_price=Money(Decimal("5"), "USD"))
    shop = [gift("b", occasions=("birthday",)), gift("c", occasions=("easter",)), on_sale]
    assert scores(GiftBrief(occasion="birthday"), *shop) == pytest.approx([0.08, 0, 0.01])


def test_a_child_gets_what_is_made_for_that_age() -> None:
    made, wide, ungraded = gift("a", age_min=6, age_max=9), gift("b", age_min=3), gift("c")
    first, second, third = scores(GiftBrief(age=AgeRange(min=7, max=7)), made, wide, ungraded)
    assert first > second > third


@pytest.mark.parametrize("brief", [GiftBrief(relationship="mother"), GiftBrief(age=AgeRange(min=40, max=40))])
def test_a_grown_up_rarely_gets_toys(brief: GiftBrief) -> None:
    toy, other, adult = scores(brief, gift("a", age_min=3), gift("b"), gift("c", age_min=18))
    assert toy < other
    assert adult == pytest.approx(other)


def chosen(values: list[float], vectors: list[list[float]], limit: int, **options: object) -> list[int]:
    products = options.get("products") or [gift(f"p{number}") for number in range(len(values))]
    matched = {name: np.array(flags) for name, flags in options.get("matched", {}).items()}  # type: ignore[attr-defined]
    table = np.array(vectors, dtype=np.float32)
    found = np.array(values, dtype=np.float32)
    return diversify(
        np.arange(len(values)),
        found,
        np.argsort(-found, kind="stable"),
        lambda rows: table[list(rows)],
        products,  # type: ignore[arg-type]
        matched,
        limit,
        pool=int(options.get("pool", 80)),  # type: ignore[call-overload]
    )


EAST, NORTH, NORTH_EAST = [1.0, 0.0], [0.0, 1.0], [0.8, 0.6]


def test_the_best_first() -> None:
    assert chosen([0.1, 0.9, 0.5], [EAST, NORTH, [-1.0, 0.0]], 3) == [1, 2, 0]
    assert chosen([0.1, 0.9, 0.5], [EAST, NORTH, [-1.0, 0.0]], 1) == [1]
    assert chosen([], [], 3) == []


def test_likeness_costs() -> None:
    # 0.8 - 0.35 * 0.8 = 0.52 is below 0.6.
    assert chosen([0.9, 0.8, 0.6], [EAST, NORTH_EAST, NORTH], 2) == [0, 2]
    assert chosen([0.9, 0.8, 0.5], [EAST, NORTH_EAST, NORTH], 2) == [0, 1]


def test_near_duplicates_are_left_out() -> None:
    near = [0.95, (1 - 0.95**2) ** 0.5]
    assert chosen([0.9, 0.8, 0.1], [EAST, near, NORTH], 3) == [0, 2]
    titles = [gift("a", "Tea Mug"), gift("b", "tea mug"), gift("c", "Pot")]
    assert chosen([0.9, 0.8, 0.1], [EAST, NORTH, [-1.0, 0.0]], 3, products=titles) == [0, 2]


def test_near_duplicates_do_not_use_up_the_pool() -> None:
    assert chosen([0.9, 0.8, 0.7, 0.6, 0.5, 0.1], [EAST] * 5 + [NORTH], 2, pool=2) == [0, 5]


def test_a_category_comes_once_when_others_are_as_good() -> None:
    shop = [gift("a", categories=("Tea",)), gift("b", categories=("Tea",)), gift("c", categories=("Chess",))]
    vectors = [[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]]
    assert chosen([0.9, 0.85, 0.8], vectors, 2, products=shop) == [0, 2]
    assert chosen([0.9, 0.87, 0.8], vectors, 2, products=shop) == [0, 1]


def test_each_wish_in_turn_and_the_rest_last() -> None:
    vectors = np.eye(4).tolist()
    matched = {"tea": [True, True, False, False], "chess": [False, False, True, False]}
    assert chosen([0.9, 0.8, 0.5, 2.0], vectors, 4, matched=matched) == [0, 2, 1, 3]
