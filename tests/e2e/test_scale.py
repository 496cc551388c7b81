"""Several Rasa processes behind one gateway: one order in each conversation, nothing lost while processes come, go, die."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal

import httpx
import pytest

from tests.support.gateway import Chat
from tests.support.processes import children, command_line, wait_for
from tests.support.stack import Stack

BURSTS = 3
MESSAGES = 60
TALKING = 6
SECONDS = 240.0


class Scaled(Stack):
    """A stack of several Rasa processes."""

    def processes(self) -> dict[str, int]:
        """How many the gateway knows, and how many of them answer."""
        return httpx.get(f"{self.url}/readyz", timeout=10, trust_env=False).raise_for_status().json()["rasa_processes"]

    def has(self, count: int) -> bool:
        """Whether it has so many, and all answer."""
        return self.ready() and self.processes() == {"running": count, "answering": count}

    def rasa_pids(self) -> list[int]:
        """The process ids of all."""
        lines = {pid: command_line(pid) for pid in children(self.process.pid)}
        return [pid for pid, line in lines.items() if "bot.rasa_process.run" in line and "leash.py" not in line]


@pytest.fixture(scope="module")
def scaled(tmp_path_factory):
    stack = Scaled(tmp_path_factory.mktemp("scaled"), rasa_processes=2)
    try:
        stack.start()
        wait_for(lambda: stack.has(2), SECONDS)
        yield stack
    finally:
        stack.end()


@pytest.fixture
async def http(scaled):
    limits = httpx.Limits(max_connections=100)
    async with httpx.AsyncClient(base_url=scaled.url, timeout=120, limits=limits, trust_env=False) as client:
        yield client


async def talk(http: httpx.AsyncClient) -> Chat:
    return Chat(http, (await http.post("/api/conversations")).raise_for_status().json())


async def until(check) -> None:
    async with asyncio.timeout(SECONDS):
        while not await asyncio.to_thread(check):
            await asyncio.sleep(0.1)


async def test_sixty_at_once_are_all_stored_and_answered_in_order(scaled, http):
    for _ in range(BURSTS):
        chat = await talk(http)
        await chat.say("a present for my niece, under $900")
        budgets = [100 + number for number in range(MESSAGES)]
        answers = await asyncio.gather(
            *(chat.say(f"make it under ${budget}", client_id=f"b{budget}") for budget in budgets)
        )
        log = (await chat.view())["messages"]
        assert [line["seq"] for line in log] == list(range(1, len(log) + 1))
        # Each answer knows what its own line said: none was passed over, doubled or taken for another.
        for budget, answer in zip(budgets, answers, strict=True):
            assert answer["replies"]
            assert answer["brief"]["budget"]["max"] == budget
            assert log[answer["seq"] - 1]["text"] == f"make it under ${budget}"
        # And they were given in the order of the lines.
        asked = sorted(answer["seq"] for answer in answers)
        said = [answer["replies"][0]["seq"] for answer in sorted(answers, key=lambda answer: answer["seq"])]
        assert len(set(asked)) == MESSAGES
        assert said == sorted(said)


async def test_processes_come_go_and_die_under_load(scaled, http):
    ending = asyncio.Event()

    async def shop(chat: Chat, taken: list[tuple[str, int]]) -> None:
        for number in itertools.count():
            text = f"thanks, number {number}"
            taken.append((text, (await chat.say(text, client_id=f"n{number}"))["seq"]))
            if ending.is_set():
                return

    chats = [await talk(http) for _ in range(TALKING)]
    for chat in chats:
        await chat.say("a present for my niece who loves dinosaurs, under $40")
    taken: list[list[tuple[str, int]]] = [[] for _ in chats]
    tasks = [asyncio.create_task(shop(chat, said)) for chat, said in zip(chats, taken, strict=True)]

    async def all_go_on() -> None:
        before = [len(said) for said in taken]
        await until(lambda: all(len(said) >= was + 2 for said, was in zip(taken, before, strict=True)))

    await all_go_on()
    killed = (await asyncio.to_thread(scaled.rasa_pids))[-1]
    os.kill(killed, signal.SIGKILL)
    await all_go_on()
    await until(lambda: scaled.has(2))
    assert killed not in scaled.rasa_pids()
    await asyncio.to_thread(scaled.command, "scale", "--rasa", "3")
    await until(lambda: scaled.has(3))
    await all_go_on()
    await asyncio.to_thread(scaled.command, "scale", "--rasa", "1")
    await until(lambda: scaled.has(1))
    await all_go_on()
    ending.set()
    await asyncio.gather(*tasks)

    for chat, said in zip(chats, taken, strict=True):
        log = (await chat.view())["messages"]
        lines = [(line["text"], line["seq"]) for line in log if line["role"] == "shopper"]
        assert lines[1:] == said
        # Each line has its answer before the next one: none is left, none came late.
        roles = [line["role"] for line in log]
        assert all(roles[seq] == "bot" for _, seq in said)
        # What was known is known, whichever process has the conversation now.
        brief = (await chat.say("make it under $30"))["brief"]
        assert (brief["relationship"], brief["budget"]["max"]) == ("niece", 30)
        assert "dinosaurs" in str(brief["interests"])
