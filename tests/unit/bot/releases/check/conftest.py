"""A shop of a few products, its judged briefs, and versions of its catalog to hold against each other."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest

from bot.db import Database
from bot.evaluation.compare import FIELDS
from bot.migrations.run import upgrade
from bot.releases.gate import compared
from catalog_index.index import CatalogIndex
from catalog_index.product import Availability
from catalog_index.versions import VersionStore
from tests.support.catalog import gift
from tests.support.fake_encoder import HashEncoder

ENCODER = HashEncoder(dimension=128)
SHOP = (
    gift("dig", "Dinosaur dig", 25, interests=("dinosaurs",)),
    gift("mask", "Dinosaur mask", 10, interests=("dinosaurs",)),
    gift("pot", "Teapot", 30, interests=("tea",)),
    gift("saw", "Garden saw", 45, interests=("gardening",)),
)
BRIEFS = {
    "dino": {"interests": ["dinosaurs"], "budget": {"min": None, "max": 40, "currency": "USD"}},
    "tea": {"interests": ["tea"]},
    "any": {"budget": {"min": None, "max": 20, "currency": "USD"}},
    "golf": {"interests": ["golf"]},
}


def judged(name: str, brief: dict) -> str:
    """A line of a file of judged messages."""
    empty = {field: [] if field in ("interests", "exclude") else None for field in FIELDS}
    return json.dumps({"id": name, "text": f"a gift: {name}", "brief": {**empty, **brief}})


def sold_out(product):
    """A product that can't be bought now."""
    return replace(product, availability=Availability.OUT_OF_STOCK)


@pytest.fixture
def settings(make_settings, tmp_path):
    folder = tmp_path / "judged"
    folder.mkdir()
    (folder / "briefs.jsonl").write_text("\n".join(judged(*item) for item in BRIEFS.items()), encoding="utf-8")
    return make_settings(release_judged_dir=folder, release_floor_from=0)


@pytest.fixture
def version(settings):
    """Write products as a catalog version and return its id."""
    store = VersionStore(settings.index_dir, keep=9)

    def write(*products) -> str:
        return store.publish(CatalogIndex.build(products, ENCODER), source="test.csv")

    return write


@pytest.fixture
def check(settings, version):
    """The search part of a check of two lists of products, under other settings where some are named."""

    async def run(before, after, **changed):
        told = settings.model_copy(update=changed)
        catalogs = version(*before), version(*after)
        found = await compared(told, catalogs, encoder=ENCODER, tell=lambda *_: None)
        return found.judged(told)

    return run


@pytest.fixture
async def database(settings):
    """The settings' database, with its tables."""
    await asyncio.to_thread(upgrade, settings.database_url)
    database = Database(settings.database_url)
    yield database
    await database.close()
