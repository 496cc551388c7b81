"""Server-sent events: nothing lost, nothing twice."""

import asyncio

import pytest

from bot.conversation.events import Broker
from bot.conversation.stream import EventStream
from bot.errors import TooManyError
from tests.support.gateway import running_gateway


async def test_state_comes_first_and_then_the_log(any_chat):
    await any_chat.say('brief:{"relationship": "niece"}')
    async with any_chat.events() as events:
        assert events.response.headers["content-type"].startswith("text/event-stream")
        assert events.response.headers["cache-control"] == "no-store"
        state = await events.next()
        assert (state.name, state.id) == ("state", None)
        assert state.data["brief"]["relationship"] == "niece"
        assert (state.data["status"], state.data["wishlist"], state.data["fits"]) == ("bot", [], None)
        first, second = await events.next(), await events.next()
        assert [(e.name, e.id, e.data["seq"]) for e in (first, second)] == [("message", 1, 1), ("message", 2, 2)]
        assert [first.data, second.data] == (await any_chat.view())["messages"]


async def test_new_messages_come_as_they_happen_with_typing_and_state(any_chat):
    async with any_chat.events() as events:
        await events.next("state")
        answer = await any_chat.say("cards")
        assert (await events.next("message")).data["text"] == "cards"
        assert (await events.next("message")).data == answer["replies"][0]
        assert (await events.next("message")).data == answer["replies"][1]
        assert (await events.next("state")).data["fits"] == 14
        assert (await events.next("typing")).data == {"on": False}


async def test_typing_is_told_while_the_bot_works(chat, rasa):
    rasa.mode = "hang"
    async with chat.events() as events:
        await events.next("state")
        post = asyncio.create_task(chat.post("hello"))
        assert (await events.next("typing")).data == {"on": True}
        async with chat.events() as late:
            assert (await late.next("typing")).data == {"on": True}
        rasa.mode = "ok"
        await post


async def test_resumes_after_the_last_event_id(any_chat):
    for n in range(3):
        await any_chat.say(f"m{n}")
    async with any_chat.events(last_event_id=4) as events:
        assert [message["seq"] for message in await events.messages(2)] == [5, 6]


@pytest.mark.parametrize("odd", ["", "abc", "-3", "1.5", "99999999999999999999", "²"])
async def test_an_odd_last_event_id_starts_from_the_beginning(chat, odd):
    await chat.say("hello")
    headers = {**chat.headers, "Last-Event-ID": odd.encode()}
    async with chat.http.stream("GET", f"{chat.path}/events", headers=headers) as response:
        assert response.status_code == 200
        seen = ""
        async for line in response.aiter_lines():
            seen += line
            if line.startswith("id: "):
                break
        assert seen.endswith("id: 1")


async def test_an_id_from_beyond_the_end_hides_nothing_new(chat):
    await chat.say("hello")
    async with chat.events(last_event_id=500) as events:
        await events.next("state")
        await chat.say("more")
        assert (await events.next("message")).data["seq"] == 3


async def test_a_broken_line_loses_and_doubles_nothing(any_chat, rasa):
    """Sixty messages while the reader drops its line again and again."""
    rasa.delay = 0.01
    seen: list[int] = []

    async def read() -> None:
        while len(seen) < 120:
            async with any_chat.events(last_event_id=seen[-1] if seen else None) as events:
                for _ in range(7):
                    if len(seen) < 120:
                        seen.append((await events.next("message", seconds=10)).id)

    reader = asyncio.create_task(read())
    await asyncio.gather(*(any_chat.say(f"m{n}") for n in range(60)))
    async with asyncio.timeout(10):
        await reader
    assert seen == list(range(1, 121))


async def test_every_open_page_gets_everything(chat):
    async with chat.events() as one, chat.events() as two:
        await chat.say("hello")
        assert [m["seq"] for m in await one.messages(2)] == [m["seq"] for m in await two.messages(2)] == [1, 2]


async def test_nobody_hears_another_conversation(gateway, chat):
    other = await gateway.chat()
    async with chat.events() as events:
        await events.next("state")
        await other.say("secret")
        await chat.say("mine")
        assert [message["text"] for message in await events.messages(2)] == ["mine", "You said: mine"]


async def test_heartbeats_keep_a_quiet_line_open(make_settings):
    async with running_gateway(make_settings(heartbeat=0.05)) as gateway:
        chat = await gateway.chat()
        async with chat.events() as events:
            await events.next("state")
            # Nothing but heartbeats comes; a slow machine is given more time for three of them.
            for _ in range(100):
                with pytest.raises(TimeoutError):
                    await events.next(seconds=0.3)
                if events.heartbeats >= 3:
                    break
            assert events.heartbeats >= 3


async def test_too_many_streams_are_refused_and_closed_ones_make_room(make_settings):
    async with running_gateway(make_settings(streams_per_conversation=2)) as gateway:
        chat = await gateway.chat()
        async with chat.events() as one:
            await one.next()
            async with chat.events() as two:
                await two.next()
                refused = await gateway.http.get(f"{chat.path}/events", headers=chat.headers)
                assert refused.status_code == 429
                assert int(refused.headers["retry-after"]) > 0
        await asyncio.sleep(0.1)
        async with chat.events() as again:
            assert (await again.next()).name == "state"


async def test_streams_end_when_the_gateway_stops(make_settings):
    async with running_gateway(make_settings()) as gateway:
        chat = await gateway.chat()
        async with chat.events() as events:
            await events.next("state")
            gateway.services.conversations.broker.close()
            with pytest.raises(EOFError):
                await events.next()


async def test_a_reader_that_does_not_read_is_dropped():
    broker = Broker()
    sent = []

    async def send(message):
        sent.append(message["type"])
        if len(sent) > 3:
            await asyncio.Event().wait()  # what the server does when its buffers are full

    async def receive():
        await asyncio.Event().wait()

    async def endless():
        with broker.subscribe("c"):
            while True:
                yield b": x\n\n"

    async with asyncio.timeout(2):
        await EventStream(endless(), send_timeout=0.1)({}, receive, send)
    assert len(sent) == 4
    assert broker._open == 0


async def test_a_reader_that_leaves_is_noticed():
    broker = Broker()

    async def receive():
        return {"type": "http.disconnect"}

    async def send(message):
        await asyncio.sleep(0)

    async def quiet():
        with broker.subscribe("c") as subscription:
            yield b": x\n\n"
            await subscription.wait(60)

    async with asyncio.timeout(2):
        await EventStream(quiet(), send_timeout=0.1)({}, receive, send)
    assert broker._open == 0


def test_a_broker_forgets_who_has_left():
    broker = Broker(per_conversation=1, total=2)
    with broker.subscribe("a"), broker.subscribe("b"):
        for name in ("a", "c"):
            with pytest.raises(TooManyError), broker.subscribe(name):
                pass
    assert broker._open == 0
    assert not broker._listeners
