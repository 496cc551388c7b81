"""What agents find: by text, label, holder, deadline; a whole conversation with all that helps; passing on."""

from __future__ import annotations

import contextlib

import pytest
from sqlalchemy import select, update

from bot.conversation.models import Conversation
from bot.handoff.models import StateChange
from bot.staff.models import StaffAction
from tests.support.gateway import Events, running_gateway

INBOX = "/api/agent/conversations"
CHRISTMAS = {"today": "2026-12-09T10:00"}


async def take(desk, chat) -> int:
    return (await desk.call("POST", f"{INBOX}/{chat.id}/take")).json()["lease"]


async def found(desk, **query) -> list[dict]:
    answer = await desk.call("GET", INBOX, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["conversations"]


async def ids(desk, **query) -> list[str]:
    return [line["id"] for line in await found(desk, **query)]


async def set_brief(office, chat, **parts):
    async with office.services.database.write() as session:
        conversation = await session.get(Conversation, chat.id)
        brief = {**conversation.brief, **parts}
        await session.execute(update(Conversation).where(Conversation.id == chat.id).values(brief=brief))


@contextlib.asynccontextmanager
async def at_the_desk(desk):
    async with desk.http.stream("GET", "/api/agent/events") as response:
        events = Events(response)  # kept: without a reader the stream ends
        await events.next("ready")
        yield events


async def test_a_text_is_looked_for_in_what_was_said_and_in_ids(make_settings, database_url, desk):
    async with running_gateway(make_settings(database_url=database_url)) as office:
        ada, one, two = await desk(gateway=office), await office.chat(), await office.chat()
        await one.say("a telescope for my niece, 100% of the budget")
        await two.say("a mug_with a name")
        [line] = await found(ada, status="any", q="TELESCOPE")
        assert line["id"] == one.id
        assert "telescope for my niece" in line["match"]
        # Signs that mean something to SQL are only themselves.
        assert await ids(ada, status="any", q="100%") == [one.id]
        assert await ids(ada, status="any", q="mug_w") == [two.id]
        assert await ids(ada, status="any", q="g%w") == []
        assert await ids(ada, status="any", q="' OR 1=1 --") == []
        assert await ids(ada, status="any", q=two.id[:13]) == [two.id]
        assert await ids(ada, status="closed", q="telescope") == []


async def test_the_inbox_is_narrowed_by_label_and_holder(make_settings, database_url, desk):
    async with running_gateway(make_settings(database_url=database_url)) as office:
        ada = await desk("agent", "ada@shop.example", gateway=office)
        bob = await desk("agent", "bob@shop.example", gateway=office)
        one, two = await office.chat(), await office.chat()
        await one.say("hello")
        await two.say("hello")
        await ada.call("PUT", f"{INBOX}/{one.id}/labels", json={"labels": ["vip"]})
        assert await ids(ada, status="all", label="vip") == [one.id]
        await take(bob, two)
        [colleague] = [item for item in (await ada.call("GET", "/api/agent/colleagues")).json() if not item["me"]]
        assert (colleague["name"], colleague["here"]) == ("bob", False)
        assert await ids(ada, status="all", holder=colleague["id"]) == [two.id]


async def test_the_holiday_lane_has_the_fewest_days_first(make_settings, database_url, desk):
    async with running_gateway(make_settings(database_url=database_url, **CHRISTMAS)) as office:
        ada, chats = await desk(gateway=office), [await office.chat() for _ in range(4)]
        for chat, occasion in zip(chats, ("christmas", "birthday", "christmas", "kwanzaa"), strict=True):
            await chat.say("hello")
            await set_brief(office, chat, occasion=occasion)
        async with at_the_desk(ada):
            for chat in chats[:2]:
                await office.services.waiting.enter(chat.id)
            await take(ada, chats[3])
            lane = await found(ada, status="holiday")
        # Who waits comes first; what the bot has is not there, nor what has no last day to order.
        assert [line["id"] for line in lane] == [chats[0].id, chats[3].id]
        deadline = lane[0]["deadline"]
        assert (deadline["title"], deadline["date"]) == ("Christmas", "2026-12-25")
        assert 0 < deadline["days_to_order"] < 16
        assert await ids(ada, status="all", deadline=True) == [chats[i].id for i in (3, 0, 2)]


async def test_a_conversation_comes_with_all_that_helps(make_settings, database_url, desk):
    async with running_gateway(make_settings(database_url=database_url, **CHRISTMAS)) as office:
        ada, chat = await desk(gateway=office), await office.chat()
        lease = await take(ada, chat)
        await ada.call("POST", f"{INBOX}/{chat.id}/messages", json={"lease": lease, "product_ids": ["p1"]})
        await chat.say("Is it plastic?")
        await chat.say("ok")
        brief = {"relationship": "niece", "age": {"min": 8, "max": 8}, "interests": ["dinosaurs"]}
        budget = {"min": None, "max": 40, "currency": "USD"}
        await set_brief(office, chat, **brief, budget=budget, occasion="christmas")
        await chat.http.put(f"{chat.path}/wishlist/items/p1", headers=chat.headers)
        for _ in range(2):
            await office.http.get(f"/go/p1?c={chat.id}")
        await office.http.get("/go/p1")
        await office.http.get("/go/p1?c=00000000-0000-0000-0000-000000000000")
        await chat.http.put(f"{chat.path}/feedback/p1", headers=chat.headers, json={"verdict": "useful"})
        view = (await ada.call("GET", f"{INBOX}/{chat.id}")).json()
        [product] = view["products"]
        assert (product["shown"], product["saved"], product["clicked"], product["verdict"]) == (1, True, 2, "useful")
        who, tried, asked = view["summary"]
        assert all(part in who for part in ("niece", "8", "dinosaurs", "christmas", "$40"))
        assert "Dinosaur dig" in tried
        assert "Is it plastic?" in asked
        assert view["deadline"]["occasion"] == "christmas"


async def test_passing_on_changes_the_holder_and_the_lease(make_settings, database_url, desk):
    async with running_gateway(make_settings(database_url=database_url)) as office:
        ada = await desk("agent", "ada@shop.example", gateway=office)
        bob = await desk("agent", "bob@shop.example", gateway=office)
        chat = await office.chat()
        await chat.say("hello")
        lease = await take(ada, chat)
        [colleague] = [item for item in (await ada.call("GET", "/api/agent/colleagues")).json() if not item["me"]]
        body = {"lease": lease, "to": colleague["id"], "note": "knows about rods"}
        away = await ada.call("POST", f"{INBOX}/{chat.id}/pass", json=body)
        assert (away.status_code, away.json()["colleague"]) == (409, "bob")
        async with at_the_desk(bob):
            passed = await ada.call("POST", f"{INBOX}/{chat.id}/pass", json=body)
            assert passed.status_code == 204, passed.text
        late = await ada.call("POST", f"{INBOX}/{chat.id}/messages", json={"lease": lease, "text": "late"})
        assert (late.status_code, late.json()["holder"]) == (409, "bob")
        view = (await bob.call("GET", f"{INBOX}/{chat.id}")).json()
        assert view["lease"] > lease
        assert [(note["author"], note["text"], note["mentions"]) for note in view["notes"]] == [
            ("ada", "@bob knows about rods", ["bob"])
        ]
        answer = await bob.call("POST", f"{INBOX}/{chat.id}/pass", json={"lease": view["lease"], "to": None})
        assert answer.status_code == 204
        assert (await chat.view())["status"] == "waiting"
        assert await ids(ada, status="waiting") == [chat.id]
        async with office.services.database.read() as session:
            changes = (await session.scalars(select(StateChange).order_by(StateChange.id))).all()
            log = (await session.scalars(select(StaffAction.action).where(StaffAction.subject == chat.id))).all()
        assert [change.after for change in changes] == ["agent", "agent", "waiting"]
        assert log.count("conversation.agent") == 2
        assert "conversation.note" in log


@pytest.mark.parametrize("to", ["me", 4711])
async def test_a_conversation_goes_to_no_one_else(office, desk, to):
    ada, chat = await desk(), await office.chat()
    lease = await take(ada, chat)
    [me] = (await ada.call("GET", "/api/agent/colleagues")).json()
    body = {"lease": lease, "to": me["id"] if to == "me" else to}
    assert (await ada.call("POST", f"{INBOX}/{chat.id}/pass", json=body)).status_code == 422


async def test_every_call_that_changes_something_is_logged(office, desk):
    ada, chat = await desk(), await office.chat()
    await chat.say("hello")
    lease = await take(ada, chat)
    path = f"{INBOX}/{chat.id}"
    await ada.call("POST", f"{path}/read", json={"seq": 1})
    await ada.call("POST", f"{path}/messages", json={"lease": lease, "text": "a secret"})
    await ada.call("POST", f"{path}/notes", json={"text": "a private word"})
    await ada.call("PUT", f"{path}/labels", json={"labels": ["vip"]})
    await ada.call("POST", f"{path}/close", json={"lease": lease})
    async with office.services.database.read() as session:
        log = (await session.scalars(select(StaffAction).where(StaffAction.subject == chat.id))).all()
    assert [line.action.partition(".")[2] for line in log] == ["agent", "said", "note", "labels", "closed"]
    assert "secret" not in str([line.details for line in log])
    assert "private" not in str([line.details for line in log])
