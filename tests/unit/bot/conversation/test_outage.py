"""Rasa down, failing, forgetful: never silence, and the answer comes after all."""

import asyncio
import json

import pytest

from bot.texts import load_texts
from tests.support.gateway import running_gateway

TEXTS = load_texts("en")


async def test_rasa_down_one_moment_and_then_the_answer(any_gateway, any_chat, rasa):
    await rasa.stop()
    async with any_chat.events() as events:
        await events.next("state")
        answer = await any_chat.say("a gift for dad", client_id="a")
        assert [reply["text"] for reply in answer["replies"]] == [TEXTS("one_moment")]
        assert answer["status"] == "bot"
        await rasa.start()
        messages = await events.messages(3)
        assert [m["text"] for m in messages] == [
            "a gift for dad",
            TEXTS("one_moment"),
            "You said: a gift for dad",
        ]
    # The same client_id again: the same message, with all that was answered to it.
    again = await any_chat.say("a gift for dad", client_id="a")
    assert again["replies"] == messages[1:]
    assert rasa.texts() == ["a gift for dad"]


@pytest.mark.parametrize("mode", ["empty", "error", "garbage", "hang"])
async def test_a_failing_rasa_counts_as_down(make_settings, rasa, mode):
    async with running_gateway(make_settings(rasa_timeout=0.3, rasa_attempts=50)) as gateway:
        chat = await gateway.chat()
        rasa.mode = mode
        answer = await chat.say("hello")
        assert [reply["text"] for reply in answer["replies"]] == [TEXTS("one_moment")]
        rasa.mode = "ok"
        async with chat.events(last_event_id=2) as events:
            assert (await events.next("message")).data["text"] == "You said: hello"


async def test_messages_during_an_outage_are_answered_in_order(any_chat, rasa):
    await rasa.stop()
    answers = [await any_chat.say(f"m{n}") for n in range(3)]
    answers += await asyncio.gather(*(any_chat.say(f"m{n}") for n in range(3, 6)))
    assert all([r["text"] for r in a["replies"]] == [TEXTS("one_moment")] for a in answers)
    await rasa.start()
    async with any_chat.events(last_event_id=12) as events:
        messages = await events.messages(6)
    said = [m["text"] for m in (await any_chat.view())["messages"] if m["role"] == "shopper"]
    assert [m["text"] for m in messages] == [f"You said: {text}" for text in said]
    assert rasa.texts() == said


async def test_parallel_messages_into_a_dead_rasa_all_hear_something(chat, rasa):
    await rasa.stop()
    answers = await asyncio.gather(*(chat.say(f"m{n}") for n in range(10)))
    assert all(len(answer["replies"]) == 1 for answer in answers)


async def test_rasa_never_comes_back_apology_and_try_again(make_settings, rasa):
    async with running_gateway(make_settings(rasa_recovery=0.3)) as gateway:
        chat = await gateway.chat()
        await rasa.stop()
        async with chat.events() as events:
            await chat.say("first")
            await chat.say("second")
            for _ in range(4):
                await events.next("message")
            sorry = [(await events.next("message")).data for _ in range(2)]
            assert [m["type"] for m in sorry] == ["quick_replies"] * 2
            assert [m["options"][0]["payload"] for m in sorry] == ["retry:1", "retry:3"]

            # Still down: the same again, and the button is about the first message still.
            await chat.say(payload="retry:1")
            for _ in range(2):
                await events.next("message")
            assert (await events.next("message")).data["options"][0]["payload"] == "retry:1"

            await rasa.start()
            answer = await chat.say(payload="retry:1")
            assert answer["replies"][-1]["text"] == "You said: first"
            assert (await chat.view())["messages"][-2]["text"] == TEXTS("try_again")


async def test_rasa_up_but_failing_is_given_up_after_some_attempts(make_settings, rasa):
    async with running_gateway(make_settings(rasa_attempts=2)) as gateway:
        chat = await gateway.chat()
        rasa.mode = "empty"
        async with chat.events() as events:
            await chat.say("hello")
            assert [m["type"] for m in await events.messages(3)] == ["text", "text", "quick_replies"]
        assert rasa.texts() == ["hello"] * 3


