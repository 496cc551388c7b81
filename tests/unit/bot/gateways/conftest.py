"""Two gateways on one PostgreSQL database, and agents' browsers."""

from __future__ import annotations

import contextlib

import pytest

from tests.support.gateway import running_gateway
from tests.unit.bot.staff.conftest import desk, office

__all__ = ["desk", "office"]


@pytest.fixture
def pair(make_settings, postgres_url):
    """Make two running gateways with these settings."""

    @contextlib.asynccontextmanager
    async def make(**changes):
        settings = make_settings(database_url=postgres_url, **changes)
        async with running_gateway(settings) as first, running_gateway(settings) as second:
            yield first, second

    return make
