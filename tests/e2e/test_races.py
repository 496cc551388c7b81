"""Everybody at once, on the running stack: nothing is lost or doubled, one order for all, and no late word of the bot."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from tests.support.agent import Agent
from tests.support.shopper import Shopper

OPENING = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"
ROUNDS = 20
MESSAGES = 60
SECONDS = 60.0
LIMITS = httpx.Limits(max_connections=100)


@pytest.fixture(scope="module")
def agents(shared_stack):
    shared_stack.wait_ready(120)
    made = [Agent(shared_stack, f"{name}@shop.example") for name in ("ada", "bob")]
    yield made
    for agent in made:
        agent.close()


class Side:
    """Calls about one conversation, many at once: the shopper's, or an agent's."""

    def __init__(self, url: str, path: str, headers: dict[str, str], cookies: dict[str, str] | None = None) -> None:
        self.path = path
        self.http = httpx.AsyncClient(
            base_url=url, headers=headers, cookies=cookies, limits=LIMITS, timeout=SECONDS, trust_env=False
        )

    @classmethod
    def of_agent(cls, url: str, agent: Agent, shopper: Shopper) -> Side:
        cookies = dict(agent.http.cookies)
        return cls(url, f"/api/agent/conversations/{shopper.id}", {"X-CSRF-Token": cookies["giftfinder_csrf"]}, cookies)

    @classmethod
    def of_shopper(cls, url: str, shopper: Shopper) -> Side:
        return cls(url, f"/api/conversations/{shopper.id}", {"Authorization": f"Bearer {shopper.token}"})

    async def __aenter__(self) -> Side:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def post(self, path: str, **body: Any) -> httpx.Response:
        return await self.http.post(f"{self.path}{path}", json=body)

    async def log(self) -> list[dict[str, Any]]:
        return (await self.http.get(self.path)).raise_for_status().json()["messages"]

    async def events(self, path: str) -> AsyncIterator[tuple[str, Any]]:
        """Yield name and data of each server-sent event."""
        name = ""
        async with self.http.stream("GET", path, timeout=None) as response:
            assert response.status_code == 200
            async for line in response.aiter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    yield name, json.loads(line.removeprefix("data: "))


class Page:
    """The shopper's page: what its stream has told, in that order."""

    def __init__(self, talk: Side) -> None:
        self._talk = talk
        self.heard: list[dict[str, Any]] = []

    async def listen(self) -> None:
        async for name, data in self._talk.events(f"{self._talk.path}/events"):
            if name == "message":
                self.heard.append(data)


class Console:
    """An agent's page: told of a change, it reads the conversation anew, one reading at a time."""

    def __init__(self, desk: Side, conversation_id: str) -> None:
        self._desk = desk
        self._id = conversation_id
        self.readings: list[list[dict[str, Any]]] = [[]]
        self.open = asyncio.Event()

    async def listen(self) -> None:
        async for name, data in self._desk.events("/api/agent/events"):
            self.open.set()
            if name == "conversation" and data["id"] == self._id:
                self.readings.append(await self._desk.log())


@contextlib.asynccontextmanager
async def under_way(*works: Any) -> AsyncIterator[None]:
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not condition():
            await asyncio.sleep(0.01)


