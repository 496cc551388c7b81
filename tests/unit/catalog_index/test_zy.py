"""What each change of a brief opens, against plain counting."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.product import Product
from catalog_index.relaxation import relaxations
from tests.support.catalog import demo_search, gift, search_over
from tests.support.strategies import briefs, catalogs


def found(brief: GiftBrief, *shop: Product) -> list[tuple[str, str, float | None, int]]:
    return [(item.constraint, item.label, item.more, item.opens) for item in relaxations(search_over(*shop), brief)]


def test_ten_dollars_more_open_two_gifts() -> None:
    shop = [gift("a", price=25), gift("b", price=42), gift("c", price=48), gift("d", price=49, stock=False)]
    assert found(GiftBrief(budget=Budget(max=40)), *shop) == [("budget", "", 5, 1), ("budget", "", 10, 2)]


@pytest.mark.parametrize(
    ("maximum", "prices", "more"),
    [
        (40, [41], [5]),
        (40, [45], [5]),
        (40, [45.01], [10]),
        (39.99, [41], [5.01]),
        (100, [101], [10]),
        (290, [301], [60]),
        (40, [41, 42, 43, 44, 44, 45, 60], [5]),
        (40, [41, 52, 53, 54, 55, 56, 90], [5, 20]),
        (10, [1000], []),
        (40, [39], []),
    ],
)
def test_the_step_of_the_budget(maximum: float, prices: list[float], more: list[float]) -> None:
    shop = [gift(f"p{number}", price=price) for number, price in enumerate(prices)]
    steps = [item[2] for item in found(GiftBrief(budget=Budget(max=maximum)), *shop)]
    assert steps == pytest.approx(more)


def test_a_minimum_is_given_up() -> None:
    assert found(GiftBrief(budget=Budget(min=50)), gift("a", price=20), gift("b", price=60)) == [("budget", "", -50, 1)]


def test_age_exclusion_and_interests() -> None:
    shop = [
        gift("a", "Wool hat"),
        gift("b", "Wine"),
        gift("c", "Chess", age_min=12),
        gift("d", "Tea tea tea", interests=("tea",)),
        gift("e", "Tea for ten", interests=("tea",), age_min=12),
    ]
    brief = GiftBrief(age=AgeRange(min=8, max=8), exclude=["wool", "alcohol"])
    assert sorted(found(brief, *shop)) == [
        ("age", "", None, 2),
        ("exclude", "alcohol", None, 1),
        ("exclude", "wool", None, 1),
    ]
    assert ("interests", "tea", None, 3) in found(GiftBrief(interests=["tea"]), *shop)
    assert ("interests", "", None, 3) in found(GiftBrief(interests=["tea", "whales"]), *shop)


def test_nothing_to_relax() -> None:
    assert found(GiftBrief()) == []
    assert found(GiftBrief(), gift("a")) == []
    assert found(GiftBrief(budget=Budget()), gift("a")) == []
    assert found(GiftBrief(interests=["tea"], budget=Budget(max=5))) == []


@given(catalogs(), briefs())
@settings(max_examples=1000, deadline=None)
def test_counts_are_true_and_one_thing_changes(shop: list[Product], brief: GiftBrief) -> None:
    search = search_over(*shop)
    before = {product.id for product in fitting(search, brief)}
    for item in relaxations(search, brief):
        after = {product.id for product in fitting(search, item.brief)}
        assert item.opens == len(after - before) > 0
        assert before <= after
        old, new = brief.model_dump(), item.brief.model_dump()
        changed = [name for name in old if old[name] != new[name]]
        assert changed == [item.constraint]
        if item.constraint == "budget":
            assert brief.budget is not None
            assert item.brief.budget is not None
            if item.more and item.more > 0:
                assert item.brief.budget.max == pytest.approx((brief.budget.max or 0) + item.more)
                assert item.brief.budget.min == brief.budget.min
            else:
                assert item.brief.budget.min is None
        if item.constraint == "exclude":
            assert set(brief.exclude) - set(item.brief.exclude) == {item.label}


def fitting(search: object, brief: GiftBrief) -> list[Product]:
    """Counted through the public search, page after page."""
    shown: list[str] = []
    products = []
    while hits := search.search(brief, limit=8, without=shown).hits:  # type: ignore[attr-defined]
        shown += [hit.product.id for hit in hits]
        products += [hit.product for hit in hits if hit.matched or not brief.interests]
    return products


@pytest.mark.parametrize(
    "brief",
    [
        GiftBrief(interests=["dinosaurs"], age=AgeRange(min=8, max=8), budget=Budget(max=8)),
        GiftBrief(interests=["whisky"], exclude=["alcohol"]),
        GiftBrief(interests=["knitting"], exclude=["wool"], budget=Budget(max=15)),
    ],
)
def test_the_demo_catalog_opens_what_is_said(brief: GiftBrief) -> None:
    search = demo_search()
    items = relaxations(search, brief)
    assert items
    for item in items:
        assert item.opens == search.count(item.brief) - search.count(brief) > 0
