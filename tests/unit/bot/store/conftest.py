"""A gateway whose catalog is a slice of shop."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from catalog_index.product import Availability, Money, Product
from catalog_index.search import GiftSearch
from tests.support.catalog import search_over
from tests.support.gateway import FakeCatalog, product, running_gateway

STORE = "http://localhost:8000/store"
HOSTILE = """</script><script>alert("x")</script>'"""


def gift(number: int, **changes) -> Product:
    """A product of the demo store: number 3 costs 13."""
    base = replace(
        product(f"gift-{number}", f"{STORE}/products/gift-{number}"),
        title=f"Gift number {number}",
        price=Money(Decimal(10 + number), "USD"),
        images=(f"{STORE}/pictures/teddy.{number % 12 + 1}.svg",),
        categories=("Toys & Games", "Bears"),
    )
    return replace(base, **changes)


class SearchedCatalog(FakeCatalog):
    """A fake catalog that can be searched."""

    @property
    def search(self) -> GiftSearch:
        return search_over(*self.products())


@pytest.fixture
def catalog():
    return SearchedCatalog(
        *(gift(number) for number in range(30)),
        gift(
            100,
            title="Wooden dinosaur",
            categories=("Home & Décor",),
            sale_price=Money(Decimal("7.50"), "USD"),
            brand="Otterby",
            age_min=3,
            age_max=6,
            attributes={"material": "beech wood", "product_highlight": "Stands by itself; Needs no glue"},
        ),
        gift(101, title="Sold-out dinosaur", availability=Availability.OUT_OF_STOCK),
        gift(102, title=HOSTILE, description=HOSTILE, brand=HOSTILE, categories=(HOSTILE,)),
        replace(product("foreign"), title="From elsewhere", images=("https://cdn.example/a.jpg",)),
    )


@pytest.fixture
async def shop(make_settings, catalog):
    async with running_gateway(make_settings(), catalog) as running:
        yield running
