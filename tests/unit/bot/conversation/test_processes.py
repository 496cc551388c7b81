"""Several Rasa processes behind one gateway: order, moves between two turns, a process that dies."""

from __future__ import annotations

import asyncio

import pytest

from bot.dialogue.client import DialogueClient
from bot.dialogue.engines import Engine
from tests.support.fake_rasa import FakeRasa
from tests.support.gateway import running_gateway


class Several:
    """Engines whose processes a test changes."""

    def __init__(self, clients: list[DialogueClient]) -> None:
        self.all, self.there = clients, list(clients)

    @property
    def current(self) -> Engine:
        return Engine(self.there[0], processes=tuple(self.there))

    async def of(self, release: str | None, conversation_id: str) -> Engine:
        return self.current.of_conversation(conversation_id)

    async def forget(self, conversation_id: str) -> None:
        for client in self.there:
            await client.forget(conversation_id)


class Scene:
    def __init__(self, gateway, rasas: list[FakeRasa]) -> None:
        self.gateway, self.rasas = gateway, rasas
        self.engines = Several([DialogueClient(rasa.url, token=rasa.token) for rasa in rasas])
        conversations = gateway.services.conversations
        gateway.services.engines = conversations._engines = conversations._turns._engines = self.engines
        conversations._turns._turn._engines = self.engines

    def keep(self, *numbers: int) -> None:
        self.engines.there = [self.engines.all[number] for number in numbers]

    async def chat_of(self, number: int):
        """A conversation that belongs to this process."""
        while True:
            chat = await self.gateway.chat()
            if (await self.engines.of(None, chat.id)).client is self.engines.all[number]:
                return chat


@pytest.fixture
async def second():
    fake = FakeRasa()
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
async def scene(make_settings, rasa, second):
    async with running_gateway(make_settings()) as gateway:
        made = Scene(gateway, [rasa, second])
        yield made
        for client in made.engines.all:
            await client.close()


async def test_conversations_are_shared_out_and_each_stays(scene):
    for number, rasa in enumerate(scene.rasas):
        chat = await scene.chat_of(number)
        for word in ("one", "two", "three"):
            await chat.say(word)
        assert rasa.texts(chat.id) == ["one", "two", "three"]
        assert scene.rasas[1 - number].texts(chat.id) == []


async def test_parallel_messages_of_one_conversation_are_answered_in_order_while_processes_come_and_go(scene):
    for rasa in scene.rasas:
        rasa.delay = 0.01
    chat = await scene.chat_of(1)
    posts = asyncio.gather(*(chat.say(f"m{number}", client_id=f"c{number}") for number in range(40)))
    for numbers in ((0,), (0, 1), (1,), (0, 1)):
        await asyncio.sleep(0.05)
        scene.keep(*numbers)
    await posts
    log = (await chat.view())["messages"]
    asked = [message["text"] for message in log if message["role"] == "shopper"]
    answers = [message["text"] for message in log if message["role"] == "bot"]
    assert answers == [f"You said: {text}" for text in asked]
    assert sorted(asked) == sorted(f"m{number}" for number in range(40))
    assert [rasa.overlaps for rasa in scene.rasas] == [0, 0]
    assert len(scene.rasas[0].texts(chat.id)) + len(scene.rasas[1].texts(chat.id)) == 40


async def test_a_conversation_that_moves_takes_brief_and_state_along_and_finds_nothing_old_when_it_returns(scene):
    chat = await scene.chat_of(1)
    await chat.say('brief:{"relationship": "niece"}')
    scene.keep(0)
    assert (await chat.say("more"))["brief"]["relationship"] == "niece"
    await chat.say('brief:{"relationship": "aunt"}')
    assert scene.rasas[1].slots[chat.id]["brief"]["relationship"] == "niece"
    scene.keep(0, 1)
    assert (await chat.say("and more"))["brief"]["relationship"] == "aunt"
    assert scene.rasas[1].texts(chat.id)[-1] == "and more"


async def test_what_is_left_over_at_a_process_is_not_believed_after_a_restart_of_the_gateway(scene):
    chat = await scene.chat_of(1)
    await chat.say('brief:{"relationship": "niece"}')
    scene.keep(0)
    await chat.say('brief:{"relationship": "aunt"}')
    scene.gateway.services.conversations._turns._turn._known.clear()
    scene.keep(0, 1)
    assert (await chat.say("more"))["brief"]["relationship"] == "aunt"


async def test_the_conversations_of_a_dead_process_go_on_at_the_other_without_one_moment(scene):
    chat = await scene.chat_of(1)
    await chat.say('brief:{"relationship": "niece"}')
    await scene.rasas[1].stop()
    answer = await chat.say("still there?")
    assert [reply["text"] for reply in answer["replies"]] == ["You said: still there?"]
    assert answer["brief"]["relationship"] == "niece"
    await scene.rasas[1].start()
    assert await scene.engines.all[1].healthy()
    await chat.say("back again")
    assert scene.rasas[1].texts(chat.id)[-1] == "back again"


async def test_readyz_tells_of_the_processes(scene):
    answer = (await scene.gateway.http.get("/readyz")).json()
    assert answer["rasa_processes"] == {"running": 2, "answering": 2}
    await scene.rasas[1].stop()
    await asyncio.sleep(1.1)  # health is asked at most once a second
    answer = (await scene.gateway.http.get("/readyz")).json()
    assert answer["rasa_processes"] == {"running": 2, "answering": 1}
