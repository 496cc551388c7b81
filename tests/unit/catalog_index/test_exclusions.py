"""What an exclusion covers."""

import pytest

from catalog_index.brief import GiftBrief
from catalog_index.exclusions import covered_terms
from catalog_index.filters import HardFilters
from tests.support.catalog import gift


def left(label: str, *products: object) -> list[bool]:
    return HardFilters(products).mask(GiftBrief(exclude=[label])).tolist()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("alcohol", "A bottle of Prosecco"),
        ("booze", "Whisky stones"),
        ("nuts", "Chocolate with almonds"),
        ("nut", "Peanut brittle"),
        ("dairy", "Milk frother"),
        ("lactose", "Soft cheese"),
        ("gluten", "Butter biscuits"),
        ("vegan", "Leather wallet"),
        ("leather", "Suede gloves"),
        ("wool", "Merino scarf"),
        ("plastic", "Made of ABS"),
        ("screens", "A tablet for children"),
        ("jewellery", "Silver earrings"),
        ("candles", "Scented candle"),
        ("clothing", "Warm socks"),
        ("chess", "A chess set"),
        ("Chess ", "CHESS"),
        ("axolotls", "An axolotl lamp"),
        ("board games", "A board game for four"),
        ("lord of the rings", "The Lord of the Rings puzzle"),
        ("the lion king", "A Lion King blanket"),
        ("made in china", "Made in China"),
        ("animal products", "Suede boots"),
        ("animal products", "A pot of honey"),
        ("animal products", "Rolled beeswax candle"),
        ("animal products", "Mulberry silk mask"),
        ("animal products", "Milk chocolate"),
        ("animal products", "Bone china cup"),
        ("meat", "Salami and chutney"),
        ("pork", "Marshmallows with gelatin"),
        ("shellfish", "Lobster bisque"),
        ("dairy", "Butter caramels"),
        ("gluten", "Brownie mix"),
        ("plastic", "Polyester cape"),
        ("plastic", "Case of vegan leather"),
        ("batteries", "Charges by USB"),
        ("screens", "Ten-inch touchscreen"),
        ("clothes", "A knitted scarf"),
        ("strong scents", "Bath bombs"),
        ("small parts", "Glass beads"),
        ("noisy toys", "Tin drum"),
        ("nuts", "Almond milk lotion"),
    ],
)
def test_covered(label: str, text: str) -> None:
    assert left(label, gift("a", text), gift("b", "A garden trowel")) == [False, True]


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("chess", "A chest of drawers"),
        ("board games", "A game on a board"),
        ("tea", "A team shirt"),
        ("", "x"),
        ("🎁", "x"),
        ("leather", "A wallet of vegan leather"),
        ("animal products", "A faux fur throw"),
        ("animal products", "Dairy-free vegan caramels"),
        ("vegan", "Vegan soap"),
        ("dairy", "Dairy-free chocolate"),
        ("dairy", "Rich hand cream with shea butter"),
        ("gluten", "Gluten-free brownie mix"),
        ("nuts", "Nut-free sweets"),
        ("batteries", "It needs no batteries"),
        ("plastic", "Wooden, without any plastic"),
        ("screens", "Screen-printed tea towel"),
        ("screens", "A board game"),
        ("alcohol", "Non-alcoholic beer"),
        ("meat", "A rubber duck"),
        ("clothes", "Wipe with a damp cloth; fits a coat pocket"),
        ("scented products", "An unscented candle"),
    ],
)
def test_not_covered(label: str, text: str) -> None:
    assert HardFilters([gift("a", text)])._excluded_rows(label).tolist() == [False]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Wool hat"},
        {"description": "Spun of wool."},
        {"brand": "Wool & Co"},
        {"categories": ("Clothing > Wool",)},
        {"interests": ("wool",)},
        {"attributes": {"material": "wool"}},
    ],
)
def test_any_part_of_a_product_counts(fields: dict[str, object]) -> None:
    assert left("wool", gift("a", **fields)) == [False]  # type: ignore[arg-type]


def test_googles_own_categories_do_not_count() -> None:
    assert left("wool", gift("a", attributes={"google_product_category": "Wool"})) == [True]


@pytest.mark.parametrize("text", ["Contains milk. Dairy-free packing.", "Dairy-free, with cream"])
def test_a_claim_does_not_outweigh_the_thing_itself(text: str) -> None:
    assert HardFilters([gift("a", text)])._excluded_rows("dairy").tolist() == ["milk" in text]


def test_a_color_is_no_material() -> None:
    assert left("animal products", gift("a", "A mug", attributes={"color": "honey"})) == [True]


def test_terms() -> None:
    singles, phrases = covered_terms("socks")
    assert (singles, phrases) == (frozenset({"sock"}), ())
    assert covered_terms("Lord of the Rings") == (frozenset(), (("lord", "ring"),))
    assert covered_terms("the of") == (frozenset(), ())
