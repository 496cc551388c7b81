"""What goes with a product."""

from __future__ import annotations

from catalog_index.brief import Budget, GiftBrief
from catalog_index.complements import complements
from catalog_index.product import Product
from tests.support.catalog import demo_search, gift, search_over

DRUM = gift(
    "drum", "Red drum", 40, interests=("music",), categories=("Toys",), attributes={"goes_with": "sticks; none"}
)
STICKS = gift("sticks", "Felt sticks", 9, categories=("Music",))
WRAP = gift("wrap", "Paper with stars", 4, categories=("Gift Wrap & Cards",))
XMAS = gift("xmas", "Paper with robins", 4, categories=("Gift Wrap & Cards",), occasions=("christmas",))
CARD = gift("card", "Blank card", 3, categories=("Gift Wrap & Cards",))


def found(product: Product, *shop: Product, brief: GiftBrief | None = None) -> list[tuple[str, str]]:
    search = search_over(product, *shop)
    return [(item.kind, item.product.id) for item in complements(search, product, brief or GiftBrief())]


def test_what_the_merchant_names_comes_first() -> None:
    assert found(DRUM, STICKS, WRAP, CARD) == [("named", "sticks"), ("wrap", "wrap"), ("card", "card")]


def test_exclusions_hold_and_the_budget_is_the_gifts_own() -> None:
    assert found(DRUM, STICKS, brief=GiftBrief(exclude=["felt"])) == []
    assert found(DRUM, STICKS, brief=GiftBrief(budget=Budget(max=5))) == [("named", "sticks")]


def test_wrap_for_the_occasion_and_never_for_another() -> None:
    assert found(STICKS, XMAS) == []
    assert found(STICKS, WRAP, XMAS) == [("wrap", "wrap")]
    assert found(STICKS, WRAP, XMAS, brief=GiftBrief(occasion="christmas")) == [("wrap", "xmas")]
    assert found(STICKS, gift("sold", "Paper", 4, categories=("Gift Wrap & Cards",), stock=False)) == []


def test_nothing_goes_with_a_wrap() -> None:
    assert found(WRAP, CARD, XMAS) == []


def test_what_is_found_is_cheaper_shares_an_interest_and_is_another_thing() -> None:
    music = {"interests": ("music",), "description": "for the drum and for music of the drum"}
    guitar = gift("guitar", "Drum bag", 60, categories=("Bags",), **music)
    bag = gift("bag", "Bag for the red drum", 12, categories=("Bags",), **music)
    rival = gift("rival", "Blue drum", 20, categories=("Other",), **music)
    plain = gift("drum", "Red drum", 40, interests=("music",), description="a drum for music", categories=("Toys",))
    assert found(plain, guitar, bag, rival) == [("found", "bag")]
    assert found(plain, gift("hat", "Hat", 5)) == []


def test_wraps_are_never_recommended() -> None:
    search = search_over(DRUM, WRAP, CARD)
    assert [hit.product.id for hit in search.search(GiftBrief()).hits] == ["drum"]
    assert search.count(GiftBrief()) == 1
    demo = demo_search()
    assert demo.filters.extra.sum() == 7
    assert not (demo.filters.extra & demo.fitting(GiftBrief())).any()
