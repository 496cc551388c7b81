"""An agent edits the brief, pins and vetoes; the shopper's page and the bot get to know it, once and in order."""

from __future__ import annotations

import asyncio
import json

import pytest
from sqlalchemy import select

from bot.conversation.models import BriefEdit, Conversation
from bot.handoff.states import change_state
from bot.staff.models import StaffAction
from tests.support.gateway import FakeCatalog, product, running_gateway

INBOX = "/api/agent/conversations"


async def take(desk, chat) -> int:
    return (await desk.call("POST", f"{INBOX}/{chat.id}/take")).json()["lease"]


async def edit(desk, chat, lease, **parts):
    return await desk.call("PATCH", f"{INBOX}/{chat.id}/brief", json={"lease": lease, **parts})


async def release(desk, chat, lease) -> None:
    assert (await desk.call("POST", f"{INBOX}/{chat.id}/release", json={"lease": lease})).status_code == 204


async def until(condition, seconds=10.0):
    async with asyncio.timeout(seconds):
        while not (found := await condition()):
            await asyncio.sleep(0.01)
    return found


@pytest.fixture
async def shop(make_settings, database_url):
    async with running_gateway(make_settings(database_url=database_url), FakeCatalog(*map(product, "abc"))) as made:
        yield made


async def test_an_edit_is_seen_by_both_sides_and_logged(shop, desk):
    ada, chat = await desk(gateway=shop), await shop.chat()
    lease = await take(ada, chat)
    async with chat.events() as events:
        await events.next("state")
        answer = await edit(ada, chat, lease, age={"min": 60, "max": 60}, interests=["fishing"], budget={"max": 50})
        assert answer.status_code == 200, answer.text
        state = await events.next("state")
    brief = answer.json()["brief"]
    assert (brief["age"], brief["interests"]) == ({"min": 60, "max": 60}, ["fishing"])
    assert brief["budget"] == {"min": None, "max": 50, "currency": "USD"}
    assert state.data["brief"] == brief
    assert (await ada.call("GET", f"{INBOX}/{chat.id}")).json()["brief"] == brief
    cleared = await edit(ada, chat, lease, age=None, interests=[])
    assert (cleared.json()["brief"]["age"], cleared.json()["brief"]["interests"]) == (None, [])
    async with shop.services.database.read() as session:
        query = select(StaffAction).where(StaffAction.action == "brief.edited").order_by(StaffAction.id)
        logged = (await session.scalars(query)).all()
    # Which parts, never what a shopper may have said of somebody.
    assert [action.details for action in logged] == [
        {"parts": ["age", "interests", "budget"]},
        {"parts": ["age", "interests"]},
    ]
    assert {action.actor for action in logged} == {ada.email}


@pytest.mark.parametrize(
    ("parts", "field", "value"),
    [
        ({"age": {"min": 300}}, "age.min", "300"),
        ({"age": {"min": 9, "max": 3}}, "age", "'max': 3"),
        ({"budget": {"max": -5}}, "budget.max", "-5"),
        ({"budget": {"max": 5, "currency": "dollars"}}, "budget.currency", "'dollars'"),
        ({"interests": ["x" * 61]}, "interests.0", "xxx"),
        ({"relationship": 7}, "relationship", "7"),
    ],
)
async def test_an_error_names_the_part_and_the_value(shop, desk, parts, field, value):
    ada, chat = await desk(gateway=shop), await shop.chat()
    answer = await edit(ada, chat, await take(ada, chat), **parts)
    assert answer.status_code == 422
    [problem] = answer.json()["errors"]
    assert problem["field"] == field
    assert value in problem["value"]
    assert value in answer.json()["detail"]
    assert (await chat.view())["brief"]["age"] is None


