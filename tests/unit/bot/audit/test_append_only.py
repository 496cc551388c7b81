"""The database itself keeps the staff's log; only age takes lines out of it, at its oldest end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DatabaseError

from bot.audit.retention import ACTION, LEAST_DAYS, AuditRetention
from bot.conversation.retention import Retention
from bot.db import Database, utc_now
from bot.migrations.run import upgrade
from bot.settings import Settings, SettingsError, load_settings
from bot.staff.models import StaffAction

COLUMNS = "(id, at, actor, action, subject, details)"
CHANGES = {
    "update": "UPDATE staff_log SET actor = 'x'",
    "update of one": "UPDATE staff_log SET at = '2001-01-01 00:00:00' WHERE actor = 'ada'",
    "update or replace": "UPDATE OR REPLACE staff_log SET id = 1",
    "delete": "DELETE FROM staff_log",
    "delete one": "DELETE FROM staff_log WHERE actor = 'ada'",
    "truncate": "TRUNCATE staff_log",
    "truncate cascade": "TRUNCATE staff, staff_log CASCADE",
    "replace": f"REPLACE INTO staff_log {COLUMNS} SELECT id, at, 'x', action, subject, details FROM staff_log",
    "insert or replace": f"INSERT OR REPLACE INTO staff_log {COLUMNS}"
    " SELECT id, at, 'x', action, subject, details FROM staff_log",
    "upsert": f"INSERT INTO staff_log {COLUMNS} SELECT id, at, 'x', action, subject, details FROM staff_log"
    " WHERE true ON CONFLICT (id) DO UPDATE SET actor = 'x'",
}
# What one of the databases has no statement for.
UNKNOWN = {
    "sqlite": {"truncate", "truncate cascade"},
    "postgresql": {"update or replace", "replace", "insert or replace"},
}


@pytest.fixture
async def database(database_url):
    url = Settings(database_url=database_url).database_url
    upgrade(url)
    database = Database(url)
    yield database
    await database.close()


async def write(database: Database, actor: str, at: datetime) -> None:
    row = {"at": at, "actor": actor, "action": "a", "subject": "s", "details": {}}
    async with database.write() as session:
        await session.execute(insert(StaffAction).values(row))


async def actors(database: Database) -> list[str]:
    async with database.read() as session:
        return list((await session.scalars(select(StaffAction.actor).order_by(StaffAction.id))).all())


def days_ago(days: float) -> datetime:
    return utc_now() - timedelta(days=days)


@pytest.mark.parametrize("name", CHANGES)
async def test_no_statement_changes_a_line(database, name):
    await write(database, "ada", utc_now())
    unknown = name in UNKNOWN[database.url.get_backend_name()]
    with pytest.raises(DatabaseError, match="syntax error" if unknown else "append-only"):
        async with database.write() as session:
            await session.execute(text(CHANGES[name]))
    assert await actors(database) == ["ada"]


@pytest.mark.parametrize("name", ["update", "update or replace", "truncate", "replace", "insert or replace", "upsert"])
async def test_an_old_line_can_be_changed_no_more_than_a_new_one(database, name):
    await write(database, "ada", days_ago(1000))
    with pytest.raises(DatabaseError):
        async with database.write() as session:
            await session.execute(text(CHANGES[name]))
    assert await actors(database) == ["ada"]


async def test_only_what_is_older_than_the_least_age_can_be_deleted(database):
    await write(database, "old", days_ago(LEAST_DAYS + 0.1))
    await write(database, "ada", days_ago(LEAST_DAYS - 0.1))
    with pytest.raises(DatabaseError, match="append-only"):
        async with database.write() as session:
            await session.execute(text("DELETE FROM staff_log"))
    assert await actors(database) == ["old", "ada"]
    async with database.write() as session:
        await session.execute(text("DELETE FROM staff_log WHERE actor = 'old'"))
    assert await actors(database) == ["ada"]


async def test_retention_takes_the_oldest_end_and_says_so(database, monkeypatch):
    monkeypatch.setattr("bot.audit.retention._AT_ONCE", 2)
    for number in range(5):
        await write(database, f"old{number}", days_ago(120 - number))
    await write(database, "kept", days_ago(99))
    retention = AuditRetention(database, keep_days=100)
    assert await retention.delete_old() == 5
    assert await actors(database) == ["kept", "retention", "retention", "retention"]
    async with database.read() as session:
        said = (await session.scalars(select(StaffAction.details).where(StaffAction.action == ACTION))).all()
    assert [line["lines"] for line in said] == [2, 2, 1]
    assert await retention.delete_old() == 0
    assert len(await actors(database)) == 4


async def test_it_runs_beside_the_conversations_retention(database):
    await write(database, "old", days_ago(200))
    retention = Retention(database, keep_days=90, also=(AuditRetention(database, keep_days=100).delete_old,))
    await retention.run_once()
    assert await actors(database) == ["retention"]


@pytest.mark.parametrize(("days", "said"), [("89", "AUDIT_KEEP_DAYS"), ("300", "AUDIT_KEEP_DAYS")])
def test_a_log_shorter_than_the_database_keeps_or_than_conversations_live_is_refused(monkeypatch, days, said):
    monkeypatch.setenv("GIFTFINDER_AUDIT_KEEP_DAYS", days)
    with pytest.raises(SettingsError, match=said):
        load_settings()
