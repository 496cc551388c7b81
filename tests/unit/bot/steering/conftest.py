"""A gateway with a catalog that is searched, and a merchant's browser."""

from __future__ import annotations

import pytest

from catalog_index.search import GiftSearch
from tests.support.catalog import gift, search_over
from tests.support.gateway import FakeCatalog, running_gateway
from tests.unit.bot.staff.conftest import desk

__all__ = ["desk"]
SHOP = (
    gift("dino", "Dinosaur dig", 25, interests=("dinosaurs",), brand="Dig Co", categories=("Toys",)),
    gift("dino2", "Dinosaur book", 15, interests=("dinosaurs",), brand="Pages", categories=("Books",)),
    gift("dino3", "Dinosaur mask", 10, interests=("dinosaurs",), brand="Dig Co", categories=("Toys",)),
    gift("tea", "Teapot", 30, interests=("tea",), brand="Pages", categories=("Kitchen",)),
)


class SteeredCatalog(FakeCatalog):
    """A catalog with an index, steered as bot.catalog.service.CatalogService is."""

    def __init__(self, search: GiftSearch) -> None:
        super().__init__(*search.index.products)
        self.plain = self.search = search
        self.currency = "USD"

    def steer(self, steer) -> None:
        self.search = steer(self.plain)

    def shown(self, brief) -> list[str]:
        return [hit.product.id for hit in self.search.search(brief).hits]


@pytest.fixture
def catalog():
    return SteeredCatalog(search_over(*SHOP))


@pytest.fixture
async def office(make_settings, catalog):
    settings = make_settings(steering_rules=3, steering_synonyms=2, steering_poll=0.05, today="2026-11-23")
    async with running_gateway(settings, catalog) as running:
        yield running


@pytest.fixture
async def merchant(desk):
    return await desk("merchant")
