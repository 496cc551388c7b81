"""The schema: what the migrations make is what the models say, on every database."""

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from bot.db import Database, sync_url
from bot.migrations.run import MigrationError, upgrade
from bot.models import Base
from bot.settings import Settings


@pytest.fixture
def url(database_url):
    return Settings(database_url=database_url).database_url


def test_migrations_make_what_the_models_say(url):
    upgrade(url)
    engine = create_engine(sync_url(url))
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    assert differences == []


def test_upgrading_again_does_nothing(url):
    upgrade(url)
    upgrade(url)
    engine = create_engine(sync_url(url))
    assert "conversations" in inspect(engine).get_table_names()
    engine.dispose()


def test_processes_that_start_at_once_upgrade_once(url):
    code = "import sys; from bot.migrations.run import upgrade; upgrade(sys.argv[1])"
    started = [subprocess.Popen([sys.executable, "-c", code, url], stderr=subprocess.PIPE, text=True) for _ in range(6)]
    for process in started:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors


def test_a_newer_schema_is_refused_clearly(url):
    upgrade(url)
    engine = create_engine(sync_url(url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(MigrationError, match="9999"):
        upgrade(url)


async def test_sqlite_waits_writes_ahead_and_keeps_foreign_keys(sqlite_url):
    upgrade(sqlite_url)
    database = Database(Settings(database_url=sqlite_url).database_url)
    async with database.read() as session:
        for pragma, value in (("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 10_000)):
            assert await session.scalar(text(f"PRAGMA {pragma}")) == value
    await database.close()
