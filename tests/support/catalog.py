"""Small catalogs for tests, and the demo catalog."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from catalog_index.feeds import FeedOptions, open_feed
from catalog_index.index import CatalogIndex
from catalog_index.product import Availability, Money, Product
from catalog_index.search import GiftSearch
from tests.support.fake_encoder import HashEncoder

DEMO = Path(__file__).parents[2] / "data" / "catalog" / "demo.csv"


def gift(product_id: str, title: str = "", price: float | str = 20, *, stock: bool = True, **fields: Any) -> Product:
    """A product of a dollar shop; `price` is what it costs now."""
    return Product(
        id=product_id,
        title=title or f"Gift {product_id}",
        description=fields.pop("description", ""),
        price=Money(Decimal(str(price)), fields.pop("currency", "USD")),
        link=f"https://shop.example/{product_id}",
        availability=Availability.IN_STOCK if stock else Availability.OUT_OF_STOCK,
        **fields,
    )


def search_over(*products: Product) -> GiftSearch:
    """A search over these products, with hashed words for meaning."""
    encoder = HashEncoder(dimension=256)
    return GiftSearch(CatalogIndex.build(list(products), encoder), encoder)


@cache
def demo_products() -> tuple[Product, ...]:
    """The demo catalog."""
    entries = open_feed(DEMO).entries(FeedOptions(store_url="http://localhost:8000/store"))
    return tuple(entry.product for entry in entries if entry.product is not None)


@cache
def demo_search() -> GiftSearch:
    """A search over the demo catalog, with hashed words for meaning."""
    return search_over(*demo_products())
