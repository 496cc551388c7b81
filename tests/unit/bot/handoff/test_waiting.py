"""Waiting for a person: only while somebody is there, with a place in the queue, and never for ever."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from bot.conversation.models import Conversation
from bot.conversation.repository import ConversationRepository
from bot.db import utc_now
from bot.handoff.models import StateChange
from bot.handoff.waiting import WAIT, moment_words
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
        with office.services.office.listen():
            queue = (await office.services.conversations.state(second.id))["queue"]
        assert queue == {"position": 2, "expected": None, "opens": None}
        assert (await first.view())["status"] == "waiting"
        answer = await first.say("is somebody there?")
        assert (answer["replies"], answer["status"]) == ([], "waiting")


async def test_the_answer_under_way_still_gets_in(office, rasa):
    """The bot says that it has asked somebody in the very turn in which the waiting begins."""
    chat = await office.chat()
    with office.services.office.listen():
        async with chat.events() as events:
            await events.next("state")
            with rasa.thinking():
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
    # The middle one of the waits, less what this one has waited meanwhile.
    assert 30 < place.expected < 50


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


async def test_who_has_waited_longer_than_the_last_ones_is_promised_nothing(office, desk):
    ada = await desk()
    with office.services.office.listen():
        before = await office.chat()
        await office.services.waiting.enter(before.id)
        await ada.call("POST", f"{INBOX}/{before.id}/take")
        chat = await office.chat()
        await office.services.waiting.enter(chat.id)
        await waited(office, chat, 3600)
        assert (await office.services.waiting.place(chat.id)).expected == 0


async def test_told_that_nobody_is_there_a_shopper_may_wait_all_the_same(office, rasa):
    chat = await office.chat()
    choice = {"type": "later", "text": "nobody", "options": [{"title": "Wait", "payload": WAIT}]}
    async with office.services.database.write() as session:
        repository = ConversationRepository(session)
        conversation = await repository.lock(chat.id)
        repository.append(conversation, "shopper", {"type": "text", "text": "a person please"})
        repository.append(conversation, "bot", choice)
    assert await office.services.handoff.ask_for_person(chat.id, "a person please") is None
    await chat.say(payload=WAIT)
    place = await office.services.handoff.ask_for_person(chat.id, WAIT)
    assert place.position == 1
    assert (await chat.view())["status"] == "waiting"


@pytest.fixture
async def closed_shop(make_settings, database_url):
    """Open on Mondays to Fridays; it is Monday, an hour after closing time."""
    settings = make_settings(database_url=database_url, opening_hours="mon-fri 09:00-17:00", today="2026-11-23T18:00")
    async with running_gateway(settings) as office:
        yield office


async def test_who_waits_at_closing_time_is_asked_and_who_chose_to_wait_stays(closed_shop):
    early, chose, room = await closed_shop.chat(), await closed_shop.chat(), closed_shop.services.waiting
    with closed_shop.services.office.listen():
        assert await room.enter(early.id) is None
        for chat in (early, chose):
            place = await room.enter(chat.id, anyhow=True)
        assert (place.position, place.expected, place.opens.isoformat()) == (2, None, "2026-11-24T09:00:00-05:00")
        await waited(closed_shop, early, 3700)
        await waited(closed_shop, chose, 3500)
        assert await room.send_back() == 1
    asked = (await early.view())["messages"][-1]
    assert (asked["type"], [option["payload"] for option in asked["options"]]) == ("later", ["/affirm", WAIT])
    assert "Tuesday, November 24 at 9:00" in asked["text"]
    assert (await chose.view())["status"] == "waiting"
    queue = (await closed_shop.services.conversations.state(chose.id))["queue"]
    assert queue == {"position": 1, "expected": None, "opens": "2026-11-24T09:00:00-05:00"}


@pytest.mark.parametrize(("minutes", "sent_back"), [(2, 0), (4, 1)])
async def test_over_night_the_wait_counts_from_the_opening(make_settings, database_url, minutes, sent_back):
    today = f"2026-11-24T09:0{minutes}"
    settings = make_settings(database_url=database_url, opening_hours="mon-fri 09:00-17:00", today=today)
    async with running_gateway(settings) as office:
        chat, room = await office.chat(), office.services.waiting
        await room.enter(chat.id, anyhow=True)
        await waited(office, chat, 12 * 3600)
        assert await room.send_back() == sent_back


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", {"weekday": "Monday", "day": "November 23", "time": "9:00 AM"}),
        ("en-GB", {"weekday": "Monday", "day": "23 November", "time": "09:00"}),
        ("de", {"weekday": "Montag", "day": "23. November", "time": "09:00"}),
        ("es", {"weekday": "lunes", "day": "23 de noviembre", "time": "9:00"}),
    ],
)
def test_a_day_is_said_as_the_locale_says_it(locale, words):
    opens = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    assert moment_words(opens, locale) == words
