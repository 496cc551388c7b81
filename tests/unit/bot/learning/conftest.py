"""A gateway whose store tells it of orders, and staff's browsers."""

from __future__ import annotations

import pytest

from tests.support.gateway import FakeCatalog, product, running_gateway
from tests.unit.bot.staff.conftest import desk

__all__ = ["desk"]
SECRET = "a-secret-of-the-store"


@pytest.fixture
async def office(make_settings):
    settings = make_settings(purchase_secret=SECRET, shopify_secret=SECRET, woocommerce_secret=SECRET)
    async with running_gateway(settings, FakeCatalog(*map(product, ("p1", "p2", "p3")))) as running:
        yield running


@pytest.fixture
async def merchant(desk):
    return await desk("merchant")
