"""The words of a catalog: what gets in, what must not, and that the reader knows them after training."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bot.dialogue.training import ROOT
from bot.nlu.understanding import Reader
from bot.nlu.vocabulary import load_vocabularies, read_vocabularies
from bot.retrain.vocabulary import MOST, CatalogWords, words_of
from catalog_index.product import Product
from tests.support.catalog import gift

KNOWN = ROOT / "data" / "nlu"


def words(**fields) -> CatalogWords:
    return words_of([product(**fields)], KNOWN)


def product(**fields) -> Product:
    return replace(gift("p1", "A thing", 20), **{"brand": "", "categories": (), "interests": (), **fields})


@pytest.fixture(scope="module")
def before() -> Reader:
    return Reader(load_vocabularies(KNOWN))


class TestBrands:
    @pytest.mark.parametrize("brand", ["Otterby", "Zwerglino", "Tarn & Tor", "Knotted Pine", "Tumblegate Toys"])
    def test_names_of_their_own_get_in(self, brand):
        assert words(brand=brand).kinds["brand"][brand.lower()] == brand.lower()

    @pytest.mark.parametrize(
        "brand", ["Brother", "Home", "Target", "Best Friend", "Mum", "Lego", "The Gift", "", "42", "x", "Emma", "Mother Goose", "Valentine's Day"]
    )  # fmt: skip
    def test_words_that_mean_something_else_do_not(self, brand):
        assert words(brand=brand).kinds["brand"] == {}

    def test_how_people_write_them(self):
        found = words(brand="Vine & Vessel").kinds["brand"]
        assert {"vine & vessel", "vine and vessel"} <= set(found)
        assert words(brand="Foxlantern Studio").kinds["brand"]["foxlantern"] == "foxlantern studio"
        # "Bear" alone is no brand.
        assert "bear" not in words(brand="Bear Studio").kinds["brand"]


class TestCategories:
    def test_each_part_of_the_last_shelf_is_one(self):
        found = words(categories=("Home & Garden > Kitchen > Corkscrews & Globe Stands",)).kinds["category"]
        assert set(found.values()) == {"corkscrews", "globe stands"}

    @pytest.mark.parametrize(
        "shelf", ["Gifts", "New Arrivals", "Men", "Sale", "Under 25", "Outdoor", "Dinosaurs", "For Her"]
    )
    def test_shelves_that_say_nothing_new_do_not_get_in(self, shelf):
        assert words(categories=(shelf,)).kinds["category"] == {}


def test_materials_have_their_adjectives():
    found = words(attributes={"material": "Beech Wood, wool and wood"}).kinds["material"]
    assert {"beech wood": "beech wood", "wool": "wool", "wooden": "wood", "woollen": "wool"}.items() <= found.items()


def test_the_merchants_own_labels():
    assert words(interests=("klumping", "dinosaurs", "teaching")).kinds["catalog_interest"] == {"klumping": "klumping"}


def test_no_shop_gives_more_than_is_of_use():
    many = [product(brand=f"Zwerg{'abcdefghij'[n % 10]}{'qwertyuiop'[n // 10 % 10]}{'zxcvbnmlkj'[n // 100 % 10]}{'aeiouyrstl'[n // 1000]}o") for n in range(MOST + 500)]  # fmt: skip
    assert words_of(many, KNOWN).counts()["brand"] == MOST


def test_hostile_names_stay_data():
    evil = [
        "Zwerg\n- lookup: relationship\n  examples: |\n    - hello",
        "Zwerg: {a}",
        "{{ zwerg }}",
        "- zwergo",
        "zwergo\x00",
    ]
    found = words_of([product(brand=name) for name in evil], KNOWN)
    read = yaml.safe_load(found.to_yaml())
    assert set(read) == {"version", "nlu"} or read["nlu"] is None
    assert all(entry.get("lookup") != "relationship" for entry in read["nlu"] or [])


def test_the_text_is_the_same_for_the_same_words_in_any_order():
    shop = [product(brand=brand) for brand in ("Otterby", "Zwerglino", "Foxlantern Studio")]
    assert words_of(shop, KNOWN).to_yaml() == words_of(shop[::-1], KNOWN).to_yaml()


def test_what_only_the_new_catalog_has_is_understood_after_training(before, tmp_path: Path):
    """As GiftReader takes it over at training: the lookup tables and synonyms of all files."""
    shop = [
        product(brand="Zwerglino", categories=("Toys > Klumpinators",)),
        product(brand="Otterby & Sons", attributes={"material": "bog oak"}),
    ]
    (tmp_path / "nlu.yml").write_text(words_of(shop, KNOWN).to_yaml(), encoding="utf-8")
    learned = load_vocabularies(tmp_path)
    assert learned["brand"]["otterby and sons"] == "otterby & sons"
    after = Reader(load_vocabularies(KNOWN) | learned)
    for text, label in (
        ("anything by Zwerglino for my nephew?", "zwerglino"),
        ("I'm looking for a klumpinator for my nephew", "klumpinators"),
        ("my nephew wants something from Otterby and Sons", "otterby & sons"),
        ("my nephew wants something by Otterby & Sons", "otterby & sons"),
        ("a gift for my nephew made of bog oak", "bog oak"),
    ):
        assert label not in before.read(text).brief()["interests"], text
        assert label in after.read(text).brief()["interests"], text


def test_the_demo_catalogs_words_change_no_judged_message(before):
    """The words of the demo catalog are there, and what people say in the judged briefs is read as before."""
    import json

    from catalog_index.feeds import FeedOptions, open_feed

    with open_feed(ROOT / "data/catalog/demo.csv", FeedOptions()) as feed:
        shop = [entry.product for entry in feed.entries(FeedOptions()) if entry.product]
    found = words_of(shop, KNOWN)
    assert found.counts()["brand"] > 50
    after = Reader(load_vocabularies(KNOWN) | read_vocabularies(yaml.safe_load(found.to_yaml())["nlu"]))
    lines = (ROOT / "data/eval/briefs.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [text for line in lines for text in texts_of(json.loads(line))]
    assert len(texts) > 100
    changed = [text for text in texts if before.read(text).brief() != after.read(text).brief()]
    assert len(changed) <= len(texts) // 100, changed


def texts_of(value) -> list[str]:
    if isinstance(value, str):
        return [value] if " " in value and len(value) < 400 else []
    if isinstance(value, dict):
        return [
            text for name, part in value.items() if name in ("text", "message", "request") for text in texts_of(part)
        ]
    return []
