"""Taking over, answering, handing back: one holder, one order, and never a late word of the bot."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.handoff.models import StateChange
from bot.staff.models import StaffAction
from tests.support.gateway import running_gateway

INBOX = "/api/agent/conversations"


async def take(desk, chat) -> int:
    answer = await desk.call("POST", f"{INBOX}/{chat.id}/take")
    assert answer.status_code == 200, answer.text
    return answer.json()["lease"]


async def say(desk, chat, lease, **message):
    return await desk.call("POST", f"{INBOX}/{chat.id}/messages", json={"lease": lease, **message})


async def roles(chat) -> list[tuple[str, str]]:
    return [(line["role"], line["text"]) for line in (await chat.view())["messages"]]


async def test_while_an_agent_has_it_the_bot_says_nothing(office, desk, rasa):
    chat, ada = await office.chat(), await desk()
    await chat.say("for my niece")
    lease = await take(ada, chat)
    answer = await chat.say("are you there?")
    assert answer == {**answer, "replies": [], "status": "agent"}
    assert (await say(ada, chat, lease, text="Yes, Ada here.")).status_code == 200
    assert rasa.texts() == ["for my niece"]
    assert (await roles(chat))[2:] == [("shopper", "are you there?"), ("agent", "Yes, Ada here.")]


async def test_handed_back_the_bot_answers_again(office, desk):
    chat, ada = await office.chat(), await desk()
    lease = await take(ada, chat)
    assert (await ada.call("POST", f"{INBOX}/{chat.id}/release", json={"lease": lease})).status_code == 204
    assert (await chat.view())["status"] == "bot"
    assert [reply["role"] for reply in (await chat.say("hello"))["replies"]] == ["bot"]
    late = await say(ada, chat, lease, text="one more thing")
    assert late.status_code == 409
    assert late.json()["type"] == "urn:giftfinder:lease-lost"


async def test_closed_is_closed(office, desk, rasa):
    chat, ada = await office.chat(), await desk()
    lease = await take(ada, chat)
    assert (await ada.call("POST", f"{INBOX}/{chat.id}/close", json={"lease": lease})).status_code == 204
    assert (await chat.say("hello?"))["replies"] == []
    assert rasa.texts() == []
    assert (await ada.call("POST", f"{INBOX}/{chat.id}/take")).status_code == 409


async def test_of_two_agents_at_once_one_gets_it(make_settings, database_url, desk):
    async with running_gateway(make_settings(database_url=database_url)) as office:
        ada = await desk("agent", "ada@shop.example", gateway=office)
        bob = await desk("agent", "bob@shop.example", gateway=office)
        for _ in range(10):
            chat = await office.chat()
            answers = await asyncio.gather(*(who.call("POST", f"{INBOX}/{chat.id}/take") for who in (ada, bob)))
            assert sorted(answer.status_code for answer in answers) == [200, 409]
            lost = next(answer for answer in answers if answer.status_code == 409).json()
            winner = "ada" if answers[0].status_code == 200 else "bob"
            assert lost["holder"] == winner
            assert winner in lost["detail"]


async def test_taking_again_keeps_the_lease_and_others_cannot_use_it(office, desk):
    chat = await office.chat()
    ada, bob = await desk("agent", "ada@shop.example"), await desk("agent", "bob@shop.example")
    lease = await take(ada, chat)
    assert await take(ada, chat) == lease
    for path in ("messages", "release", "close"):
        body = {"lease": lease, "text": "hi"} if path == "messages" else {"lease": lease}
        answer = await bob.call("POST", f"{INBOX}/{chat.id}/{path}", json=body)
        assert (answer.status_code, answer.json()["holder"]) == (409, "ada")


async def test_an_agent_sends_gifts_and_repeats_safely(office, desk):
    chat, ada = await office.chat(), await desk()
    lease = await take(ada, chat)
    sent = [(await say(ada, chat, lease, product_ids=["p1"], client_id="c1")).json() for _ in range(2)]
    assert sent[0] == sent[1]
    messages = (await chat.view())["messages"]
    assert [card["product_id"] for card in messages[-1]["items"]] == ["p1"]
    assert len(messages) == 1
    assert (await say(ada, chat, lease, product_ids=["gone"])).status_code == 404


async def test_a_shoppers_client_id_is_not_an_agents(office, desk):
    chat, ada = await office.chat(), await desk()
    await chat.say("for my niece", client_id="same")
    lease = await take(ada, chat)
    assert (await say(ada, chat, lease, text="Hello.", client_id="same")).json()["text"] == "Hello."


@pytest.mark.parametrize("body", [{}, {"text": "a", "product_ids": ["p1"]}, {"text": " "}, {"product_ids": []}])
async def test_what_is_no_reply_is_refused(office, desk, body):
    chat, ada = await office.chat(), await desk()
    lease = await take(ada, chat)
    assert (await say(ada, chat, lease, **body)).status_code == 422


async def test_the_lanes_of_the_inbox(office, desk):
    chats = [await office.chat() for _ in range(4)]
    for number, chat in enumerate(chats[:3]):
        await chat.say(f"wish {number}")
    ada, bob = await desk("agent", "ada@shop.example"), await desk("agent", "bob@shop.example")
    await take(ada, chats[0])
    lease = await take(bob, chats[1])
    await bob.call("POST", f"{INBOX}/{chats[1].id}/close", json={"lease": lease})

    async def lane(name):
        answer = await ada.call("GET", f"{INBOX}?status={name}")
        return {line["id"]: line for line in answer.json()["conversations"]}

    assert list(await lane("mine")) == [chats[0].id]
    assert list(await lane("closed")) == [chats[1].id]
    # A conversation in which nobody said anything is not in the inbox.
    assert set(await lane("all")) == {chats[0].id, chats[2].id}
    assert await lane("waiting") == {}
    mine = (await lane("all"))[chats[0].id]
    assert (mine["holder"], mine["mine"], mine["last"]["text"]) == ("ada", True, "You said: wish 0")
    assert (await ada.call("GET", f"{INBOX}?status=other")).status_code == 422


async def test_every_change_of_hands_is_logged(office, desk):
    chat, ada = await office.chat(), await desk()
    lease = await take(ada, chat)
    await ada.call("POST", f"{INBOX}/{chat.id}/release", json={"lease": lease})
    async with office.services.database.read() as session:
        changes = (await session.scalars(select(StateChange).order_by(StateChange.id))).all()
        actions = (await session.scalars(select(StaffAction).where(StaffAction.subject == chat.id))).all()
    assert [(c.before, c.after, c.lease, c.actor) for c in changes] == [
        ("bot", "agent", 1, ada.email),
        ("agent", "bot", 2, ada.email),
    ]
    assert [action.action for action in actions] == ["conversation.agent", "conversation.bot"]


async def test_sixty_messages_at_once_while_the_bot_is_still_thinking(make_settings, database_url, desk, rasa):
    async with running_gateway(make_settings(database_url=database_url)) as office:
        ada = await desk(gateway=office)
        for _ in range(3):
            chat = await office.chat()
            with rasa.thinking():
                thinking = asyncio.create_task(chat.say("for my niece"))
                while "for my niece" not in rasa.texts(chat.id):
                    await asyncio.sleep(0.01)
                lease = await take(ada, chat)
            sent = [chat.say(f"shopper {n}", client_id=f"s{n}") for n in range(30)]
            sent += [say(ada, chat, lease, text=f"agent {n}", client_id=f"a{n}") for n in range(30)]
            await asyncio.gather(thinking, *sent)
            theirs = await chat.view()
            ours = (await ada.call("GET", f"{INBOX}/{chat.id}")).json()
            assert theirs["messages"] == ours["messages"]
            assert [line["seq"] for line in theirs["messages"]] == list(range(1, 62))
            assert {line["text"] for line in theirs["messages"]} == {
                "for my niece",
                *(f"shopper {n}" for n in range(30)),
                *(f"agent {n}" for n in range(30)),
            }


async def test_what_was_taken_out_of_a_message_is_not_told_by_the_bot_while_an_agent_has_it(office, desk):
    chat, ada = await office.chat(), await desk()
    lease = await take(ada, chat)
    answer = await chat.say("write to me at zoe@example.org")
    assert [(reply["role"], "e-mail" in reply["text"]) for reply in answer["replies"]] == [("system", True)]
    await ada.call("POST", f"{INBOX}/{chat.id}/release", json={"lease": lease})
    assert [reply["role"] for reply in (await chat.say("or to zoe@example.org"))["replies"]] == ["bot", "bot"]
