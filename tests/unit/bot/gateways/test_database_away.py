"""The database stops under load: clear refusals, nothing that was acknowledged is lost, and it goes on by itself."""

from __future__ import annotations

import asyncio
import itertools

import pytest

from tests.support.gateway import Chat, running_gateway
from tests.support.postgres import fresh_database, server

pytestmark = pytest.mark.postgres
AWAY_SECONDS = 6.0


@pytest.fixture
def own_server():
    with server(safe=True) as running, fresh_database(running.url) as url:
        yield running, url


class Load:
    """Shoppers who write one line after the other, and send it again with its client_id when they are told to."""

    def __init__(self, chats: list[Chat]) -> None:
        self.chats = chats
        self.acknowledged: dict[str, list[tuple[str, int]]] = {chat.id: [] for chat in chats}
        self.refused: list = []
        self.other: list = []
        self.going = True

    async def run(self) -> None:
        await asyncio.gather(*(self._write(chat) for chat in self.chats))

    async def _write(self, chat: Chat) -> None:
        for number in itertools.count():
            text = f"line {number}"
            while True:
                response = await chat.post(text, client_id=str(number))
                if response.status_code == 200:
                    self.acknowledged[chat.id].append((text, response.json()["seq"]))
                    break
                (self.refused if response.status_code == 503 else self.other).append(response)
                await asyncio.sleep(0.2)
            if not self.going:
                return
            await asyncio.sleep(0.02)

    def count(self) -> int:
        return sum(map(len, self.acknowledged.values()))


async def test_a_stopped_database(make_settings, own_server, rasa):
    running, url = own_server
    rasa.delay = 0.05
    settings = make_settings(database_url=url, message_rate="100000/minute", heartbeat=1)
    async with running_gateway(settings) as first, running_gateway(settings) as second:
        made = [await gateway.chat() for gateway in (first, second) for _ in range(4)]
        # Half of them talk through a gateway other than the one that their page listens to.
        load = Load([Chat((first, second)[i % 2].http, {"id": c.id, "token": c.token}) for i, c in enumerate(made)])
        async with made[0].events() as page:
            writing = asyncio.create_task(load.run())
            while load.count() < 40:
                await asyncio.sleep(0.05)
            await asyncio.to_thread(running.stop)
            before = load.count()
            for _ in range(int(AWAY_SECONDS)):
                await asyncio.sleep(1)
                assert (await first.http.get("/healthz")).status_code == 200
                ready = await first.http.get("/readyz")
                assert ready.status_code == 503
                assert "database" in ready.json()["missing"]
            assert load.count() == before
            assert load.refused
            await asyncio.to_thread(running.start)
            async with asyncio.timeout(30):
                while load.count() < before + 40:
                    await asyncio.sleep(0.05)
            load.going = False
            async with asyncio.timeout(30):
                await writing
            assert load.other == []
            for refused in load.refused:
                assert refused.headers["content-type"] == "application/problem+json"
                assert int(refused.headers["retry-after"]) >= 1
            for chat in made:
                log = (await chat.view())["messages"]
                assert [line["seq"] for line in log] == list(range(1, len(log) + 1))
                lines = [(line["text"], line["seq"]) for line in log if line["role"] == "shopper"]
                assert lines == load.acknowledged[chat.id]
                answers = [line["text"] for line in log if line["role"] == "bot"]
                assert answers == [f"You said: {text}" for text, _ in lines]
            expected = (await made[0].view())["messages"]
            heard = [await page.next("message") for _ in expected]
            assert [event.id for event in heard] == [line["seq"] for line in expected]
            assert (await first.http.get("/readyz")).status_code == 200


async def test_notices_come_again_after_an_outage(make_settings, own_server):
    running, url = own_server
    settings = make_settings(database_url=url, heartbeat=60)
    async with running_gateway(settings) as first, running_gateway(settings) as second:
        chat = await first.chat()
        async with Chat(second.http, {"id": chat.id, "token": chat.token}).events() as page:
            await page.next("state")
            await asyncio.to_thread(running.stop)
            await asyncio.to_thread(running.start)
            async with asyncio.timeout(20):
                while (await chat.post("are you back?", client_id="a")).status_code != 200:
                    await asyncio.sleep(0.1)
            assert [line["text"] for line in await page.messages(2)] == ["are you back?", "You said: are you back?"]
