"""The scale bench finds what is lost, doubled, unanswered or untold, and says so."""

from __future__ import annotations

import asyncio
import json
import os

import httpx
import pytest
from rich.console import Console

from bot.bench.machine import cpu_seconds, this_machine
from bot.bench.scale import run
from bot.bench.scale.report import Bursts, Long, ScaleReport, Stage, Steady, show
from bot.bench.scale.talks import Talk, begin, losses
from tests.support.servers import running


def line(seq, role, client_id=None):
    return {"seq": seq, "role": role, "client_id": client_id, "text": ""}


def talk(*acknowledged, heard=()):
    return Talk("c", "t", dict.fromkeys(acknowledged, "hello"), set(heard))


WHOLE = [line(1, "shopper", "a"), line(2, "bot"), line(3, "shopper", "b"), line(4, "bot"), line(5, "bot")]


def test_nothing_is_found_where_nothing_is_wrong():
    assert losses(talk("a", "b", heard=(2, 4, 5)), WHOLE) == {}


@pytest.mark.parametrize(
    ("of", "log", "found"),
    [
        (talk("a", "b", "c", heard=(2, 4, 5)), WHOLE, {"lost": 1}),
        (talk("a", "b", heard=(2, 4)), WHOLE, {"not told to the open page": 1}),
        (talk("a", "b", heard=(2,)), WHOLE[:3], {"unanswered": 1}),
        (talk("a", heard=(2, 4)), [*WHOLE[:2], line(3, "shopper", "a"), line(4, "bot")], {"doubled": 1}),
        (talk("a", "b", heard=(2, 4, 5)), [*WHOLE[:3], *WHOLE[4:]], {"a gap in the log": 1}),
    ],
)
def test_what_is_wrong_is_found(of, log, found):
    assert losses(of, log) == found


class Shop:
    """A gateway that keeps a log and answers each message; `forgetful` acknowledges without storing."""

    def __init__(self) -> None:
        self.logs: dict[str, list[dict]] = {}
        self.forgetful = self.deaf = self.muddled = False

    async def __call__(self, scope, receive, send):
        assert scope["type"] == "http"
        path, method = scope["path"].split("/")[2:], scope["method"]
        if method == "POST" and len(path) == 1:
            self.logs[name := f"c{len(self.logs)}"] = []
            return await self.send(send, {"id": name, "token": "t"})
        log = self.logs[path[1]]
        if method == "GET" and len(path) == 2:
            return await self.send(send, {"messages": log})
        if method == "GET":
            return await self.stream(log, send, receive)
        said = json.loads((await receive())["body"])
        line = {"seq": len(log) + 1, "role": "shopper", **said}
        reply = {"seq": len(log) + 2, "role": "bot", "text": "yes"}
        if not self.forgetful:
            log += [line, reply]
        budget = int(said["text"].rpartition("$")[2]) if "$" in said["text"] else 0
        brief = {"budget": {"max": 1 if self.muddled else budget}}
        return await self.send(send, {"seq": line["seq"], "replies": [reply], "brief": brief})

    async def stream(self, log, send, receive):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        sent = 0
        await send({"type": "http.response.body", "body": b": open\n\n", "more_body": True})
        for _ in range(2000):
            for message in () if self.deaf else log[sent:]:
                body = f"event: message\ndata: {json.dumps(message)}\n\n".encode()
                await send({"type": "http.response.body", "body": body, "more_body": True})
            sent = len(log)
            await asyncio.sleep(0.01)

    async def send(self, send, body):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": json.dumps(body).encode()})


@pytest.fixture
async def shop():
    yield Shop()


@pytest.fixture
async def http(shop):
    async with running(shop) as url, httpx.AsyncClient(base_url=url, trust_env=False, timeout=20) as client:
        yield client


async def test_bursts_and_long_conversations_of_a_good_shop(http):
    assert await run.burst(http, 2, 5) == Bursts(2, 5, 2, {})
    long = await run.long_conversation(http, 9)
    assert (long.turns, long.problems) == (9, {})
    assert long.first > 0 < long.last


async def test_a_muddled_or_forgetful_shop_is_found_out(shop, http):
    shop.muddled = True
    found = await run.burst(http, 1, 5)
    assert (found.clean, found.problems) == (0, {"not answered as its own line says": 5})
    shop.muddled, shop.forgetful = False, True
    found = await run.burst(http, 1, 5)
    assert found.clean == 0
    assert found.problems["not stored once"] == 5


async def test_steady_load_counts_what_the_pages_hear(shop, http):
    plan = Stage(conversations=4, rate=20.0, seconds=0.5)
    found = await run.steady(http, 0, plan)
    assert found.problems == {}
    assert found.messages == 10
    shop.deaf = True
    found = await run.steady(http, 0, plan)
    assert found.problems["not told to the open page"] == 10


async def test_a_message_that_is_refused_is_a_problem():
    async with httpx.AsyncClient(
        base_url="http://shop", transport=httpx.MockTransport(lambda request: httpx.Response(503))
    ) as http:
        one = talk()
        assert await one.say(http, "hello") == "status 503"
        assert one.acknowledged == {}
        with pytest.raises(httpx.HTTPError):
            await begin(http)


def test_cpu_of_a_process_is_read_and_of_none_is_zero():
    sum(number * number for number in range(2_000_000))
    assert cpu_seconds(os.getpid()) > 0
    assert cpu_seconds(2**22 + 1) == 0


def test_the_report_tells_ratios_and_problems():
    def steady(p95, **problems):
        return Steady(10, 100, 9.9, 0.1, p95, 0.9, {"Rasa": 0.25}, problems)

    rows = (
        (1, steady(0.2), Bursts(2, 60, 2, {}), Long(400, 0.1, 0.15, {})),
        (2, steady(0.1, lost=3), Bursts(2, 60, 1, {"out of order": 1}), Long(400, 0.1, 0.1, {})),
    )
    report = ScaleReport(this_machine(), Stage(), rows)
    assert report.errors == 4
    first, second = report.to_json()["results"]
    assert (first["steady"]["times_first"], second["steady"]["times_first"]) == (1.0, 0.5)
    assert first["long"]["times_first"] == 1.5
    console = Console(record=True, width=200)
    show(console, report)
    text = console.export_text()
    assert "3 × lost" in text
    assert "1 × out of order" in text
