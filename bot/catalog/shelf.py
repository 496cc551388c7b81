"""One loaded version of the catalog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog_index.product import Product
from catalog_index.search import GiftSearch


@dataclass(slots=True)
class Shelf:
    """A version, its search as it was loaded, and that search with what merchants say about it."""

    version: str
    plain: GiftSearch
    search: GiftSearch
    usual_currency: str
    ready: bool = True

    def get(self, product_id: str) -> Product | None:
        """The product with this id, or None."""
        return self.plain.index.get(product_id)

    def products(self) -> Sequence[Product]:
        """All products, in the order of the feed."""
        return self.plain.index.products

    @property
    def currency(self) -> str:
        """The currency that most of the catalog's prices are in."""
        return self.search.filters.currency or self.usual_currency
