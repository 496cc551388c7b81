"""The fence: one holder however many ask at once, and no word under a lease that is over, in several gateways too."""

from __future__ import annotations

import asyncio
import contextlib
from itertools import pairwise

import pytest
from sqlalchemy import select

from bot.handoff.models import StateChange
from tests.support.gateway import Chat, running_gateway

INBOX = "/api/agent/conversations"
ROUNDS = 15


async def take(desk, chat):
    return await desk.call("POST", f"{INBOX}/{chat.id}/take")


async def lease_of(desk, chat) -> int:
    answer = await take(desk, chat)
    assert answer.status_code == 200, answer.text
    return answer.json()["lease"]


async def say(desk, chat, lease, text, **fields):
    return await desk.call("POST", f"{INBOX}/{chat.id}/messages", json={"lease": lease, "text": text, **fields})


async def release(desk, chat, lease) -> int:
    return (await desk.call("POST", f"{INBOX}/{chat.id}/release", json={"lease": lease})).status_code


async def said(chat, role: str) -> list[tuple[int, str]]:
    return [(line["seq"], line["text"]) for line in (await chat.view())["messages"] if line["role"] == role]


async def asked(rasa, text: str) -> None:
    """Return once Rasa is at work on a message."""
    async with asyncio.timeout(20):
        while text not in rasa.texts():
            await asyncio.sleep(0.01)


@pytest.fixture
async def two(make_settings, database_url):
    """Two gateways on one database."""
    settings = make_settings(database_url=database_url)
    async with running_gateway(settings) as one, running_gateway(settings) as other:
        yield one, other


async def test_one_agent_gets_it_and_the_other_hears_who_has_it(two, desk):
    one, other = two
    ada = await desk("agent", "ada@shop.example", gateway=one)
    bob = await desk("agent", "bob@shop.example", gateway=other)
    for _ in range(ROUNDS):
        chat = await one.chat()
        answers = await asyncio.gather(take(ada, chat), take(bob, chat))
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        winner, loser = ("ada", 1) if answers[0].status_code == 200 else ("bob", 0)
        assert answers[loser].json()["holder"] == winner
        async with one.services.database.read() as session:
            query = select(StateChange.lease, StateChange.actor).where(StateChange.conversation_id == chat.id)
            assert (await session.execute(query)).all() == [(1, f"{winner}@shop.example")]


async def test_a_word_under_an_old_lease_comes_too_late_at_the_moment_of_writing(two, desk):
    """Ada's replies race against her own handing back, at one gateway, and Bob's taking over, at the other."""
    one, other = two
    ada = await desk("agent", "ada@shop.example", gateway=one)
    bob = await desk("agent", "bob@shop.example", gateway=other)

    async def change_hands(chat, lease) -> int:
        assert await release(ada, chat, lease) == 204
        taken = await lease_of(bob, chat)
        assert (await say(bob, chat, taken, "Bob here.")).status_code == 200
        return taken

    for _ in range(ROUNDS):
        chat = await one.chat()
        lease = await lease_of(ada, chat)
        late = [say(ada, chat, lease, f"ada {number}", client_id=f"a{number}") for number in range(6)]
        taken, *answers = await asyncio.gather(change_hands(chat, lease), *late)
        assert {answer.status_code for answer in answers} <= {200, 409}
        log = await said(chat, "agent")
        written = {answer.json()["seq"] for answer in answers if answer.status_code == 200}
        [bobs] = [seq for seq, text in log if text == "Bob here."]
        assert written == {seq for seq, _ in log if seq != bobs}
        assert all(seq < bobs for seq in written)
        assert taken == lease + 2
        assert not [seq for seq, _ in await said(chat, "bot") if seq > bobs]


async def test_the_bots_late_answer_is_dropped_even_when_the_bot_has_it_again(two, desk, rasa):
    one, other = two
    ada = await desk(gateway=other)
    chat = await one.chat()
    with rasa.thinking():
        thinking = asyncio.create_task(chat.say("for my niece"))
        await asked(rasa, "for my niece")
        lease = await lease_of(ada, chat)
        assert (await say(ada, chat, lease, "Ada here.")).status_code == 200
        assert await release(ada, chat, lease) == 204
    answer = await thinking
    assert answer["replies"] == []
    await chat.say("and now?")
    assert "You said: for my niece" not in [text for _, text in await said(chat, "bot")]
    assert (await said(chat, "bot"))[-1][1] == "You said: and now?"


async def test_an_old_lease_stays_worthless_after_release_and_taking_again(any_office, desk):
    ada, chat = await desk(gateway=any_office), await any_office.chat()
    leases = []
    for _ in range(3):
        leases.append(await lease_of(ada, chat))
        for old in leases[:-1]:
            refused = await say(ada, chat, old, "from before")
            assert (refused.status_code, refused.json()["type"]) == (409, "urn:giftfinder:lease-lost")
            assert await release(ada, chat, old) == 409
        assert (await say(ada, chat, leases[-1], f"under {leases[-1]}")).status_code == 200
        assert await release(ada, chat, leases[-1]) == 204
    assert all(before < after for before, after in pairwise(leases))
    assert [text for _, text in await said(chat, "agent")] == [f"under {lease}" for lease in leases]


@pytest.fixture
async def any_office(make_settings, database_url):
    async with running_gateway(make_settings(database_url=database_url)) as office:
        yield office


async def test_after_the_session_nothing_is_written_and_the_hold_waits_for_the_next_one(any_office, desk):
    ada, chat = await desk(gateway=any_office), await any_office.chat()
    lease = await lease_of(ada, chat)
    old = dict(ada.http.cookies)
    assert (await ada.call("DELETE", "/api/staff/session")).status_code == 204
    ada.http.cookies.update(old)
    assert (await say(ada, chat, lease, "too late")).status_code == 401
    ada.http.cookies.clear()
    assert (await ada.sign_in()).status_code == 204
    assert await lease_of(ada, chat) == lease
    assert (await say(ada, chat, lease, "Back again.")).status_code == 200
    assert [text for _, text in await said(chat, "agent")] == ["Back again."]


async def test_a_gateway_that_starts_again_keeps_the_fence(make_settings, database_url, desk, rasa):
    """It stops in the middle of the bot's answer; meanwhile an agent takes over elsewhere."""
    settings = make_settings(database_url=database_url)
    async with running_gateway(settings) as other:
        ada = await desk(gateway=other)
        async with running_gateway(settings) as stops:
            chat = await stops.chat()
            rasa.pause = 5.0
            thinking = asyncio.create_task(chat.post("for my niece"))
            await asked(rasa, "for my niece")
            lease = await lease_of(ada, chat)
        with contextlib.suppress(Exception):
            await thinking
        rasa.pause = 0.0
        async with running_gateway(settings) as again:
            chat = Chat(again.http, {"id": chat.id, "token": chat.token})
            assert (await say(ada, chat, lease - 1, "from before")).status_code == 409
            assert (await chat.say("anybody?"))["replies"] == []
            assert (await say(ada, chat, lease, "Ada here.")).status_code == 200
            assert await said(chat, "bot") == []
            assert [text for _, text in await said(chat, "shopper")] == ["for my niece", "anybody?"]
