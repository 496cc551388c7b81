"""Sessions: writes are all or nothing and do not get in each other's way."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bot.db import Database
from bot.go.models import Click
from bot.migrations.run import upgrade
from bot.settings import Settings
from bot.wishlist.models import WishlistItem

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
async def database(database_url):
    url = Settings(database_url=database_url).database_url
    await asyncio.to_thread(upgrade, url)
    database = Database(url)
    yield database
    await database.close()


async def count(database) -> int:
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(Click))


async def test_a_failed_write_leaves_nothing(database):
    with pytest.raises(RuntimeError):
        async with database.write() as session:
            session.add(Click(product_id="a", clicked_at=NOON))
            await session.flush()
            raise RuntimeError
    assert await count(database) == 0


async def test_many_writers_at_once_all_get_through(database):
    async def write(n: int) -> None:
        async with database.write() as session:
            await session.scalar(select(func.count()).select_from(Click))
            session.add(Click(product_id=str(n), clicked_at=NOON))

    await asyncio.gather(*(write(n) for n in range(60)))
    assert await count(database) == 60


async def test_times_come_back_as_they_were_in_utc(database):
    elsewhere = NOON.astimezone(timezone(timedelta(hours=5)))
    async with database.write() as session:
        session.add(Click(product_id="a", clicked_at=elsewhere))
    async with database.read() as session:
        read = await session.scalar(select(Click.clicked_at))
    assert read == NOON
    assert read.utcoffset() == timedelta(0)


async def test_foreign_keys_are_kept(database):
    with pytest.raises(IntegrityError):
        async with database.write() as session:
            session.add(WishlistItem(conversation_id="none", product_id="a", added_at=NOON))


async def test_sql_errors_do_not_carry_values(database):
    with pytest.raises(IntegrityError) as caught:
        async with database.write() as session:
            session.add(WishlistItem(conversation_id="hush-hush", product_id="a", added_at=NOON))
    if database.is_sqlite:  # PostgreSQL's own text names the key; logs leave such texts out
        assert "hush" not in str(caught.value)