async def test_what_can_not_be_done(shop, desk):
    ada, bob = await desk("agent", "ada@shop.example", gateway=shop), await desk("agent", "b@s.example", gateway=shop)
    chat = await shop.chat()
    lease = await take(ada, chat)
    assert (await edit(ada, chat, lease)).status_code == 422
    assert (await edit(ada, chat, lease, colour="red")).status_code == 422
    assert (await edit(ada, chat, lease, interests=["card 4111 1111 1111 1111"])).status_code == 422
    missing = await edit(ada, chat, lease, pin=["zz"])
    assert missing.status_code == 404
    assert "'zz'" in missing.json()["detail"]
    assert (await edit(ada, chat, lease, pin=["a"], veto=["a"])).status_code == 422
    other = await edit(bob, chat, lease, age=None)
    assert (other.status_code, other.json()["holder"]) == (409, "ada")
    await release(ada, chat, lease)
    assert (await edit(ada, chat, lease, age={"min": 4})).status_code == 409
    assert (await ada.call("PATCH", f"{INBOX}/x/brief", json={"lease": 1, "age": None})).status_code == 404


async def test_pins_and_vetoes(shop, desk):
    ada, chat = await desk(gateway=shop), await shop.chat()
    lease = await take(ada, chat)
    await edit(ada, chat, lease, pin=["a", "b"], veto=["c"])

    async def picks():
        view = (await ada.call("GET", f"{INBOX}/{chat.id}")).json()
        return [[card["product_id"] for card in view[name]] for name in ("pinned", "vetoed")]

    assert await picks() == [["a", "b"], ["c"]]
    # One can't be both: the later word counts.
    await edit(ada, chat, lease, veto=["a"])
    assert await picks() == [["b"], ["c", "a"]]
    await edit(ada, chat, lease, pin=["c"], unveto=["a"])
    assert await picks() == [["b", "c"], []]
    await edit(ada, chat, lease, unpin=["b"])
    assert await picks() == [["c"], []]


async def test_handed_back_the_bot_knows_all_of_it_before_its_first_words(shop, desk, rasa):
    ada, chat = await desk(gateway=shop), await shop.chat()
    await chat.say('brief:{"relationship": "father", "interests": ["tea"]}')
    lease = await take(ada, chat)
    await edit(ada, chat, lease, interests=["fishing"], veto=["c"])
    await edit(ada, chat, lease, budget={"max": 50}, pin=["a"])
    await ada.call("POST", f"{INBOX}/{chat.id}/messages", json={"lease": lease, "product_ids": ["b", "b"]})
    assert rasa.slots[chat.id]["brief"]["interests"] == ["tea"]  # told when its turn comes, not before
    await release(ada, chat, lease)

    async def first_words():
        return [line for line in (await chat.view())["messages"] if line.get("text") == "You said: /take_back"]

    await until(first_words)
    assert rasa.texts(chat.id)[-1] == "/take_back"
    slots = rasa.slots[chat.id]
    assert (slots["brief"]["relationship"], slots["brief"]["interests"]) == ("father", ["fishing"])
    assert slots["brief"]["budget"]["max"] == 50
    state = slots["gift_state"]
    assert (state["vetoed"], state["pinned"], state["colleague"], state["page"]) == (["c"], ["a"], ["b"], ["b"])
    assert state["left"] is True
    # Told once: what is said afterwards is not overwritten by it.
    await chat.say('brief:{"relationship": "father", "interests": ["chess"]}')
    await chat.say("hello")
    assert rasa.slots[chat.id]["brief"]["interests"] == ["chess"]
    assert (await chat.view())["brief"]["interests"] == ["chess"]
    async with shop.services.database.read() as session:
        assert all((await session.scalars(select(BriefEdit.told))).all())


async def test_a_turn_under_way_does_not_undo_an_edit(shop, desk, rasa):
    ada, chat = await desk(gateway=shop), await shop.chat()
    with rasa.thinking():
        thinking = asyncio.create_task(chat.say('brief:{"relationship": "aunt", "interests": ["tea"]}'))
        await until(lambda: _received(rasa))
        lease = await take(ada, chat)
        await edit(ada, chat, lease, interests=["fishing"], veto=["c"])
    await thinking
    brief = (await chat.view())["brief"]
    # What the shopper said in that turn counts, and the agent's later word on top of it.
    assert (brief["relationship"], brief["interests"]) == ("aunt", ["fishing"])
    await release(ada, chat, lease)
    await chat.say("hello")
    assert rasa.slots[chat.id]["brief"]["interests"] == ["fishing"]
    assert rasa.slots[chat.id]["gift_state"]["vetoed"] == ["c"]


async def _received(rasa):
    return rasa.received


