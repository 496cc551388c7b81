"""The smallest set of wishes that clashes, against plain counting."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.conflicts import Conflict, Wish, find_conflict, quick_xplain, wish_masks
from catalog_index.product import Product
from catalog_index.relaxation import relaxations
from tests.support.catalog import demo_search, gift, search_over
from tests.support.strategies import briefs, catalogs

KINDS = st.sampled_from([(), ("toys",), ("books",)])

SHOP = [
    gift("drone", "Drone", 60, interests=("drones",), age_min=8),
    gift("kite", "Kite", 15, interests=("kites",), age_min=3),
    gift("wool", "Wool kite", 12, interests=("kites",), age_min=3),
]


def only_with(brief: GiftBrief, wishes: Sequence[Wish]) -> GiftBrief:
    """The brief with nothing but these wishes in it (and the recipient)."""
    kinds = {wish.kind for wish in wishes}
    budget = brief.budget
    return GiftBrief(
        relationship=brief.relationship if brief.age is None else None,
        age=brief.age if "age" in kinds else None,
        interests=brief.interests if "interests" in kinds else [],
        exclude=[wish.label for wish in wishes if wish.kind == "exclude"],
        budget=None
        if budget is None
        else Budget(
            max=budget.max if "budget_max" in kinds else None, min=budget.min if "budget_min" in kinds else None
        ),
    )


def conflict(brief: GiftBrief, *shop: Product, **options: object) -> Conflict | None:
    return find_conflict(search_over(*shop), brief, **options)  # type: ignore[arg-type]


def test_a_thing_the_shop_has_not_is_to_blame_alone() -> None:
    brief = GiftBrief(interests=["zeppelins"], age=AgeRange(min=3, max=3), budget=Budget(max=20))
    assert conflict(brief, *SHOP) == Conflict((Wish("interests"),), 0)


def test_two_of_three_wishes_clash() -> None:
    brief = GiftBrief(interests=["drones"], exclude=["wool"], budget=Budget(max=20))
    assert conflict(brief, *SHOP) == Conflict((Wish("interests"), Wish("budget_max")), 0)
    young = GiftBrief(interests=["drones"], age=AgeRange(min=3, max=3), budget=Budget(max=100))
    assert conflict(young, *SHOP) == Conflict((Wish("interests"), Wish("age")), 0)


def test_too_few_are_a_conflict_too() -> None:
    brief = GiftBrief(interests=["kites"], exclude=["wool"])
    assert conflict(brief, *SHOP) is None
    assert conflict(brief, *SHOP, least=2) == Conflict((Wish("interests"), Wish("exclude", "wool")), 1)


def test_a_kind_that_alone_is_wanted() -> None:
    books = [*SHOP, gift("book", "Atlas of winds", 30, categories=("Books",))]
    brief = GiftBrief(budget=Budget(max=20))
    assert conflict(brief, *books, only=["books"]) == Conflict((Wish("only"), Wish("budget_max")), 0)


def test_nothing_to_blame() -> None:
    assert conflict(GiftBrief(), *SHOP) is None
    assert conflict(GiftBrief(interests=["kites"]), *SHOP) is None
    # An empty shop is nobody's wish's fault.
    assert conflict(GiftBrief(interests=["kites"])) is None
    assert conflict(GiftBrief(interests=["kites"]), gift("a"), least=2) is None


@given(catalogs(), briefs(), KINDS, st.integers(1, 3))
@settings(max_examples=150, deadline=None)
def test_the_set_clashes_and_is_the_smallest(
    shop: list[Product], brief: GiftBrief, only: tuple[str, ...], least: int
) -> None:
    search = search_over(*shop)
    found = find_conflict(search, brief, only=only, least=least)
    masks = wish_masks(search, brief, only)

    def fits(wishes: Sequence[Wish]) -> int:
        kinds = only if Wish("only") in wishes else ()
        return search.count(only_with(brief, wishes), kinds)

    assert fits(list(masks)) == search.count(brief, only)
    if found is None:
        assert search.count(brief, only) >= least or fits([]) < least
        return
    assert fits(found.wishes) == found.fits < least
    for wish in found.wishes:
        assert fits([other for other in found.wishes if other != wish]) >= least
    for size in range(min(len(found.wishes), 4)):
        assert all(fits(some) >= least for some in combinations(masks, size))
    # One change can only help where it is a part of the set.
    if found.fits == 0 and search.count(brief, only) == 0:
        parts = {"budget" if wish.kind.startswith("budget") else wish.kind for wish in found.wishes}
        for item in relaxations(search, brief, only):
            assert {change.part for change in item.changes} & parts


@given(st.lists(st.frozensets(st.integers(0, 7), min_size=1), min_size=1, max_size=5))
def test_quick_xplain_is_minimal(clashes: list[frozenset[int]]) -> None:
    wishes = [Wish("exclude", str(number)) for number in range(8)]

    def clash(some: Sequence[Wish]) -> bool:
        having = {int(wish.label) for wish in some}
        return any(one <= having for one in clashes)

    found = quick_xplain(wishes, clash)
    assert clash(found)
    assert all(not clash([other for other in found if other != wish]) for wish in found)


def test_many_wishes() -> None:
    """Five wishes that clash only together: beyond what is tried one by one."""
    words = ["wool", "wine", "leather", "plastic", "glass"]
    shop = [gift(word, f"Thing of {word}", interests=("things",)) for word in words]
    brief = GiftBrief(exclude=words)
    found = conflict(brief, *shop)
    assert found is not None
    assert {wish.label for wish in found.wishes} == set(words)


@pytest.mark.parametrize(
    "brief",
    [
        GiftBrief(interests=["drones"], age=AgeRange(min=3, max=3), budget=Budget(max=20)),
        GiftBrief(interests=["whisky"], exclude=["alcohol", "glass"], budget=Budget(max=30)),
        GiftBrief(interests=["telescopes"], budget=Budget(max=5)),
    ],
)
def test_the_demo_catalog(brief: GiftBrief) -> None:
    search = demo_search()
    found = find_conflict(search, brief)
    if found is not None:
        assert search.count(only_with(brief, found.wishes)) == 0
        for wish in found.wishes:
            assert search.count(only_with(brief, [other for other in found.wishes if other != wish])) > 0
