"""Fixtures for tests of the gateway."""

from __future__ import annotations

import pytest

from bot.settings import Settings
from tests.support.fake_rasa import FakeRasa
from tests.support.gateway import running_gateway
from tests.support.postgres import cluster, fresh_database


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch):
    import os

    for name in os.environ:
        if name.startswith("GIFTFINDER_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def postgres_server():
    """A PostgreSQL server of the tests' own."""
    with cluster() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server):
    """An empty PostgreSQL database."""
    with fresh_database(postgres_server) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path):
    """An SQLite database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'giftfinder.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request):
    """Each kind of database, empty, one after the other."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
async def rasa():
    """A fake Rasa that is up."""
    fake = FakeRasa()
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
def make_settings(rasa, tmp_path, sqlite_url):
    """Settings for a gateway on the fake Rasa, quick where the defaults are patient."""

    def make(**changes) -> Settings:
        values = {
            "var_dir": tmp_path,
            "database_url": sqlite_url,
            "rasa_url": rasa.url,
            "rasa_token": rasa.token,
            "rasa_poll": 0.05,
            "rasa_timeout": 20,
            "rasa_recovery": 30,
            **changes,
        }
        return Settings(**values)

    return make


@pytest.fixture
async def gateway(make_settings):
    """A running gateway on SQLite."""
    async with running_gateway(make_settings()) as running:
        yield running


@pytest.fixture
async def any_gateway(make_settings, database_url):
    """A running gateway, on each kind of database."""
    async with running_gateway(make_settings(database_url=database_url)) as running:
        yield running


@pytest.fixture
async def chat(gateway):
    """A conversation on `gateway`."""
    return await gateway.chat()


@pytest.fixture
async def any_chat(any_gateway):
    """A conversation, on each kind of database."""
    return await any_gateway.chat()