async def one_round(talk: Side, desk: Side, page: Page, console: Console) -> bool:
    """Sixty messages at once; returns whether the bot's answer came too late (it depends on who was how fast)."""
    before = len(await talk.log())
    thinking = asyncio.create_task(talk.post("/messages", text="something cheaper", client_id="bot"))
    await until(lambda: len(page.heard) > before)
    lease = (await desk.post("/take")).raise_for_status().json()["lease"]
    first = len(await talk.log())

    async def post(number: int) -> httpx.Response:
        words = {"text": f"word {number}", "client_id": f"w{number}"}
        return await (talk.post("/messages", **words) if number % 2 else desk.post("/messages", lease=lease, **words))

    # Some are sent twice, as by a page whose line broke before the answer came.
    answers = await asyncio.gather(*(post(number) for number in [*range(MESSAGES), *range(0, MESSAGES, 7)]))
    assert {answer.status_code for answer in answers} == {200}
    answered = (await thinking).raise_for_status().json()["replies"]
    log = await talk.log()
    assert log == await desk.log()
    assert [line["seq"] for line in log] == list(range(1, len(log) + 1))
    words = [line["text"] for line in log if line.get("text", "").startswith("word ")]
    assert sorted(words) == sorted(f"word {number}" for number in range(MESSAGES))
    assert [line for line in log[first:] if line["role"] == "bot"] == []
    await until(lambda: len(page.heard) >= len(log) and console.readings[-1] == log)
    assert page.heard == log
    # At no moment did the agent see another order than the one that stays.
    assert all(reading == log[: len(reading)] for reading in console.readings)
    assert (await desk.post("/close", lease=lease)).status_code == 204
    return answered == []


async def test_sixty_messages_at_once_in_one_order_twenty_times(stack, agents, new_shopper):
    late = 0
    for _ in range(ROUNDS):
        shopper = new_shopper()
        await asyncio.to_thread(shopper.say, OPENING)
        async with Side.of_shopper(stack.url, shopper) as talk, Side.of_agent(stack.url, agents[0], shopper) as desk:
            page, console = Page(talk), Console(desk, shopper.id)
            async with under_way(page.listen(), console.listen()):
                await console.open.wait()
                await until(lambda: len(page.heard) > 1)  # noqa: B023 - runs in this very round
                late += await one_round(talk, desk, page, console)
    assert late, "the bot was never in the middle of its answer: the test has proved nothing"


async def test_of_two_agents_one_gets_it_and_the_other_hears_who(stack, agents, new_shopper):
    for _ in range(15):
        shopper = new_shopper()
        async with (
            Side.of_agent(stack.url, agents[0], shopper) as ada,
            Side.of_agent(stack.url, agents[1], shopper) as bob,
        ):
            answers = await asyncio.gather(ada.post("/take"), bob.post("/take"))
            assert sorted(answer.status_code for answer in answers) == [200, 409]
            won = 0 if answers[0].status_code == 200 else 1
            assert answers[1 - won].json()["holder"] == ("ada", "bob")[won]
            stolen = await (bob, ada)[won].post("/messages", lease=answers[won].json()["lease"], text="I was faster.")
            assert (stolen.status_code, await ada.log()) == (409, [])


async def next_of(stream: AsyncIterator[tuple[str, Any]], *names: str) -> tuple[str, Any]:
    """Return the next event that has one of these names."""
    async with asyncio.timeout(SECONDS):
        async for name, data in stream:
            if name in names:
                return name, data
    raise AssertionError("the stream has ended")


async def test_typing_and_messages_both_ways_as_they_happen(stack, agents, new_shopper):
    shopper = new_shopper()
    async with Side.of_shopper(stack.url, shopper) as talk, Side.of_agent(stack.url, agents[0], shopper) as desk:
        lease = (await desk.post("/take")).raise_for_status().json()["lease"]
        async with (
            contextlib.aclosing(talk.events(f"{talk.path}/events")) as page,
            contextlib.aclosing(desk.events("/api/agent/events")) as console,
        ):
            await next_of(page, "state")
            await next_of(console, "ready")
            await desk.post("/typing", lease=lease, on=True)
            assert await next_of(page, "typing", "message") == ("typing", {"on": True})
            await desk.post("/messages", lease=lease, text="Hi, Ada here.")
            line = (await next_of(page, "message"))[1]
            assert (line["role"], line["text"]) == ("agent", "Hi, Ada here.")
            assert await next_of(page, "typing") == ("typing", {"on": False})

            await talk.post("/typing", on=True)
            assert (await next_of(console, "typing"))[1] == {"id": shopper.id, "on": True}
            await talk.post("/messages", text="Hello Ada", client_id="c1")
            while (last := (await next_of(console, "conversation"))[1]["last"])["role"] != "shopper":
                pass
            assert last["text"] == "Hello Ada"
