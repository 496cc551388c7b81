"""Two gateways, one PostgreSQL: pages, consoles, turns and limits as if there were one."""

from __future__ import annotations

import asyncio
import sys

import pytest

from bot.services import build_services
from bot.settings import SettingsError
from tests.support.gateway import Chat, Events, FakeCatalog, running_gateway

pytestmark = pytest.mark.postgres
INBOX = "/api/agent/conversations"


def other(chat: Chat, gateway) -> Chat:
    """The same conversation through another gateway."""
    return Chat(gateway.http, {"id": chat.id, "token": chat.token})


async def until(check, seconds: float = 20.0):
    async with asyncio.timeout(seconds):
        while not (found := check()):
            await asyncio.sleep(0.02)
    return found


async def test_a_page_hears_what_was_written_through_the_other_gateway(pair):
    async with pair(heartbeat=60) as (first, second):
        chat = await first.chat()
        async with other(chat, second).events() as events:
            await events.next("state")
            await chat.say("for my niece")
            said = await events.messages(2)
        assert [line["text"] for line in said] == ["for my niece", "You said: for my niece"]


async def test_shopper_and_agent_on_different_gateways(pair, desk):
    async with pair(heartbeat=60) as (first, second):
        chat, ada = await first.chat(), await desk("agent", "ada@shop.example", gateway=second)
        await chat.say("for my niece")
        async with ada.http.stream("GET", "/api/agent/events") as response, chat.events() as page:
            console = Events(response)
            await console.next("ready")
            await until(lambda: first.services.office.staffed and first.services.office.present())
            await first.services.waiting.enter(chat.id)
            while (await console.next("conversation")).data["status"] != "waiting":
                pass
            lease = (await ada.call("POST", f"{INBOX}/{chat.id}/take")).json()["lease"]
            body = {"lease": lease, "on": True}
            assert (await ada.call("POST", f"{INBOX}/{chat.id}/typing", json=body)).status_code == 204
            assert (await page.next("typing")).data == {"on": True}
            word = {"text": "Hello, I am Ada", "lease": lease, "client_id": "a"}
            assert (await ada.call("POST", f"{INBOX}/{chat.id}/messages", json=word)).status_code < 300
            while (await page.next("message")).data["text"] != "Hello, I am Ada":
                pass
            await chat.say("Nice to meet you")
            assert (await console.next("conversation")).data["id"] == chat.id
        await until(lambda: not first.services.office.staffed)


async def test_sixty_messages_through_both_are_answered_once_and_in_order(pair, rasa):
    rasa.delay = 0.02
    async with pair(message_rate="1000/minute") as (first, second):
        chat = await first.chat()
        sides = (chat, other(chat, second))
        answers = await asyncio.gather(*(sides[i % 2].say(f"m{i}", client_id=f"c{i}") for i in range(60)))
        view = await chat.view()
    lines = [line for line in view["messages"] if line["role"] == "shopper"]
    assert sorted(line["text"] for line in lines) == sorted(f"m{i}" for i in range(60))
    assert [line["seq"] for line in view["messages"]] == list(range(1, 121))
    assert rasa.texts() == [line["text"] for line in lines]
    assert rasa.overlaps == 0
    for i, answer in enumerate(answers):
        assert [reply["text"] for reply in answer["replies"]] == [f"You said: m{i}"]


async def test_another_gateways_engine_is_told_the_brief_anew(pair, rasa):
    async with pair() as (first, second):
        second.services.gateways.leases._engine = "http://rasa-of-another-machine:5005"
        chat = await first.chat()
        await chat.say('brief: {"interests": ["dinosaurs"]}')
        rasa.slots[chat.id] = {"brief": {"interests": ["something old"]}, "gift_state": None}
        answer = await other(chat, second).say("go on")
        assert answer["brief"]["interests"] == ["dinosaurs"]


async def test_limits_hold_over_both(pair):
    async with pair(message_rate="5/minute") as (first, second):
        chat = await first.chat()
        sides = (chat, other(chat, second))
        answers = await asyncio.gather(*(sides[i % 2].post(f"m{i}") for i in range(12)))
        assert sorted(answer.status_code for answer in answers) == [200] * 5 + [429] * 7
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert 1 <= int(refused.headers["retry-after"]) <= 120


async def test_what_a_dead_gateway_left_is_answered_by_the_other(pair, rasa, monkeypatch):
    monkeypatch.setattr("bot.gateways.leases._LEFT_SECONDS", 0.0)
    monkeypatch.setattr("bot.gateways.leases._SWEEP_SECONDS", 0.1)
    async with pair() as (first, second):
        chat = await first.chat()
        rasa.pause = 30.0
        asking = asyncio.create_task(chat.post("are you there?"))
        await until(lambda: rasa.received)
        rasa.pause = 0.0
        await first.services.conversations._turns.stop()  # as if it had died, and its lease had run out
        await until(lambda: len(rasa.received) > 1)
        async with other(chat, second).events() as events:
            assert (await events.messages(2))[1]["text"] == "You said: are you there?"
        await asyncio.gather(asking, return_exceptions=True)


HOLD = """
import sys, time
from bot.services import build_services
from bot.settings import Settings
from tests.support.gateway import FakeCatalog
services = build_services(Settings(database_url=sys.argv[1], var_dir=sys.argv[2]), catalog=FakeCatalog())
services.gateways._be_alone()
print("alone", flush=True)
sys.stdin.read()
"""


async def test_a_second_gateway_on_sqlite_is_refused(make_settings, tmp_path):
    settings = make_settings()
    arguments = (sys.executable, "-c", HOLD, settings.database_url, str(tmp_path))
    process = await asyncio.create_subprocess_exec(
        *arguments, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert (await process.stdout.readline()).strip() == b"alone"
    refused = build_services(settings, catalog=FakeCatalog())
    with pytest.raises(SettingsError, match="Several gateways need PostgreSQL"):
        await refused.gateways.start()
    await refused.database.close()
    process.stdin.close()
    await process.wait()
    async with running_gateway(settings) as gateway:
        await (await gateway.chat()).say("now it is mine")
