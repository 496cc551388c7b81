"""A gateway with a few products, and staff's browsers."""

from __future__ import annotations

import pytest

from tests.support.gateway import FakeCatalog, product, running_gateway
from tests.unit.bot.staff.conftest import desk

__all__ = ["desk"]


@pytest.fixture
async def office(make_settings):
    settings = make_settings(purchase_secret="a-secret-of-the-store", time_zone="UTC", today="2026-11-23T12:00")
    async with running_gateway(settings, FakeCatalog(*map(product, ("p1", "p2", "p3")))) as running:
        yield running


@pytest.fixture
async def merchant(desk):
    return await desk("merchant")
