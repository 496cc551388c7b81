"""A question left for later: kept, claimed by one, answered once, by an e-mail that comes once."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

import httpx
import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import func, select, update

from bot.conversation.repository import ConversationRepository
from bot.db import utc_now
from bot.later.models import SENDING, LaterItem
from tests.support.gateway import running_gateway
from tests.unit.bot.staff.conftest import PASSWORD, Desk

LATER = "/api/agent/later"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Mailbox:
    def __init__(self) -> None:
        self.mails, self.refuse = [], ""

    async def handle_DATA(self, server, session, envelope):
        if self.refuse:
            return self.refuse
        self.mails.append(envelope)
        return "250 OK"


@contextmanager
def mail_server(port: int, box: Mailbox):
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


async def leave(office, chat, email="eve@home.example", text="Is it in blue?"):
    return await office.http.post(
        f"/api/conversations/{chat.id}/later", json={"email": email, "text": text}, headers=chat.headers
    )


@asynccontextmanager
async def mailing(make_settings, database_url, port):
    settings = make_settings(
        database_url=database_url,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_security="none",
        smtp_from="shop@shop.example",
        smtp_retry=3600,
    )
    async with running_gateway(settings) as office:
        # Each try is the test's own.
        await office.services.later_sender.stop()
        yield office


@asynccontextmanager
async def browser(office):
    await office.services.staff.add("ada@shop.example", "agent", PASSWORD)
    async with httpx.AsyncClient(base_url=office.http.base_url, timeout=60, trust_env=False) as http:
        ada = Desk(http, "ada@shop.example")
        assert (await ada.sign_in()).status_code == 204
        yield ada


async def due_now(office) -> None:
    async with office.services.database.write() as session:
        await session.execute(update(LaterItem).values(next_at=utc_now() - timedelta(seconds=1)))


async def answered(office, desk) -> str:
    chat = await office.chat()
    async with office.services.database.write() as session:
        conversation = await ConversationRepository(session).lock(chat.id)
        conversation.brief = {**conversation.brief, "relationship": "niece", "age": {"min": 8, "max": 8}}
    item = (await leave(office, chat)).json()["id"]
    answer = await desk.call("POST", f"{LATER}/{item}/answer", json={"text": "Yes.\n.\nBye"})
    assert answer.status_code == 200, answer.text
    return item


async def mail_of(desk) -> dict:
    return (await desk.call("GET", f"{LATER}?status=answered")).json()["items"][0]


async def test_the_address_is_kept_with_the_item_alone_and_goes_with_the_conversation(office, desk):
    ada, chat = await desk("agent"), await office.chat()
    assert (await leave(office, chat)).status_code == 201
    assert "eve@" not in str(await chat.view())
    [item] = (await ada.call("GET", LATER)).json()["items"]
    assert (item["email"], item["text"], item["mail"]) == ("eve@home.example", "Is it in blue?", "none")
    await office.http.delete(f"/api/conversations/{chat.id}", headers=chat.headers)
    async with office.services.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(LaterItem)) == 0


async def test_left_again_it_is_one_item(office, desk):
    ada, chat = await desk("agent"), await office.chat()
    first = (await leave(office, chat)).json()
    assert (await leave(office, chat)).json() == first
    assert (await leave(office, chat, "adam@home.example")).json() == first
    found = (await ada.call("GET", LATER)).json()
    assert ([item["email"] for item in found["items"]], found["open"]) == (["adam@home.example"], 1)


@pytest.mark.parametrize(
    "wrong", ["", "eve", "eve@home", "a@b.example\r\nBcc: x@y.example", "a b@c.example", "a@b..example", "a@-b.example"]
)
async def test_no_address_no_item(office, wrong):
    assert (await leave(office, await office.chat(), wrong)).status_code == 422


async def test_who_waits_and_leaves_an_address_waits_no_longer(office):
    chat = await office.chat()
    with office.services.office.listen():
        await office.services.waiting.enter(chat.id)
        assert (await office.services.conversations.state(chat.id))["queue"]["position"] == 1
    await leave(office, chat)
    state = await office.services.conversations.state(chat.id)
    assert (state["status"], state["queue"]) == ("bot", None)


async def test_one_agent_claims_it_and_answers_once(office, desk):
    ada, bob = await desk("agent", "ada@shop.example"), await desk("agent", "bob@shop.example")
    item = (await leave(office, await office.chat())).json()["id"]
    taken = await asyncio.gather(*(one.call("POST", f"{LATER}/{item}/claim") for one in (ada, bob)))
    assert sorted(answer.status_code for answer in taken) == [200, 409]
    winner = ada if taken[0].status_code == 200 else bob
    path = f"{LATER}/{item}/answer"
    assert (await winner.call("POST", path, json={"text": "Yes"})).json()["type"].endswith("no-mail")
    assert (await winner.call("POST", path, json={"text": "Yes", "by_mail": False})).status_code == 200
    assert (await winner.call("POST", path, json={"text": "Yes", "by_mail": False})).status_code == 409


async def test_the_answer_comes_by_e_mail_once_the_server_is_there(make_settings, database_url):
    port, box = free_port(), Mailbox()
    async with mailing(make_settings, database_url, port) as office, browser(office) as ada:
        await answered(office, ada)
        sender = office.services.later_sender
        assert await sender.send_due() == 1
        shown = await mail_of(ada)
        assert (shown["mail"], shown["attempts"]) == ("pending", 1)
        assert "reached" in shown["problem"]
        assert await sender.send_due() == 0
        with mail_server(port, box):
            box.refuse = "451 later"
            await due_now(office)
            assert await sender.send_due() == 1
            assert "451" in (await mail_of(ada))["problem"]
            box.refuse = ""
            await due_now(office)
            tried = await asyncio.gather(sender.send_due(), sender.send_due())
            assert sum(tried) == 1
            await due_now(office)
            assert await sender.send_due() == 0
        [mail] = box.mails
        assert mail.rcpt_tos == ["eve@home.example"]
        text = mail.content.decode()
        assert "Yes.\r\n.\r\nBye" in text
        assert "> Is it in blue?" in text
        assert "What you were looking for: niece · 8 years" in text
        assert (await mail_of(ada))["mail"] == "sent"


async def test_what_is_refused_or_interrupted_waits_for_an_agent(make_settings, database_url):
    port, box = free_port(), Mailbox()
    box.refuse = "550 no such mailbox"
    async with mailing(make_settings, database_url, port) as office, browser(office) as ada:
        item = await answered(office, ada)
        sender = office.services.later_sender
        with mail_server(port, box):
            await sender.send_due()
            assert "550" in (await mail_of(ada))["problem"]
            assert (await mail_of(ada))["mail"] == "failed"
            failed = (await ada.call("GET", f"{LATER}?status=failed")).json()
            assert ([one["id"] for one in failed["items"]], failed["failed"], failed["open"]) == ([item], 1, 0)
            assert (await ada.call("POST", f"{LATER}/{item}/send")).status_code == 200
            async with office.services.database.write() as session:
                await session.execute(update(LaterItem).values(mail=SENDING))
            await due_now(office)
            box.refuse = ""
            assert await sender.send_due() == 0
            assert "interrupted" in (await mail_of(ada))["problem"]
        assert box.mails == []