async def test_a_slow_turn_says_one_moment_before_it_is_done(make_settings, rasa):
    async with running_gateway(make_settings(turn_wait=0.2, rasa_timeout=10)) as gateway:
        chat = await gateway.chat()
        rasa.pause = 0.6
        answer = await chat.say("hello")
        assert [reply["text"] for reply in answer["replies"]] == [TEXTS("one_moment")]
        async with chat.events(last_event_id=2) as events:
            assert (await events.next("message")).data["text"] == "You said: hello"
        assert rasa.texts() == ["hello"]


async def test_a_restarted_gateway_answers_what_was_left(make_settings, database_url, rasa):
    settings = make_settings(database_url=database_url)
    async with running_gateway(settings) as gateway:
        chat = await gateway.chat()
        await rasa.stop()
        await chat.say("are you there?")
    await rasa.start()
    async with running_gateway(settings) as gateway:
        chat.http = gateway.http
        async with chat.events(last_event_id=2) as events:
            assert (await events.next("message")).data["text"] == "You said: are you there?"
        assert len((await chat.view())["messages"]) == 3
    assert rasa.texts() == ["are you there?"]


async def test_a_gateway_killed_in_mid_turn_answers_at_its_next_start(make_settings, rasa):
    settings = make_settings(rasa_timeout=20)
    async with running_gateway(settings) as gateway:
        chat = await gateway.chat()
        rasa.mode = "hang"
        post = asyncio.create_task(chat.post("hello"))
        while not rasa.received:
            await asyncio.sleep(0.01)
        await gateway.services.conversations.stop()
        await post
        rasa.mode = "ok"
    async with running_gateway(settings) as gateway:
        chat.http = gateway.http
        async with chat.events(last_event_id=1) as events:
            assert (await events.next("message")).data["text"] == "You said: hello"


async def test_what_is_too_old_is_not_answered_at_the_start(make_settings, rasa):
    settings = make_settings(answer_on_start_hours=0)
    async with running_gateway(settings) as gateway:
        chat = await gateway.chat()
        await rasa.stop()
        await chat.say("hello?")
    await rasa.start()
    async with running_gateway(settings) as gateway:
        await asyncio.sleep(0.3)
    assert rasa.texts() == []


async def test_a_rasa_that_has_forgotten_is_reminded_of_the_brief(chat, rasa):
    state = {"shown": ["p1"]}
    await chat.say("hello")
    rasa.slots[chat.id]["gift_state"] = state
    brief = (await chat.say('brief:{"relationship": "niece", "interests": ["dinosaurs"]}'))["brief"]
    await rasa.stop()
    assert rasa.slots == {}
    await chat.say("more")
    await rasa.start()
    async with chat.events(last_event_id=6) as events:
        assert (await events.next("message")).data["text"] == "You said: more"
    assert rasa.slots[chat.id] == {"brief": brief, "gift_state": state}
    assert (await chat.view())["brief"] == brief


async def test_a_restart_that_nobody_noticed_is_noticed_after_a_silence(make_settings, rasa):
    async with running_gateway(make_settings(rasa_trust=0.05)) as gateway:
        chat = await gateway.chat()
        brief = (await chat.say('brief:{"relationship": "niece"}'))["brief"]
        rasa.slots.clear()
        await asyncio.sleep(0.1)
        assert (await chat.say("more"))["brief"] == brief


async def test_a_brief_that_was_started_over_is_not_put_back(make_settings, rasa):
    async with running_gateway(make_settings(rasa_trust=0.01)) as gateway:
        chat = await gateway.chat()
        await chat.say('brief:{"relationship": "niece"}')
        await chat.say("brief:{}")
        await asyncio.sleep(0.05)
        assert (await chat.say("more"))["brief"]["relationship"] is None


async def test_what_rasa_knows_better_stays(make_settings, rasa):
    async with running_gateway(make_settings(rasa_trust=0.01)) as gateway:
        chat = await gateway.chat()
        await chat.say('brief:{"relationship": "niece"}')
        rasa.slots[chat.id]["brief"]["relationship"] = "aunt"
        await asyncio.sleep(0.05)
        assert (await chat.say("more"))["brief"]["relationship"] == "aunt"


async def test_the_stored_brief_goes_along_as_metadata(chat, rasa):
    brief = (await chat.say('brief:{"relationship": "niece"}'))["brief"]
    await chat.say("hello")
    assert rasa.received[-1][2] == {"brief": brief, "catalog": ""}
    assert json.dumps(rasa.received[0][2])
