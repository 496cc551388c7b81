"""What each change of a brief opens, against plain counting."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.product import Product
from catalog_index.relaxation import relaxations
from catalog_index.search import GiftSearch
from tests.support.catalog import demo_search, gift, search_over
from tests.support.strategies import briefs, catalogs


def found(brief: GiftBrief, *shop: Product) -> list[tuple[str, str, float | None, int]]:
    """Part, label and amount of each single change, with what it opens."""
    items = relaxations(search_over(*shop), brief)
    return [(one.part, one.label, one.more, item.opens) for item in items for one in item.changes]


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
        (10, [1000], [990]),
        (10, [1000, 35], [25]),
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


def test_two_changes_where_one_does_not_help() -> None:
    shop = [gift("a", "Wool hat", 25), gift("b", "Chess", 9, age_min=12), gift("c", "Wool chess", 300, age_min=12)]
    brief = GiftBrief(exclude=["wool"], age=AgeRange(min=8, max=8), budget=Budget(max=8))
    search = search_over(*shop)
    items = relaxations(search, brief)
    assert [{(one.part, one.label, one.more) for one in item.changes} for item in items] == [
        {("age", "", None), ("budget", "", 2)},
        {("exclude", "wool", None), ("budget", "", 17)},
    ]
    assert [(item.opens, item.total, item.lowest) for item in items] == [(1, 1, 9), (1, 1, 25)]


def test_a_kind_is_given_up() -> None:
    shop = [gift("a", "Kite", 5), gift("b", "Atlas", 30, categories=("Books",))]
    (more, other) = relaxations(search_over(*shop), GiftBrief(budget=Budget(max=8)), ["books"])
    assert [one.part for one in more.changes] == ["budget"]
    assert more.only == ("books",)
    assert [(one.part, one.label) for one in other.changes] == [("only", "books")]
    assert (other.only, other.total, other.lowest) == ((), 1, 5)


@given(catalogs(), briefs(), st.sampled_from([(), ("toys",)]))
@settings(max_examples=100, deadline=None)
def test_counts_are_true_and_nothing_else_changes(shop: list[Product], brief: GiftBrief, only: tuple[str, ...]) -> None:
    search = search_over(*shop)
    before = {product.id for product in fitting(search, brief, only)}
    items = relaxations(search, brief, only)
    for item in items:
        after = fitting(search, item.brief, item.only)
        assert item.opens == len({product.id for product in after}) - len(before) > 0
        assert item.total == len(after)
        assert item.lowest == min(float(product.current_price.amount) for product in after)
        old, new = {**brief.model_dump(), "only": only}, {**item.brief.model_dump(), "only": item.only}
        assert {name for name in old if old[name] != new[name]} == {one.part for one in item.changes}
        for one in item.changes:
            if one.part == "budget":
                assert brief.budget is not None
                assert item.brief.budget is not None
                if one.more and one.more > 0:
                    assert item.brief.budget.max == pytest.approx((brief.budget.max or 0) + one.more)
                    assert item.brief.budget.min == brief.budget.min
                else:
                    assert item.brief.budget.min is None
            if one.part == "exclude":
                assert one.label in set(brief.exclude) - set(item.brief.exclude)
    if any(len(item.changes) == 2 for item in items):
        # At most a far step of the budget stands beside pairs.
        assert all([one.part for one in item.changes] == ["budget"] for item in items if len(item.changes) == 1)


def fitting(search: GiftSearch, brief: GiftBrief, only: Sequence[str] = ()) -> list[Product]:
    """Counted through the public search, page after page."""
    shown: list[str] = []
    products = []
    while hits := search.search(brief, limit=8, without=shown, only=only).hits:
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
        assert item.total == search.count(item.brief)
        assert item.opens == item.total - search.count(brief) > 0


def test_giving_up_an_age_opens_nothing_for_grown_ups() -> None:
    child = GiftBrief(interests=["whisky"], age=AgeRange(min=3, max=3))
    flight = gift("a", "Whisky flight", interests=("whisky",), age_min=21)
    fudge = gift("b", "Whisky fudge", interests=("whisky",), age_min=6)
    assert ("age", "", None, 1) in found(child, fudge, gift("c"))
    assert ("age", "", None, 2) not in found(child, flight, fudge, gift("c"))
