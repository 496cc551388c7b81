"""Waiting for a person: only while somebody is there, with a place in the queue, and never for ever."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import select, update

from bot.conversation.models import Conversation
from bot.db import utc_now
from bot.handoff.models import StateChange
from tests.support.gateway import running_gateway

INBOX = "/api/agent/conversations"


async def waited(office, chat, seconds: float) -> None:
    """Make a shopper look as if they had waited so long."""
    async with office.services.database.write() as session:
        since = utc_now() - timedelta(seconds=seconds)
        await session.execute(update(Conversation).where(Conversation.id == chat.id).values(waiting_since=since))


async def test_nobody_at_a_console_nobody_waits(office):
    chat = await office.chat()
    assert await office.services.waiting.enter(chat.id) is None
    assert (await chat.view())["status"] == "bot"


async def test_first_come_first_in_the_queue(make_settings, database_url):
    async with running_gateway(make_settings(database_url=database_url)) as office:
        first, second = await office.chat(), await office.chat()
        room = office.services.waiting
        with office.services.office.listen():
            assert (await room.enter(first.id)).position == 1
            assert (await room.enter(second.id)).position == 2
            assert (await room.enter(first.id)).position == 1
        assert (await room.place(second.id)).position == 2
        assert (await first.view())["status"] == "waiting"
        answer = await first.say("is somebody there?")
        assert (answer["replies"], answer["status"]) == ([], "waiting")


async def test_the_answer_under_way_still_gets_in(office, rasa):
    """The bot says that it has asked somebody in the very turn in which the waiting begins."""
    chat = await office.chat()
    rasa.pause = 0.3
    with office.services.office.listen():
        async with chat.events() as events:
            await events.next("state")
            turn = asyncio.create_task(chat.say("a person please"))
            assert (await events.next("typing")).data == {"on": True}
            await office.services.waiting.enter(chat.id)
            assert [reply["role"] for reply in (await turn)["replies"]] == ["bot"]
    assert (await chat.view())["status"] == "waiting"


async def test_the_expected_time_is_that_of_the_last_waits(office, desk):
    ada = await desk()
    with office.services.office.listen():
        for seconds in (20, 40, 600):
            chat = await office.chat()
            await office.services.waiting.enter(chat.id)
            async with office.services.database.write() as session:
                since = utc_now() - timedelta(seconds=seconds)
                await session.execute(
                    update(StateChange).where(StateChange.conversation_id == chat.id).values(at=since)
                )
            await ada.call("POST", f"{INBOX}/{chat.id}/take")
        chat = await office.chat()
        place = await office.services.waiting.enter(chat.id)
    assert place.position == 1
    assert 40 <= place.expected < 42


async def test_without_any_waits_nothing_is_promised(office):
    with office.services.office.listen():
        assert (await office.services.waiting.enter((await office.chat()).id)).expected is None


async def test_when_nobody_comes_the_bot_comes_back_with_a_choice(make_settings, database_url):
    async with running_gateway(make_settings(database_url=database_url, wait_minutes=1)) as office:
        chat, patient = await office.chat(), await office.chat()
        room = office.services.waiting
        with office.services.office.listen():
            await room.enter(chat.id)
            await room.enter(patient.id)
        await waited(office, chat, 61)
        assert await room.send_back() == 1
        assert await room.send_back() == 0
        view = await chat.view()
        assert view["status"] == "bot"
        assert [option["payload"] for option in view["messages"][-1]["options"]] == ["/affirm", "/hand_off"]
        assert (await patient.view())["status"] == "waiting"
        assert (await chat.say(payload="/affirm"))["replies"]
        async with office.services.database.read() as session:
            query = select(StateChange.before, StateChange.after, StateChange.actor).order_by(StateChange.id)
            changes = (await session.execute(query.where(StateChange.conversation_id == chat.id))).all()
        assert [tuple(change) for change in changes] == [("bot", "waiting", "shopper"), ("waiting", "bot", "time")]


async def test_a_button_of_the_bot_ends_the_waiting(office):
    chat = await office.chat()
    option = (await chat.say("buttons"))["replies"][0]["options"][0]
    with office.services.office.listen():
        await office.services.waiting.enter(chat.id)
    answer = await chat.say(payload=option["payload"])
    assert answer["status"] == "bot"
    assert answer["replies"]


async def test_who_waits_longest_comes_first_in_the_inbox(office, desk):
    ada = await desk()
    chats = [await office.chat() for _ in range(3)]
    with office.services.office.listen():
        for chat in chats:
            await chat.say("hello")
            await office.services.waiting.enter(chat.id)
    for chat, seconds in zip(chats, (10, 30, 20), strict=True):
        await waited(office, chat, seconds)
    lines = (await ada.call("GET", f"{INBOX}?status=waiting")).json()["conversations"]
    assert [line["id"] for line in lines] == [chats[1].id, chats[2].id, chats[0].id]
