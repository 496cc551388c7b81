"""The steady load of `giftfinder bench swap`, and what is told of it."""

from __future__ import annotations

import asyncio
import csv
import json
from decimal import Decimal

import pytest
from rich.console import Console

from bot.bench import ours, swap
from bot.bench.load import BEGIN, MESSAGE, SEARCH, Call, Load, mixed
from bot.bench.machine import this_machine
from tests.support.servers import running


class Shop:
    """A gateway that only answers; `late` holds every message back until it is set."""

    def __init__(self) -> None:
        self.late = asyncio.Event()
        self.late.set()
        self.asked: list[str] = []
        self.answer: dict[str, object] = {"type": "product_cards", "items": [card("a", "5.00")]}
        self.status = 200
        self.url = ""

    async def __call__(self, scope, receive, send):
        assert scope["type"] == "http"
        path = scope["path"]
        self.asked.append(path)
        status, body = 200, b"{}"
        if path == "/api/conversations":
            body = b'{"id": "c%d", "token": "t"}' % len(self.asked)
        elif path.endswith("/messages"):
            await self.late.wait()
            status = self.status
            body = json.dumps({"replies": [self.answer]}).encode()
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body})


def card(product: str, price: str) -> dict[str, object]:
    return {"product_id": product, "price": {"amount": price, "currency": "USD"}}


@pytest.fixture
async def shop():
    shop = Shop()
    async with running(shop) as url:
        shop.url = url
        yield shop


async def until(holds) -> None:
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.01)


async def test_answers_that_are_late_do_not_make_the_load_lighter(shop):
    shop.late.clear()
    async with Load(shop.url, 50, 50, phase="one") as load:
        await until(lambda: sum(path.endswith("/messages") for path in shop.asked) > 10)
        assert not [call for call in load.calls if call.kind == MESSAGE]
        load.phase = "two"
        shop.late.set()
        await until(lambda: any(call.kind == MESSAGE and call.phase == "two" for call in load.calls))
    assert load.problems == {}
    assert {call.kind for call in load.calls} == {SEARCH, MESSAGE, BEGIN}
    # What fell due in the first phase belongs to it, whenever the answer came.
    assert sum(call.kind == MESSAGE and call.phase == "one" for call in load.calls) > 10
    assert set(load.slowest()) == {"one", "two"}
    assert [("a", Decimal("5.00"))] in [shown[:1] for shown in load.cards.values()]


@pytest.mark.parametrize(
    ("status", "answer", "problem"),
    [
        (503, {}, "status 503"),
        (200, {"type": "text", "text": "One moment please, I'm getting my thoughts together."}, "put off"),
        (200, {"type": "text", "text": "Sold out at the moment."}, None),
    ],
)
async def test_what_goes_wrong_is_told(shop, status, answer, problem):
    async with Load(shop.url, 50, 50, phase="one") as load:
        await until(lambda: len(load.cards) > 0)
        shop.status, shop.answer = status, answer
        seen = len(load.calls)
        await until(lambda: any(call.kind == MESSAGE for call in load.calls[seen:]))
    told = {call.problem for call in load.calls if call.kind == MESSAGE} - {""}
    assert told == ({problem} if problem else set())
    assert all("one, " in line for line in load.problems)


def test_a_conversation_with_cards_of_two_catalogs_is_mixed():
    usual, dearer = {"a": Decimal("5.00"), "b": Decimal("7.00")}, Decimal("1.00")
    cards = {
        "old": [("a", Decimal("5.00")), ("b", Decimal("7.00"))],
        "new": [("a", Decimal("6.00")), ("unknown", Decimal("1.00"))],
        "both": [("a", Decimal("5.00")), ("b", Decimal("8.00"))],
        "neither": [("a", Decimal("5.50"))],
        "none": [],
    }
    assert mixed(cards, usual, dearer) == ["both", "neither"]


def test_the_other_feed_is_dearer_and_of_new_brands(tmp_path):
    swap.write_other(ours.DEMO_FEED, tmp_path / "other.csv")
    before, after = swap.prices(ours.DEMO_FEED), swap.prices(tmp_path / "other.csv")
    assert {name: price + swap.DEARER for name, price in before.items()} == after
    with (tmp_path / "other.csv").open(encoding="utf-8", newline="") as file:
        assert "Quillomar" in {row["brand"] for row in csv.DictReader(file)}


def test_figures_stand_beside_the_same_load_without_a_swap():
    calls = [Call(SEARCH, swap.PEER, 0.1), Call(SEARCH, swap.SWAP, 0.3), Call(SEARCH, swap.SWAP, 9.0, "status 503")]
    report = swap.SwapReport(
        machine=this_machine(), searches=20, messages=10, trained=True, seconds={swap.PEER: 30.0, swap.SWAP: 90.0},
        timed=swap.timed(calls), problems={"retrain and swap, search: status 503": 1}, conversations=4, mixed=1,
    )  # fmt: skip
    assert report.errors == 2
    row = next(row for row in report.to_json()["answers"] if (row["phase"], row["kind"]) == (swap.SWAP, SEARCH))
    assert (row["count"], row["failed"], row["slowest_ms"]) == (2, 1, 300)
    assert row["times_peer"] == {"p50": 3.0, "p95": 3.0, "slowest": 3.0}
    console = Console(record=True, width=150)
    swap.show(console, report)
    text = console.export_text()
    assert "4 conversations, 1 of them" in text
    assert "status 503: 1" in text


async def test_patient_shoppers_wait_for_a_slow_shop(shop):
    shop.late.clear()
    async with Load(shop.url, 50, 50, phase="one", patience=4) as load:
        await until(lambda: sum(path.endswith("/messages") for path in shop.asked) == 4)
        searches = shop.asked.count("/store")
        await asyncio.sleep(0.2)
        assert sum(path.endswith("/messages") for path in shop.asked) == 4
        assert shop.asked.count("/store") == searches
        shop.late.set()
        await until(lambda: sum(path.endswith("/messages") for path in shop.asked) > 6)
    assert load.problems == {}
