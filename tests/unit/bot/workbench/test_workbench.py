"""Labels, notes, read marks and canned replies: kept, shared by the team, told to consoles, logged."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.staff.models import StaffAction
from tests.support.gateway import running_gateway

AGENT = "/api/agent"
INBOX = f"{AGENT}/conversations"


async def line(desk, chat) -> dict:
    found = (await desk.call("GET", f"{INBOX}?status=any")).json()["conversations"]
    return next(item for item in found if item["id"] == chat.id)


async def view(desk, chat) -> dict:
    return (await desk.call("GET", f"{INBOX}/{chat.id}")).json()


async def actions(office, subject: str) -> list[str]:
    async with office.services.database.read() as session:
        query = select(StaffAction.action).where(StaffAction.subject == subject).order_by(StaffAction.id)
        return list((await session.scalars(query)).all())


async def take(desk, chat) -> int:
    return (await desk.call("POST", f"{INBOX}/{chat.id}/take")).json()["lease"]


async def test_labels_are_set_as_a_whole_and_logged(make_settings, database_url, desk):
    async with running_gateway(make_settings(database_url=database_url)) as office:
        ada, chat = await desk(gateway=office), await office.chat()
        await chat.say("hello")
        address = f"{INBOX}/{chat.id}/labels"
        assert (await ada.call("PUT", address, json={"labels": ["vip", " order ", "VIP"]})).status_code == 204
        assert (await line(ada, chat))["labels"] == ["order", "vip"]
        assert (await ada.call("PUT", address, json={"labels": ["order"]})).status_code == 204
        await ada.call("PUT", address, json={"labels": ["order"]})  # no change, no line in the log
        assert (await view(ada, chat))["labels"] == ["order"]
        assert (await ada.call("GET", f"{AGENT}/labels")).json() == ["order"]
        assert await actions(office, chat.id) == ["conversation.labels"] * 2 + ["conversation.opened"]


@pytest.mark.parametrize("labels", [[""], ["a,b"], ["x" * 41], [f"l{n}" for n in range(11)]])
async def test_what_is_no_label_is_refused(office, desk, labels):
    ada, chat = await desk(), await office.chat()
    assert (await ada.call("PUT", f"{INBOX}/{chat.id}/labels", json={"labels": labels})).status_code == 422


async def test_a_note_tells_those_whom_it_names_until_they_have_read(make_settings, database_url, desk):
    async with running_gateway(make_settings(database_url=database_url)) as office:
        ada, bob = (
            await desk("agent", "ada@shop.example", gateway=office),
            await desk("agent", "bob@shop.example", gateway=office),
        )
        chat = await office.chat()
        await chat.say("hello")
        note = {"text": "@Bob knows about this, not @nobody nor @ada", "client_id": "n1"}
        made = [(await ada.call("POST", f"{INBOX}/{chat.id}/notes", json=note)).json() for _ in range(2)]
        assert made[0] == made[1]
        assert (made[0]["author"], made[0]["mentions"]) == ("ada", ["bob"])
        assert ((await line(ada, chat))["mentions"], (await line(bob, chat))["mentions"]) == (0, 1)
        assert (await bob.call("POST", f"{INBOX}/{chat.id}/read", json={"seq": 2})).status_code == 204
        assert (await line(bob, chat))["mentions"] == 0
        assert [item["text"] for item in (await view(bob, chat))["notes"]] == [note["text"]]
        assert note["text"] not in str(await chat.view())
        assert await actions(office, chat.id) == ["conversation.note", "conversation.opened"]


async def test_unread_counts_the_shoppers_lines_while_people_have_the_conversation(make_settings, database_url, desk):
    async with running_gateway(make_settings(database_url=database_url)) as office:
        ada, chat = await desk(gateway=office), await office.chat()
        await chat.say("one")
        assert (await line(ada, chat))["unread"] == 0  # the bot's
        lease = await take(ada, chat)
        await chat.say("two")
        assert (await line(ada, chat))["unread"] == 2
        await ada.call("POST", f"{INBOX}/{chat.id}/read", json={"seq": 99})
        said = {"lease": lease, "text": "hi"}
        await ada.call("POST", f"{INBOX}/{chat.id}/messages", json=said)
        assert (await line(ada, chat))["unread"] == 0
        await chat.say("three")
        assert (await line(ada, chat))["unread"] == 1
        unread = (await ada.call("GET", f"{INBOX}?status=mine&unread=true")).json()["conversations"]
        assert [item["id"] for item in unread] == [chat.id]
        await ada.call("POST", f"{INBOX}/{chat.id}/read", json={"seq": 0})
        assert (await line(ada, chat))["unread"] == 3


async def test_canned_replies_are_the_teams(make_settings, database_url, desk):
    async with running_gateway(make_settings(database_url=database_url)) as office:
        ada, bob = (
            await desk("agent", "ada@shop.example", gateway=office),
            await desk("agent", "bob@shop.example", gateway=office),
        )
        body = {"shortcut": "hello", "text": "Hi {shopper}, {agent} here."}
        made = await ada.call("POST", f"{AGENT}/replies", json=body)
        assert made.status_code == 201
        assert (await bob.call("POST", f"{AGENT}/replies", json=body)).status_code == 409
        address = f"{AGENT}/replies/{made.json()['id']}"
        changed = await bob.call("PUT", address, json={"shortcut": "hi", "text": "Hi!"})
        assert {**body, "shortcut": "hi", "text": "Hi!", "edited_by": "bob"}.items() <= changed.json().items()
        assert [item["shortcut"] for item in (await ada.call("GET", f"{AGENT}/replies")).json()] == ["hi"]
        assert (await ada.call("DELETE", address)).status_code == 204
        assert (await ada.call("DELETE", address)).status_code == 404
        assert await actions(office, "hello") == ["reply.add"]
        assert await actions(office, "hi") == ["reply.edit", "reply.delete"]


@pytest.mark.parametrize(
    "body",
    [
        {"shortcut": "", "text": "x"},
        {"shortcut": "Two words", "text": "x"},
        {"shortcut": "ok", "text": " "},
        {"shortcut": "ok", "text": "Hi {name}"},
        {"shortcut": "ok", "text": "x" * 1001},
    ],
)
async def test_what_is_no_canned_reply_is_refused(office, desk, body):
    assert (await (await desk()).call("POST", f"{AGENT}/replies", json=body)).status_code == 422


async def test_there_are_so_many_replies_and_no_more(make_settings, desk):
    async with running_gateway(make_settings(canned_replies_limit=1)) as office:
        ada = await desk(gateway=office)
        codes = [
            (await ada.call("POST", f"{AGENT}/replies", json={"shortcut": name, "text": "x"})).status_code
            for name in ("a", "b")
        ]
        assert codes == [201, 422]


async def test_policies_are_found_by_their_words(office, desk):
    ada = await desk()
    every = (await ada.call("GET", f"{AGENT}/policies")).json()
    found = (await ada.call("GET", f"{AGENT}/policies?q=gift+receipt")).json()
    assert found[0]["heading"] == "Gift receipts"
    assert len(found) < len(every)
    assert found[0]["url"].endswith("/policies/returns#gift-receipts")
    assert (await ada.call("GET", f"{AGENT}/policies?q=zzzyx")).json() == []
