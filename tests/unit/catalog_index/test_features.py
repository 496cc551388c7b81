"""What a learned ranker sees: parts that are those of the base score, and traits that hold from catalog to catalog."""

from __future__ import annotations

import numpy as np
import pytest

from catalog_index.brief import Budget, GiftBrief
from catalog_index.features import PARTS, telling_traits, trait_matrix, traits
from tests.support.catalog import gift, search_over


@pytest.fixture(scope="module")
def search():
    return search_over(
        gift("tea", "Green tea tin", 10, interests=("tea",), occasions=("christmas",), brand="Otterby"),
        gift("pot", "Tea pot", 40, interests=("tea",), attributes={"product_highlight": "Holds a litre"}),
        gift("chess", "Chess board", 90, interests=("chess",), gender="male"),
    )


def parts_of(search, brief: GiftBrief, **more) -> dict[str, list[float]]:
    rows = np.arange(3)
    found = search.parts(brief, search.weigh(brief, rows, **more), **more)
    assert found.shape == (3, len(PARTS)) and found.dtype == np.float32 and np.isfinite(found).all()
    return {name: [round(float(value), 4) for value in found[:, column]] for column, name in enumerate(PARTS)}


def test_parts_by_hand(search):
    brief = GiftBrief(interests=["tea"], occasion="xmas", budget=Budget(max=40))
    parts = parts_of(search, brief, gender="female")
    assert parts["serves_best"] == [1, 1, 0] and parts["serves_share"] == [1, 1, 0]
    assert parts["occasion"] == [1, 0, 0]
    assert parts["price"] == [round(float(np.log10(10 / 40)), 4), 0, round(float(np.log10(90 / 40)), 4)]
    assert parts["price_of_budget"] == [0.25, 1, 1]
    assert parts["gender"] == [0, 0, -0.5]
    assert parts["highlights"] == [0, 1, 0]
    assert max(parts["lexical"]) == 1 and parts["lexical"][2] == 0


def test_without_a_wish_nothing_is_said_of_wishes(search):
    parts = parts_of(search, GiftBrief())
    for name in ("wish_best", "wish_others", "serves_best", "lexical", "cosine", "person", "price_of_budget"):
        assert parts[name] == [0, 0, 0], name


def test_the_parts_of_a_wish_are_those_of_the_base_score(search):
    brief = GiftBrief(interests=["tea", "chess"])
    weighing = search.weigh(brief, np.arange(3))
    parts = search.parts(brief, weighing)
    both = np.stack([weighing.wishes["tea"], weighing.wishes["chess"]])
    assert parts[:, PARTS.index("wish_best")] == pytest.approx(both.max(axis=0))
    assert parts[:, PARTS.index("wish_others")] == pytest.approx(both.min(axis=0))
    hits = {hit.product.id: hit.score for hit in search.search(brief, limit=3).hits}
    assert hits == pytest.approx(dict(zip(("tea", "pot", "chess"), weighing.scores.tolist(), strict=True)))


def test_traits_are_maker_kind_and_words():
    found = traits(gift("a", "Hand-made mugs of 2026", brand=" Otter  By", categories=("Home", "Mugs")))
    assert found == {"brand:otter by", "category:mugs", "word:hand", "word:made", "word:mug"}


def test_telling_traits_are_had_by_some_of_those_that_were_shown():
    shop = [gift(f"g{n}", "Lamp oak" if n % 2 else "Lamp", brand="Otter" if n < 4 else "") for n in range(12)]
    assert telling_traits(shop, range(12)) == ("word:oak", "brand:otter")
    assert telling_traits(shop, range(12), most=1) == ("word:oak",)
    # All that was shown has it: nothing can be learnt of it.
    assert telling_traits(shop, [1, 3]) == ("brand:otter",) or telling_traits(shop, [1, 3]) == ()
    assert telling_traits(shop, []) == ()
    matrix = trait_matrix(shop, ["brand:otter", "word:oak", "word:unknown"])
    assert matrix.sum(axis=0).tolist() == [4, 6, 0]
