"""Who is writing, both ways: told at once, and never left standing."""

from __future__ import annotations

import contextlib

import pytest

from tests.support.gateway import Events, running_gateway

STREAM = "/api/agent/events"
INBOX = "/api/agent/conversations"


@contextlib.asynccontextmanager
async def console(desk):
    async with desk.http.stream("GET", STREAM) as response:
        events = Events(response)
        await events.next("ready")
        yield events


async def take(desk, chat) -> int:
    return (await desk.call("POST", f"{INBOX}/{chat.id}/take")).json()["lease"]


async def writes(desk, chat, lease: int, on: bool = True) -> int:
    return (await desk.call("POST", f"{INBOX}/{chat.id}/typing", json={"lease": lease, "on": on})).status_code


async def shopper_writes(chat, **body) -> int:
    return (await chat.http.post(f"{chat.path}/typing", json=body, headers=chat.headers)).status_code


async def test_the_agents_see_a_shopper_write(office, desk):
    ada, chat = await desk(), await office.chat()
    await take(ada, chat)
    async with console(ada) as events:
        for on in (True, False):
            assert await shopper_writes(chat, on=on) == 204
            assert (await events.next("typing")).data == {"id": chat.id, "on": on}


async def test_what_a_shopper_writes_to_the_bot_is_no_news(office, desk):
    ada, chat = await desk(), await office.chat()
    async with console(ada) as events:
        assert await shopper_writes(chat, on=True) == 204
        await take(ada, chat)
        assert (await events.next("typing", "conversation")).name == "conversation"


@pytest.mark.parametrize("body", [{}, {"on": "perhaps"}, {"on": True, "text": "what I write"}])
async def test_only_that_somebody_writes_is_told_and_not_what(office, body):
    assert await shopper_writes(await office.chat(), **body) == 422


async def test_an_agents_typing_ends_by_itself(make_settings, desk):
    async with running_gateway(make_settings(typing_seconds=0.1)) as office:
        ada, chat = await desk(gateway=office), await office.chat()
        lease = await take(ada, chat)
        async with chat.events() as events:
            assert await writes(ada, chat, lease) == 204
            assert (await events.next("typing")).data == {"on": True}
            # Who connects while it is on is told, too: it may come twice before its end.
            while (event := await events.next("typing")).data == {"on": True}:
                pass
            assert event.data == {"on": False}


@pytest.mark.parametrize("ending", ["messages", "release", "close", "pass"])
async def test_it_ends_with_the_message_and_with_the_hold(office, desk, ending):
    ada, chat = await desk(), await office.chat()
    lease = await take(ada, chat)
    assert await writes(ada, chat, lease) == 204
    body = {"messages": {"lease": lease, "text": "Here."}, "pass": {"lease": lease, "to": None}}
    answer = await ada.call("POST", f"{INBOX}/{chat.id}/{ending}", json=body.get(ending, {"lease": lease}))
    assert answer.is_success, answer.text
    assert not office.services.conversations.broker.is_typing(chat.id) or ending == "release"


async def test_whoever_comes_while_an_agent_writes_is_told(office, desk):
    ada, chat = await desk(), await office.chat()
    assert await writes(ada, chat, await take(ada, chat)) == 204
    async with chat.events() as events:
        assert (await events.next("typing")).data == {"on": True}
