"""DELETE of a conversation: all of it is gone, for every page, also in the middle of a turn."""

from __future__ import annotations

import asyncio

from sqlalchemy import func, select

from bot.models import Base


async def erase(chat):
    return await chat.http.delete(chat.path, headers=chat.headers)


async def rows(gateway) -> dict[str, int]:
    """Rows of each table, but for what the limits count for two minutes, under keys that are hashes."""
    async with gateway.services.database.read() as session:
        return {
            table.name: await session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name != "rate_windows"
        }


async def test_nothing_is_left_of_it(any_gateway):
    chat = await any_gateway.chat()
    await chat.say("for my niece")
    await any_gateway.services.handoff.record_wish(chat.id, "a person please")
    await chat.http.put(f"{chat.path}/wishlist/items/p1", headers=chat.headers)
    link = (await chat.http.post(f"{chat.path}/wishlist/share", headers=chat.headers)).json()
    await chat.http.put(f"{chat.path}/feedback/p1", json={"verdict": "useful"}, headers=chat.headers)
    assert (await chat.http.get(f"/w/{link['token']}")).status_code == 200

    assert (await erase(chat)).status_code == 204

    assert set((await rows(any_gateway)).values()) == {0}
    assert (await chat.http.get(f"/w/{link['token']}")).status_code == 404
    assert (await chat.http.get(chat.path, headers=chat.headers)).status_code == 404
    assert (await chat.post("hello again")).status_code == 404
    assert (await erase(chat)).status_code == 404


async def test_only_by_its_own_token(gateway, chat):
    other = await gateway.chat()
    await chat.say("for my niece")
    assert (await chat.http.delete(chat.path)).status_code == 401
    assert (await chat.http.delete(chat.path, headers=other.headers)).status_code == 403
    assert (await chat.view())["messages"]


async def test_the_dialogue_engine_forgets_it_too(chat, rasa):
    await chat.say("for my niece")
    assert chat.id in rasa.slots
    await erase(chat)
    assert chat.id not in rasa.slots


async def test_open_streams_end(chat):
    async with chat.events() as events:
        await events.next("state")
        await erase(chat)
        try:
            while True:
                await events.next(seconds=5)
        except EOFError:
            pass


async def test_in_the_middle_of_a_turn(gateway, chat, rasa):
    with rasa.thinking():
        turn = asyncio.create_task(chat.post("for my niece"))
        while not rasa.received:
            await asyncio.sleep(0.01)
        assert (await erase(chat)).status_code == 204
    assert (await turn).status_code == 404
    assert (await rows(gateway))["messages"] == 0
    # The process goes on with others.
    assert (await (await gateway.chat()).say("hello"))["replies"]
