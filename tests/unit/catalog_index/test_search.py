"""Search over random small catalogs against plain counting, and over the demo catalog."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_index.analysis import stems
from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.encoder import EncoderError, SentenceEncoder
from catalog_index.exclusions import covered_terms
from catalog_index.index import CatalogIndex
from catalog_index.people import GROWN_UP
from catalog_index.product import Product
from catalog_index.ranking import NEAR_DUPLICATE
from catalog_index.search import GiftSearch, person_query
from tests.support.catalog import demo_products, demo_search, gift, search_over
from tests.support.fake_encoder import HashEncoder
from tests.support.strategies import briefs, catalogs

GROUPS = {"newborn": 2, "infant": 2, "toddler": 5, "kids": 13}
QUICK = settings(max_examples=40, deadline=None)


def oldest_meant(product: Product) -> float:
    """The oldest a product is meant for."""
    if product.age_max is not None:
        return product.age_max
    return max(GROUPS[product.age_group], product.age_min or 0) if product.age_group in GROUPS else 999


def fits(product: Product, brief: GiftBrief) -> bool:
    """The hard filters in plain words, written apart from the arrays of the search."""
    price = float(product.current_price.amount)
    if product.availability != "in_stock":
        return False
    if brief.budget and brief.budget.max is not None and price > brief.budget.max:
        return False
    if brief.budget and brief.budget.min is not None and price < brief.budget.min:
        return False
    if brief.age:
        oldest = brief.age.min if brief.age.max is None else brief.age.max
        if brief.age.min < (product.age_min or 0) or oldest > oldest_meant(product):
            return False
    elif brief.relationship in GROWN_UP and oldest_meant(product) < 18:
        return False
    said = [product.title, product.description, product.brand, *product.categories, *product.interests]
    terms = set(stems(" ".join([*said, *product.attributes.values()])))
    return not any(covered_terms(label)[0] & terms for label in brief.exclude)


@given(catalogs(), briefs(), st.sets(st.integers(0, 12)))
@QUICK
def test_what_is_left_out_is_neither_found_nor_counted(shop: list[Product], brief: GiftBrief, out: set[int]) -> None:
    """As a search over a catalog that never had these products counts; the search itself stays whole."""
    search = search_over(*shop)
    ids = {product.id for place, product in enumerate(shop) if place in out}
    before = search.search(brief, limit=20)
    less = search.leaving_out([*ids, "no such product"])
    found = less.search(brief, limit=20)
    assert not ids & {hit.product.id for hit in found.hits}
    passing = [product for product in shop if fits(product, brief) and product.id not in ids]
    assert found.passing == len(passing)
    assert less.count(brief) == found.total == int(search.fitting(brief)[[p.id not in ids for p in shop]].sum())
    assert search.search(brief, limit=20) == before


@given(catalogs(), briefs(), st.integers(1, 8))
@QUICK
def test_no_hit_breaks_a_filter_and_none_is_missing(shop: list[Product], brief: GiftBrief, limit: int) -> None:
    search = search_over(*shop)
    expected = [product for product in shop if fits(product, brief)]
    result = search.search(brief, limit=limit)
    assert {hit.product.id for hit in result.hits} <= {product.id for product in expected}
    assert len(result.hits) == min(limit, len(expected))
    assert result.passing == len(expected)
    assert len({hit.product.id for hit in result.hits}) == len(result.hits)
    serving = [product for product in expected if search.serves(product, brief) or not brief.interests]
    assert result.total == len(serving) == search.count(brief) == len(search.fitting_rows(brief))
    # What serves a wish comes before what serves none.
    matched = [bool(hit.matched) for hit in result.hits]
    assert matched == sorted(matched, reverse=True)
    for hit in result.hits:
        assert hit.matched == search.serves(hit.product, brief)


@given(catalogs(), briefs())
@QUICK
def test_paging_shows_each_once(shop: list[Product], brief: GiftBrief) -> None:
    search = search_over(*shop)
    shown: list[str] = []
    while hits := search.search(brief, limit=3, without=shown).hits:
        shown += [hit.product.id for hit in hits]
    assert sorted(shown) == sorted(product.id for product in shop if fits(product, brief))


@given(catalogs(), briefs(), st.integers(1, 100))
@QUICK
def test_cheaper(shop: list[Product], brief: GiftBrief, limit: int) -> None:
    hits = search_over(*shop).search(brief, limit=5, below_price=limit, sort="cheaper").hits
    assert all(float(hit.product.current_price.amount) < limit for hit in hits)
    expected = [p for p in shop if fits(p, brief) and float(p.current_price.amount) < limit]
    assert bool(hits) == bool(expected)
    assert {hit.product.id for hit in hits} <= {product.id for product in expected}


@given(catalogs(), briefs())
@QUICK
def test_similar_ones_pass_the_filters_too(shop: list[Product], brief: GiftBrief) -> None:
    search = search_over(*shop)
    for product in shop[:3]:
        result = search.similar(product, brief, limit=4)
        assert all(fits(hit.product, brief) and hit.product.id != product.id for hit in result.hits)
        scores = [hit.score for hit in result.hits]
        assert scores == sorted(scores, reverse=True)


def test_what_is_no_product_of_ours_has_no_similar_ones() -> None:
    assert search_over(gift("a")).similar(gift("z"), GiftBrief()).hits == []


def near_duplicates(products: list[Product]) -> list[tuple[str, str]]:
    search = demo_search()
    rows = {product.id: search.index.row(product.id) for product in products}
    vectors = {name: search.index.texts.reconstruct(int(row)) for name, row in rows.items() if row is not None}
    return [
        (one.id, other.id)
        for one, other in itertools.combinations(products, 2)
        if one.title.casefold() == other.title.casefold() or vectors[one.id] @ vectors[other.id] >= NEAR_DUPLICATE
    ]


@pytest.mark.parametrize("interest", ["dinosaurs", "tea", "gardening", "chess", "animals"])
def test_no_near_duplicates_in_the_demo_catalog(interest: str) -> None:
    hits = demo_search().search(GiftBrief(interests=[interest]), limit=12).hits
    assert len(hits) == 12
    assert near_duplicates([hit.product for hit in hits]) == []


def test_variants_of_one_thing_are_shown_once() -> None:
    shop = [gift(f"mug-{color}", "Tea mug", description=f"A mug in {color}.") for color in ("red", "blue", "green")]
    hits = search_over(*shop, gift("chess", "Chess set")).search(GiftBrief(interests=["tea"]), limit=6).hits
    assert len(hits) == 2
    assert hits[0].product.title == "Tea mug"
    assert hits[1].product.id == "chess"


def test_a_hundred_variants_hide_nothing() -> None:
    shop = [gift(f"mug-{number}", "Tea mug", description=f"Number {number}.") for number in range(120)]
    others = [gift(name, f"{name} box") for name in ("chess", "dinosaur", "whale", "garden")]
    hits = search_over(*shop, *others).search(GiftBrief(interests=["tea"]), limit=6).hits
    assert {hit.product.title for hit in hits} == {"Tea mug", *(product.title for product in others)}


def test_what_serves_the_wish_is_not_lost_among_better_scores() -> None:
    """A toy is a poor guess for a friend, and yet the one thing that serves the wish."""
    shop = [gift(f"p{number}", f"Thing{number} for my friend item{number} sort{number}") for number in range(150)]
    search = search_over(*shop, gift("dig", "Dinosaur dig", interests=("dinosaurs",), age_min=4, age_max=8))
    result = search.search(GiftBrief(relationship="friend", interests=["dinosaurs"]), limit=4)
    assert (result.total, result.passing) == (1, 151)
    assert [bool(hit.matched) for hit in result.hits] == [True, False, False, False]


def test_two_wishes_are_served_in_turn() -> None:
    shop = [gift(f"t{number}", f"Tea thing{number} item{number} sort{number}") for number in range(6)]
    shop += [gift(f"c{number}", f"Chess part{number} piece{number} kind{number}") for number in range(6)]
    hits = search_over(*shop).search(GiftBrief(interests=["tea", "chess"]), limit=4).hits
    assert sorted(hit.matched[0] for hit in hits) == ["chess", "chess", "tea", "tea"]


def test_scores_fall_and_the_best_comes_first() -> None:
    shop = [gift("a", "Garden trowel"), gift("b", "Dinosaur dig kit", interests=("dinosaurs",)), gift("c", "Wool hat")]
    result = search_over(*shop).search(GiftBrief(interests=["dinosaurs"]))
    assert result.hits[0].product.id == "b"
    assert (result.total, result.passing) == (1, 3)
    assert result.hits[0].matched == ("dinosaurs",)
    assert result.hits[0].score > max(hit.score for hit in result.hits[1:])


def test_another_encoder_is_refused() -> None:
    index = CatalogIndex.build([gift("a")], HashEncoder("one"))
    with pytest.raises(ValueError, match="made with encoder 'one', not 'two'"):
        GiftSearch(index, HashEncoder("two"))


def test_an_empty_catalog() -> None:
    search = search_over()
    assert search.search(GiftBrief(interests=["tea"])).hits == []
    assert (search.count(GiftBrief()), search.find("tea")) == (0, [])


def test_find_takes_all_products_best_first() -> None:
    search = search_over(gift("a", "Chess"), gift("b", "Tea pot", stock=False), gift("c", "Green tea pot"))
    assert [hit.product.id for hit in search.find("tea pot", limit=2)] == ["b", "c"]
    assert search.find("  ") == []


def test_cosines_are_the_mean_of_title_and_text() -> None:
    shop = [gift("a", "Tea pot", description="Red."), gift("b", "Chess set")]
    search, encoder = search_over(*shop), HashEncoder(dimension=256)
    query, titles = encoder.encode(["red tea"])[0], encoder.encode(["Tea pot", "Chess set"])
    texts = encoder.encode(["Tea pot. Red.", "Chess set"])
    assert search._cosines("red tea") == pytest.approx((titles @ query + texts @ query) / 2, abs=1e-6)


@pytest.mark.parametrize(
    ("brief", "query"),
    [
        (GiftBrief(), ""),
        (GiftBrief(interests=["tea"]), ""),
        (GiftBrief(relationship="aunt"), "gift for my aunt"),
        (
            GiftBrief(relationship="son", age=AgeRange(min=5, max=6), occasion="birthday"),
            "gift for my son aged 5 for birthday",
        ),
    ],
)
def test_person_query(brief: GiftBrief, query: str) -> None:
    assert person_query(brief) == query


def test_a_large_catalog_is_searched_by_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog_index.search.EXHAUSTIVE_LIMIT", 5)
    monkeypatch.setattr("catalog_index.search.CANDIDATES", 3)
    shop = [gift(f"p{number}", f"Thing{number} item{number}", price=number + 1) for number in range(12)]
    search = search_over(*shop, gift("d", "Dinosaurs dig", price=90), gift("e", "Dinosaurs egg", stock=False))
    result = search.search(GiftBrief(interests=["dinosaurs"], budget=Budget(max=95)), limit=3)
    assert result.hits[0].product.id == "d"
    assert (result.passing, result.total) == (13, 1)
    assert all(hit.product.is_available for hit in result.hits)
    assert search.search(GiftBrief(interests=["dinosaurs"], budget=Budget(max=2)), limit=3).passing == 2


def test_the_real_encoder(tmp_path: Path) -> None:
    """One test, because loading the library and the model takes seconds."""
    with pytest.raises(EncoderError, match="can't be loaded"):
        SentenceEncoder(str(tmp_path))
    encoder = SentenceEncoder()
    vectors = encoder.encode(["a red mug", "dinosaurs", "a red mug"])
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert vectors[0] == pytest.approx(vectors[2])
    assert vectors[0] @ vectors[1] < 0.5 < vectors[0] @ encoder.encode(["a crimson cup"])[0]
    assert encoder.encode([]).shape == (0, 384)

    wishes = {"dinosour": "dinosaur", "stargazing": "astronomy", "baking": "baking", "knitting": "knitting"}
    available = [product for product in demo_products() if product.is_available]
    shop = {product.id: product for product in available[::30]}
    for word in wishes.values():
        serving = [p for p in available if word in " ".join([p.title, *p.interests]).lower()]
        shop |= {product.id: product for product in serving[:4]}
    search = GiftSearch(CatalogIndex.build(list(shop.values()), encoder), encoder)
    for wish, word in wishes.items():
        brief = GiftBrief(interests=[wish], budget=Budget(max=90))
        result = search.search(brief, limit=3)
        best = result.hits[0].product
        assert word in " ".join([best.title, best.description, *best.interests]).lower()
        assert result.total >= 1
        assert all(fits(hit.product, brief) for hit in result.hits)


def test_what_is_akin_to_a_wish() -> None:
    search = search_over(
        gift("akin", "Draughts board", description="A board."), gift("other", "Scarf", description="Wool.")
    )
    brief = GiftBrief(interests=["zeppelins", "draughts board"])
    found = {product.id: search.near(product, brief) for product in search.index.products}
    assert found == {"akin": True, "other": False}
    assert not search.near(gift("elsewhere", "Draughts board"), brief)
    assert not search.near(search.index.products[0], GiftBrief())
