"""Random small catalogs and briefs."""

from __future__ import annotations

from hypothesis import strategies as st

from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.product import Product
from tests.support.catalog import gift

THINGS = ("dinosaurs", "chess", "tea", "wool", "wine", "gardening", "whales", "candles")
OCCASIONS = ("birthday", "christmas")
AGES = (None, 0, 0.25, 0.5, 1.5, 3, 6, 8, 12, 18)
PRICES = st.integers(100, 9999).map(lambda cents: f"{cents / 100:.2f}")


@st.composite
def products(draw: st.DrawFn, number: int) -> Product:
    low, high = draw(st.sampled_from(AGES)), draw(st.sampled_from(AGES))
    if low is not None and high is not None and high < low:
        low, high = high, low
    about = draw(st.lists(st.sampled_from(THINGS), max_size=3, unique=True))
    return gift(
        f"p{number}",
        # A word of its own keeps any two apart.
        f"{' '.join(about)} thing{number} item{number} piece{number} sort{number}",
        draw(PRICES),
        stock=draw(st.booleans()),
        description=draw(st.sampled_from(["", "Made of wool.", "Goes with red wine.", "For ages 3 and up."])),
        age_min=low,
        age_max=high,
        age_group=draw(st.sampled_from([None, None, "newborn", "toddler", "kids", "adult"])),
        gender=draw(st.sampled_from([None, "male", "female", "unisex"])),
        interests=tuple(draw(st.lists(st.sampled_from(THINGS), max_size=2, unique=True))),
        occasions=tuple(draw(st.lists(st.sampled_from(OCCASIONS), max_size=1))),
        categories=draw(st.sampled_from([(), ("Toys",), ("Home", "Kitchen")])),
    )


@st.composite
def catalogs(draw: st.DrawFn, *, most: int = 14) -> list[Product]:
    return [draw(products(number)) for number in range(draw(st.integers(0, most)))]


@st.composite
def ages(draw: st.DrawFn) -> AgeRange:
    low = draw(st.integers(0, 90))
    return AgeRange(min=low, max=draw(st.one_of(st.none(), st.integers(low, min(low + 12, 120)))))


@st.composite
def budgets(draw: st.DrawFn, currency: str = "USD") -> Budget:
    amounts = st.one_of(st.none(), st.integers(1, 100), st.integers(100, 10_000).map(lambda cents: cents / 100))
    low, high = draw(amounts), draw(amounts)
    if low is not None and high is not None and high < low:
        low, high = high, low
    return Budget(min=low, max=high, currency=currency)


@st.composite
def briefs(draw: st.DrawFn) -> GiftBrief:
    labels = st.lists(st.sampled_from((*THINGS, "dinosour", "books", "alcohol", "nuts")), max_size=3, unique=True)
    return GiftBrief(
        relationship=draw(st.sampled_from([None, "mother", "nephew", "friend"])),
        age=draw(st.one_of(st.none(), ages())),
        interests=draw(labels),
        exclude=draw(labels),
        budget=draw(st.one_of(st.none(), budgets())),
        occasion=draw(st.sampled_from([None, *OCCASIONS])),
    )