async def test_a_restart_in_between_loses_nothing(make_settings, database_url, desk, rasa):
    settings = make_settings(database_url=database_url, rasa_recovery=0.2, rasa_attempts=0)
    async with running_gateway(settings, FakeCatalog(*map(product, "abc"))) as before:
        ada, chat = await desk(gateway=before), await before.chat()
        await chat.say("hello")
        lease = await take(ada, chat)
        await edit(ada, chat, lease, interests=["fishing"], veto=["c"])
        await rasa.stop()  # it forgets everything, and the gateway stops before it is back
        await release(ada, chat, lease)
    await rasa.start()
    async with running_gateway(settings, FakeCatalog(*map(product, "abc"))) as after:
        chat.http = after.http
        await chat.say("and now?")
        assert rasa.slots[chat.id]["brief"]["interests"] == ["fishing"]
        assert rasa.slots[chat.id]["gift_state"]["vetoed"] == ["c"]


async def test_a_vetoed_card_gets_into_no_answer(shop, desk, rasa):
    ada, chat = await desk(gateway=shop), await shop.chat()
    lease = await take(ada, chat)
    await edit(ada, chat, lease, veto=["a"])
    await release(ada, chat, lease)
    await chat.say("hello")
    items = [
        {"product_id": i, "title": i, "price": {"amount": "1", "currency": "USD"}, "url": f"/go/{i}"} for i in "ab"
    ]
    for shown, expected in ((items, ["b"]), (items[:1], None)):
        assert rasa.slots[chat.id]["gift_state"]["vetoed"] == ["a"]
        custom = {"type": "product_cards", "items": shown, "total": len(shown)}
        replies = (await chat.say(f"custom{json.dumps(custom)}"))["replies"]
        if expected:
            assert [card["product_id"] for card in replies[0]["items"]] == expected
        else:
            assert [reply["type"] for reply in replies] == ["text"]


async def test_the_shoppers_own_edit_counts_while_an_agent_is_there(shop, desk, rasa):
    ada, chat = await desk(gateway=shop), await shop.chat()
    lease = await take(ada, chat)
    answer = (await chat.edit(interests=["chess"])).json()
    assert (answer["brief"]["interests"], answer["replies"]) == (["chess"], [])
    await edit(ada, chat, lease, budget={"max": 30})
    await release(ada, chat, lease)
    await chat.say("hello")
    brief = rasa.slots[chat.id]["brief"]
    assert (brief["interests"], brief["budget"]["max"]) == (["chess"], 30)


@pytest.mark.parametrize("who", ["agent", "nobody yet"])
async def test_an_edit_that_the_bot_had_no_time_for_is_not_lost(shop, desk, rasa, who):
    """The shopper changes a chip while the bot is busy; then the conversation goes to people."""
    ada, chat = await desk(gateway=shop), await shop.chat()
    with rasa.thinking():
        asked = asyncio.create_task(chat.say("hello"))
        await until(lambda: _received(rasa))
        edited = asyncio.create_task(chat.edit(interests=["chess"]))
        await until(lambda: _lines(chat, 2))
        if who == "agent":
            lease = await take(ada, chat)
        else:
            async with shop.services.database.write() as session:
                conversation = await session.get(Conversation, chat.id)
                change_state(session, conversation, "waiting", actor="shopper")
    await asyncio.gather(asked, edited)
    if who != "agent":
        lease = await take(ada, chat)
    assert (await chat.view())["brief"]["interests"] == ["chess"]
    await edit(ada, chat, lease, budget={"max": 30})
    await release(ada, chat, lease)
    await chat.say("hello")
    brief = rasa.slots[chat.id]["brief"]
    assert (brief["interests"], brief["budget"]["max"]) == (["chess"], 30)
    async with shop.services.database.read() as session:
        actors = (await session.scalars(select(BriefEdit.actor).order_by(BriefEdit.id))).all()
    assert actors == ["shopper", ada.email]


async def _lines(chat, count):
    return len((await chat.view())["messages"]) >= count


async def test_what_is_erased_leaves_no_edits(shop, desk):
    ada, chat = await desk(gateway=shop), await shop.chat()
    await edit(ada, chat, await take(ada, chat), interests=["fishing"])
    await chat.http.delete(chat.path, headers=chat.headers)
    async with shop.services.database.read() as session:
        assert (await session.scalars(select(BriefEdit))).all() == []
