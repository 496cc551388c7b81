"""Two whole stacks, each with a gateway and a dialogue engine of its own, on one PostgreSQL database."""

from __future__ import annotations

import asyncio
import contextlib
import itertools

import httpx
import pytest

from tests.support.agent import PASSWORD, Agent
from tests.support.gateway import Chat
from tests.support.postgres import fresh_database, server
from tests.support.shopper import Shopper
from tests.support.stack import Stack

OPENING = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"
BURSTS = 3
MESSAGES = 60
AWAY_SECONDS = 30
SIGN_INS = 10


@pytest.fixture(scope="module")
def postgres():
    with server(safe=True) as running, fresh_database(running.url) as url:
        yield running, url


@pytest.fixture(scope="module")
def stacks(postgres, tmp_path_factory):
    settings = {"database_url": postgres[1], "sign_in_rate": f"{SIGN_INS}/minute"}
    made = [Stack(tmp_path_factory.mktemp(name), **settings) for name in ("first", "second")]
    try:
        for one in made:
            one.start(wait=False)
        for one in made:
            one.wait_ready()
        yield made
    finally:
        for one in made:
            one.end()


@contextlib.asynccontextmanager
async def clients(stacks):
    limits = httpx.Limits(max_connections=100)
    async with contextlib.AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(
                httpx.AsyncClient(base_url=one.url, timeout=120, limits=limits, trust_env=False)
            )
            for one in stacks
        ]


async def talk(http: httpx.AsyncClient) -> Chat:
    created = (await http.post("/api/conversations")).raise_for_status()
    return Chat(http, created.json())


def through(chat: Chat, http: httpx.AsyncClient) -> Chat:
    return Chat(http, {"id": chat.id, "token": chat.token})


def test_shopper_on_one_gateway_agent_on_the_other(stacks):
    first, second = stacks
    shopper, agent = Shopper(first.url), Agent(second, "ada@shop.example").listen()
    try:
        answer = shopper.say(OPENING)
        assert any(message["type"] == "product_cards" for message in answer["replies"])
        shopper.say("I want to talk to a person")
        agent.heard(shopper.id, "waiting")
        lease = agent.call("POST", shopper.id, "/take").json()["lease"]
        word = {"text": "Hello, I am Ada", "lease": lease, "client_id": "a1"}
        assert agent.call("POST", shopper.id, "/messages", **word).status_code < 300
        shopper.wait_for("Hello, I am Ada", seconds=20)
        shopper.say("Nice to meet you")
        log = agent.http.get(f"/api/agent/conversations/{shopper.id}").json()["messages"]
        assert log[-1]["text"] == "Nice to meet you"
        assert agent.call("POST", shopper.id, "/release", lease=lease).status_code < 300
        # The other gateway's engine goes on with the brief that the first one's knows.
        over = Shopper(second.url)
        over.http.headers["Authorization"] = f"Bearer {shopper.token}"
        over.id = shopper.id
        over._numbers = itertools.count(100)  # a client_id that was sent before gets the answer of before
        more = over.say("make it under $25")
        assert more["brief"]["budget"]["max"] == 25
        assert more["brief"]["interests"] == answer["brief"]["interests"]
        over.close()
    finally:
        shopper.close()
        agent.close()


async def test_sixty_at_once_through_both(stacks):
    async with clients(stacks) as sides:
        for _ in range(BURSTS):
            chat = await talk(sides[0])
            both = [through(chat, side) for side in sides]
            answers = await asyncio.gather(
                *(both[i % 2].post(f"thanks, number {i}", client_id=f"c{i}") for i in range(MESSAGES))
            )
            assert {answer.status_code for answer in answers} == {200}
            assert all(answer.json()["replies"] for answer in answers)
            async with asyncio.timeout(240):
                while True:
                    log = (await chat.view())["messages"]
                    if sum(line["role"] == "bot" for line in log) >= MESSAGES:
                        break
                    await asyncio.sleep(0.5)
            lines = [line for line in log if line["role"] == "shopper"]
            assert [line["seq"] for line in log] == list(range(1, len(log) + 1))
            assert sorted(line["text"] for line in lines) == sorted(f"thanks, number {i}" for i in range(MESSAGES))
            # Told through both gateways, the order is one: the log's.
            for answer, i in zip(answers, range(MESSAGES), strict=True):
                assert log[answer.json()["seq"] - 1]["text"] == f"thanks, number {i}"


async def test_the_database_away_under_load(stacks, postgres):
    running, _ = postgres
    refused: list[httpx.Response] = []
    wrong: list[httpx.Response] = []
    going = asyncio.Event()

    async def shop(chat: Chat, taken: list[tuple[str, int]]) -> None:
        for number in itertools.count():
            text = f"thanks, number {number}"
            while True:
                response = await chat.post(text, client_id=f"n{number}")
                if response.status_code == 200:
                    taken.append((text, response.json()["seq"]))
                    break
                (refused if response.status_code == 503 else wrong).append(response)
                await asyncio.sleep(0.5)
            if going.is_set():
                return

    async with clients(stacks) as sides:
        chats = [await talk(sides[i % 2]) for i in range(4)]
        taken: list[list[tuple[str, int]]] = [[] for _ in chats]
        tasks = [asyncio.create_task(shop(chat, list_)) for chat, list_ in zip(chats, taken, strict=True)]
        async with through(chats[0], sides[1]).events() as page:
            await _until(lambda: all(len(one) >= 3 for one in taken))
            await asyncio.to_thread(running.stop)
            for _ in range(AWAY_SECONDS):
                await asyncio.sleep(1)
                assert {(await side.get("/healthz")).status_code for side in sides} == {200}
            before = [len(one) for one in taken]
            await asyncio.to_thread(running.start)
            await _until(lambda: all(len(one) >= was + 3 for one, was in zip(taken, before, strict=True)))
            going.set()
            await asyncio.gather(*tasks)
            assert wrong == []
            assert refused
            for response in refused:
                assert response.headers["content-type"] == "application/problem+json"
                assert int(response.headers["retry-after"]) >= 1
            for chat, said in zip(chats, taken, strict=True):
                log = (await chat.view())["messages"]
                assert [(line["text"], line["seq"]) for line in log if line["role"] == "shopper"] == said
            expected = [line["seq"] for line in (await chats[0].view())["messages"]]
            assert [(await page.next("message")).id for _ in expected] == expected


async def test_sign_ins_are_limited_over_both(stacks):
    body = {"email": "nobody@shop.example", "password": f"not {PASSWORD}"}
    async with clients(stacks) as sides:
        tries = await asyncio.gather(
            *(sides[i % 2].post("/api/staff/session", json=body) for i in range(2 * SIGN_INS + 4))
        )
    codes = [response.status_code for response in tries]
    assert set(codes) == {401, 429}
    assert codes.count(401) <= SIGN_INS


async def _until(check, seconds: float = 120.0) -> None:
    async with asyncio.timeout(seconds):
        while not check():
            await asyncio.sleep(0.1)
