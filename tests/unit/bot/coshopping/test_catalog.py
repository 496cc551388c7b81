"""The catalog beside the chat: the brief as filters, a query, what is found."""

from __future__ import annotations

import pytest

from bot.coshopping.catalog import CatalogBeside
from bot.errors import NotFoundError, UnavailableError
from bot.settings import Settings
from bot.texts import load_texts
from catalog_index.brief import AgeRange, Budget, GiftBrief
from tests.support.acting import SHOP, FakeCatalog
from tests.support.catalog import search_over
from tests.support.gateway import FakeCatalog as NoIndex

DINOSAURS = GiftBrief(relationship="niece", age=AgeRange(min=8, max=8), interests=["dinosaurs"], budget=Budget(max=25))


@pytest.fixture(scope="module")
def beside() -> CatalogBeside:
    catalog = FakeCatalog(search_over(*SHOP))
    catalog.ready = True  # type: ignore[attr-defined]
    return CatalogBeside(catalog, Settings(), load_texts("en"))  # type: ignore[arg-type]


async def found(beside: CatalogBeside, brief: GiftBrief = DINOSAURS, query: str = "", off=(), **options):
    return await beside.find(brief, query, off, options.pop("state", {}), options.pop("limit", 12))


def ids(result) -> set[str]:
    return {item.card.product_id for item in result.items}


async def test_the_brief_filters_and_each_filter_can_be_switched_off(beside):
    result = await found(beside)
    assert (ids(result), result.total, result.nearest) == ({"lamp", "book", "puzzle"}, 3, False)
    assert result.filters == ["relationship", "age", "interests", "budget"]
    assert ids(await found(beside, off=["budget"])) == {"dig", "lamp", "book", "puzzle", "fossil"}
    assert "tea" in ids(await found(beside, off=["interests"]))
    two = DINOSAURS.model_copy(update={"age": AgeRange(min=2, max=2), "budget": None})
    assert "dig" not in ids(await found(beside, two))
    assert "dig" in ids(await found(beside, two, off=["age"]))
    no_lamps = DINOSAURS.model_copy(update={"exclude": ["lamps"]})
    assert "lamp" not in ids(await found(beside, no_lamps))
    assert "lamp" in ids(await found(beside, no_lamps, off=["exclude"]))


async def test_a_query_says_what_counts_and_the_filters_still_hold(beside):
    result = await found(beside, query="tea")
    assert (ids(result), result.total) == ({"tea"}, 1)
    assert ids(await found(beside, query="tea", off=["budget"])) == {"tea", "pot"}
    [card] = [item.card for item in result.items]
    assert card.reasons
    assert all(reason.evidence for reason in card.reasons)


async def test_a_full_title_or_id_comes_first(beside):
    assert (await found(beside, query="Dinosaurs floor puzzle")).items[0].card.product_id == "puzzle"
    assert (await found(beside, query="puzzle")).items[0].card.product_id == "puzzle"


async def test_where_nothing_serves_a_query_the_nearest_come_and_say_so(beside):
    result = await found(beside, query="submarine periscope", limit=3)
    assert (result.total, result.nearest) == (0, True)
    assert ids(result) <= {"lamp", "book", "puzzle", "tea", "dig"}
    assert all(float(item.card.price.amount) <= 25 for item in result.items)


async def test_what_is_marked(beside):
    state = {"pinned": ["lamp"], "vetoed": ["book"], "colleague": ["puzzle"]}
    marks = {item.card.product_id: item for item in (await found(beside, state=state)).items}
    assert (marks["lamp"].pinned, marks["book"].vetoed, marks["puzzle"].shown) == (True, True, True)
    assert not (marks["lamp"].vetoed or marks["lamp"].shown)
    assert marks["lamp"].stock == "in_stock"


async def test_cards_have_reasons_of_the_brief(beside):
    cards = await beside.cards(DINOSAURS, ["lamp", "tea"])
    assert [card.product_id for card in cards] == ["lamp", "tea"]
    assert any("dinosaurs" in reason.evidence.lower() for reason in cards[0].reasons)
    with pytest.raises(NotFoundError, match="gone-for-good"):
        await beside.cards(DINOSAURS, ["gone-for-good"])


async def test_without_an_index_cards_are_plain_and_nothing_is_found():
    beside = CatalogBeside(NoIndex(), Settings(), load_texts("en"))
    assert [card.product_id for card in await beside.cards(DINOSAURS, ["p1"])] == ["p1"]
    assert await beside.fits(DINOSAURS, {}) is None
    with pytest.raises(UnavailableError):
        await found(beside)


async def test_fits_counts(beside):
    assert await beside.fits(DINOSAURS, {}) == 3
    assert await beside.fits(DINOSAURS, {"vetoed": ["lamp", "no-longer-sold"], "only": ["books"]}) == 1
    assert await beside.fits(DINOSAURS, {"vetoed": ["lamp"]}) == 2
