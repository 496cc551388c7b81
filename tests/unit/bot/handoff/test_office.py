"""What open consoles hear, and for how long."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from bot.errors import TooManyError
from bot.handoff.office import Office
from tests.support.gateway import Events, running_gateway

STREAM = "/api/agent/events"
INBOX = "/api/agent/conversations"


@contextlib.asynccontextmanager
async def console(desk):
    async with desk.http.stream("GET", STREAM) as response:
        assert response.status_code == 200
        events = Events(response)
        await events.next("ready")
        yield events


async def test_every_change_is_told_with_the_line_of_the_inbox(office, desk):
    ada, bob = await desk("agent", "ada@shop.example"), await desk("agent", "bob@shop.example")
    chat = await office.chat()
    async with console(bob) as events:
        await chat.say("for my niece")
        line = (await events.next("conversation")).data
        assert (line["id"], line["status"], line["holder"]) == (chat.id, "bot", None)
        await ada.call("POST", f"{INBOX}/{chat.id}/take")
        while line["status"] != "agent":
            line = (await events.next("conversation")).data
        assert (line["holder"], line["mine"]) == ("ada", False)
        listed = (await bob.call("GET", f"{INBOX}?status=all")).json()["conversations"]
        assert listed == [line]


async def test_an_erased_conversation_is_gone(office, desk):
    ada, chat = await desk(), await office.chat()
    await chat.say("for my niece")
    async with console(ada) as events:
        await chat.http.delete(chat.path, headers=chat.headers)
        assert (await events.next("gone")).data == {"id": chat.id}


async def test_the_stream_ends_with_the_session(office, desk):
    ada, chat = await desk(), await office.chat()
    async with console(ada) as events:
        await office.services.staff.remove(ada.email)
        await chat.say("a secret")
        assert (await events.next()).name == "signed-out"
        with pytest.raises(EOFError):
            await events.next(seconds=5)


async def test_the_shopper_sees_an_agent_type(office, desk):
    ada, chat = await desk(), await office.chat()
    lease = (await ada.call("POST", f"{INBOX}/{chat.id}/take")).json()["lease"]
    async with chat.events() as events:
        await events.next("state")
        for on in (True, False):
            body = {"lease": lease, "on": on}
            assert (await ada.call("POST", f"{INBOX}/{chat.id}/typing", json=body)).status_code == 204
            assert (await events.next("typing")).data == {"on": on}
    stale = await ada.call("POST", f"{INBOX}/{chat.id}/typing", json={"lease": lease - 1, "on": True})
    assert stale.status_code == 409


async def test_silence_is_kept_alive(make_settings, desk):
    async with running_gateway(make_settings(heartbeat=0.05)) as office:
        ada, chat = await desk(gateway=office), await office.chat()
        async with console(ada) as events:
            await asyncio.sleep(0.3)
            await chat.say("hello")
            assert (await events.next("conversation")).data["id"] == chat.id
            assert events.heartbeats


def test_there_is_room_for_so_many_consoles():
    office = Office(limit=1)
    with office.listen(), pytest.raises(TooManyError), office.listen():
        pass
    with office.listen():
        pass
