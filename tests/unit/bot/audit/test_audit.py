"""The staff's log: what is in it, and how merchants read it."""

from __future__ import annotations

import csv
import io
import json

import pytest

from bot.staff.repository import StaffRepository
from tests.support.gateway import running_gateway

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
    assert [(line["actor"], line["subject"]) for line in lines] == [("unknown", ""), ("ada@shop.example",) * 2]
    # What was typed where there is no account may be a slip, even a password.
    assert "hunter2" not in str(await read(merchant))


async def test_reading_what_a_shopper_wrote_is_in_it_once_an_hour(office, desk, merchant):
    ada, bob = await desk("agent", "ada@shop.example"), await desk("agent", "bob@shop.example")
    chat, other = await office.chat(), await office.chat()
    for who, conversation in ((ada, chat), (ada, chat), (bob, chat), (ada, other)):
        assert (await who.call("GET", f"/api/agent/conversations/{conversation.id}")).status_code == 200
    assert (await ada.call("GET", "/api/agent/conversations/x")).status_code == 404
    lines = (await read(merchant, action="conversation.opened"))["lines"]
    assert [(line["actor"].split("@")[0], line["subject"]) for line in lines] == [
        ("ada", other.id),
        ("bob", chat.id),
        ("ada", chat.id),
    ]


async def test_each_look_may_be_in_it(make_settings, desk):
    settings = make_settings(audit_opened_minutes=0, audit_search_minutes=0)
    async with running_gateway(settings) as office:
        ada, boss = await desk("agent", gateway=office), await desk("merchant", gateway=office)
        chat = await office.chat()
        for _ in range(2):
            await ada.call("GET", f"/api/agent/conversations/{chat.id}")
            await ada.call("GET", "/api/agent/conversations", params={"q": "zoe@example.org"})
        await ada.call("GET", "/api/agent/conversations")
        found = await read(boss)
        assert [line["action"] for line in found["lines"]][:4] == ["conversations.searched", "conversation.opened"] * 2
        assert "zoe" not in str(found)


async def test_it_can_be_taken_along_as_a_table_with_cells_that_do_nothing(office, merchant):
    bad = '=HYPERLINK("https://evil.example";"x")'
    await write(office, ("ada@shop.example", "reply.edit", bad), *[("b@s.example", "note.add", "x")] * 3)
    answer = await merchant.call("GET", f"{PATH}.csv", params={"actor": "ada@shop.example"})
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"] and "no-store" in answer.headers["cache-control"]
    header, *rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert header == ["id", "at", "actor", "action", "subject", "details"]
    assert [(row[2], row[3], row[4]) for row in rows] == [("ada@shop.example", "reply.edit", f"'{bad}")]
    assert json.loads(rows[0][5]) == {"number": 1}
    newest = (await read(merchant))["lines"][0]
    assert (newest["actor"], newest["action"]) == ("boss@shop.example", "audit.exported")
    assert newest["details"] == {"actor": "ada@shop.example"}


async def test_a_long_table_is_whole(office, merchant, monkeypatch):
    monkeypatch.setattr("bot.audit.service._EXPORTED_AT_ONCE", 7)
    await write(office, *(("ada@shop.example", "note.add", f"n{number}") for number in range(21)))
    answer = await merchant.call("GET", f"{PATH}.csv", params={"action": "note"})
    _, *rows = list(csv.reader(io.StringIO(answer.text)))
    assert [row[4] for row in rows] == [f"n{number}" for number in reversed(range(21))]
