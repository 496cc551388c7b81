"""A gateway over the demo catalog, with hashed words for meaning."""

from __future__ import annotations

import pytest

from catalog_index.search import GiftSearch
from tests.support.catalog import demo_search
from tests.support.gateway import FakeCatalog, running_gateway


class SearchableCatalog(FakeCatalog):
    """Products with a search over them."""

    def __init__(self, search: GiftSearch) -> None:
        super().__init__(*search.index.products)
        self.search = search
        self.currency = "USD"


@pytest.fixture
async def quiz_gateway(make_settings):
    async with running_gateway(make_settings(), SearchableCatalog(demo_search())) as running:
        yield running


@pytest.fixture
async def quizzer(quiz_gateway):
    """A conversation on it."""
    return await quiz_gateway.chat()
