"""The staff's log: merchants read it, nobody changes it, and every unsafe call of the staff leaves a line."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DatabaseError

from bot.db import Database, utc_now
from bot.migrations.run import upgrade
from bot.settings import Settings
from bot.staff.models import StaffAction
from bot.staff.repository import StaffRepository

PATH = "/api/merchant/audit"


@pytest.fixture
async def merchant(desk):
    return await desk("merchant", "boss@shop.example")


async def write(office, *lines: tuple[str, str, str]) -> None:
    async with office.services.database.write() as session:
        for actor, action, subject in lines:
            StaffRepository(session).log(actor, action, subject, number=1)
            await session.flush()


async def read(merchant, **wanted) -> dict:
    answer = await merchant.call("GET", PATH, params=wanted)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_newest_comes_first_and_says_who_did_what_to_whom(office, merchant):
    await write(office, ("ada@shop.example", "conversation.agent", "c1"), ("bob@shop.example", "reply.edit", "hello"))
    found = await read(merchant)
    assert [line["action"] for line in found["lines"]][:2] == ["reply.edit", "conversation.agent"]
    line = found["lines"][1]
    assert (line["actor"], line["subject"], line["details"]) == ("ada@shop.example", "c1", {"number": 1})
    assert "boss@shop.example" in found["actors"] and "staff.add" in found["actions"]


async def test_the_filters_narrow_it(office, merchant):
    await write(
        office,
        ("ada@shop.example", "conversation.agent", "c1"),
        ("ada@shop.example", "conversation.closed", "c2"),
        ("ada@shop.example", "conversations", "c3"),
        ("bob@shop.example", "note.add", "c1%"),
    )

    async def subjects(**wanted) -> list[str]:
        return [line["subject"] for line in (await read(merchant, **wanted))["lines"]]

    assert await subjects(actor="ada@shop.example") == ["c3", "c2", "c1"]
    assert await subjects(action="conversation") == ["c2", "c1"]
    assert await subjects(action="conversation.closed") == ["c2"]
    assert await subjects(subject="C1") == ["c1%", "c1"]
    assert await subjects(subject="%") == []
    assert await subjects(until="2020-01-01") == []
    assert "c1" in await subjects(since="2020-01-01")


async def test_pages_follow_each_other_without_gap_or_overlap(office, merchant):
    await write(office, *(("ada@shop.example", "note.add", f"n{number}") for number in range(120)))
    found: list[str] = []
    before: dict[str, int] = {}
    while True:
        page = await read(merchant, action="note", **before)
        found += [line["subject"] for line in page["lines"]]
        if page["next"] is None:
            break
        before = {"before": page["next"]}
    assert found == [f"n{number}" for number in reversed(range(120))]


async def test_guessing_at_an_account_is_in_it(office, desk, merchant):
    ada = await desk("agent", "ada@shop.example", sign_in=False)
    assert (await ada.sign_in("wrong")).status_code == 401
    stranger = await ada.http.post("/api/staff/session", json={"email": "hunter2hunter2", "password": "x"})
    assert stranger.status_code == 401
    lines = (await read(merchant, action="session.refused"))["lines"]
    assert [line["actor"] for line in lines] == ["ada@shop.example"]
    assert "hunter2" not in str(await read(merchant))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE staff_log SET actor = 'x'",
        "DELETE FROM staff_log",
        "DELETE FROM staff_log WHERE id = 1",
        "TRUNCATE staff_log",
        "INSERT OR REPLACE INTO staff_log (id, at, actor, action, subject, details)"
        " SELECT id, at, 'x', action, subject, details FROM staff_log",
        "INSERT INTO staff_log (id, at, actor, action, subject, details)"
        " SELECT id, at, 'x', action, subject, details FROM staff_log"
        " WHERE true ON CONFLICT (id) DO UPDATE SET actor = 'x'",
    ],
)
async def test_the_database_itself_keeps_every_line(database_url, change):
    url = Settings(database_url=database_url).database_url
    upgrade(url)
    database = Database(url)
    row = {"at": utc_now(), "actor": "ada", "action": "a", "subject": "s", "details": {}}
    async with database.write() as session:
        await session.execute(insert(StaffAction).values(row))
    with pytest.raises(DatabaseError):
        async with database.write() as session:
            await session.execute(text(change))
    async with database.read() as session:
        assert (await session.execute(text("SELECT actor FROM staff_log"))).scalars().all() == ["ada"]
    await database.close()
