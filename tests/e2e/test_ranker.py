"""Shoppers' deeds through the API teach a ranker; the order changes while the stack runs, receipts say so, and it goes."""

from __future__ import annotations

import json
import time

import pytest

from tests.support.merchant import Merchant
from tests.support.shopper import Shopper, cards
from tests.support.stack import Stack

INTERESTS = ("tea", "coffee", "gardening", "chess", "cooking", "reading", "music", "hiking", "knitting", "baking")
SHOPPERS = 8  # of each
SETTINGS = {"ranker_min_sessions": 40, "ranker_min_takes": 40, "ranker_tolerance": 0.2, "prior_weight": 0}


@pytest.fixture(scope="module")
def teaching(tmp_path_factory):
    """A stack that learns from few."""
    stack = Stack(tmp_path_factory.mktemp("teaching"), **SETTINGS)
    try:
        yield stack.start()
    finally:
        stack.end()


def ask(stack: Stack, interest: str, *, take: bool = False) -> list[dict]:
    """The cards for a friend with an interest; who takes follows and saves the dearest, whatever its place."""
    shopper = Shopper(stack.url)
    try:
        shown = cards(shopper.say(f"a gift for my friend who loves {interest}")["replies"])
        if take and shown:
            dearest = max(shown, key=price)
            shopper.http.get(f"{dearest['url']}?c={shopper.id}", follow_redirects=False)
            saved = shopper.call("PUT", f"/wishlist/items/{dearest['product_id']}")
            assert saved.is_success, saved.text
    finally:
        shopper.close()
    return shown


def price(card: dict) -> float:
    return float(card["price"]["amount"])


def ids(shown: list[dict]) -> list[str]:
    return [card["product_id"] for card in shown]


def orders(stack: Stack) -> dict[str, list[dict]]:
    return {interest: ask(stack, interest) for interest in INTERESTS}


def wait_until(check, seconds: float = 60.0):
    end = time.monotonic() + seconds
    while not (found := check()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.5)
    return found


def test_a_taste_is_learnt_used_named_and_removed(teaching):
    teaching.wait_ready(120)
    merchant = Merchant(teaching)
    before = orders(teaching)
    assert all(before.values())
    for interest in INTERESTS:
        for _ in range(SHOPPERS):
            ask(teaching, interest, take=True)

    kept = json.loads(teaching.command("ranker", "train", "--json"))
    assert kept["sessions"] == len(INTERESTS) * SHOPPERS
    assert kept["measured"]["least"] > 0 and kept["kept"]
    assert kept["judged"]["wishes"] == 138
    assert ids(ask(teaching, "tea")) == ids(before["tea"]), "what is kept is not used by that"

    teaching.command("ranker", "use", kept["kept"])
    assert json.loads(teaching.command("ranker", "show", kept["kept"], "--json"))["parts"]["price"] > 0

    def last_receipt() -> dict:
        ask(teaching, "tea")
        [line, *_] = merchant.call("GET", "/receipts")["receipts"]
        return merchant.call("GET", f"/receipts/{line['id']}")

    receipt = wait_until(lambda: (found := last_receipt())["ranker"] == kept["kept"] and found)
    added = {item["product_id"]: item["learned"] for item in receipt["candidates"] if item["learned"] is not None}
    assert len(set(added.values())) > 1 and max(map(abs, added.values())) <= 0.25

    after = orders(teaching)
    assert [interest for interest in INTERESTS if ids(after[interest]) != ids(before[interest])]
    means = [sum(price(card) for found in side.values() for card in found) for side in (before, after)]
    assert means[1] > 1.1 * means[0], "shoppers who take the dearest are shown dearer gifts"

    # Bound by the budget as ever.
    shopper = Shopper(teaching.url)
    shown = cards(shopper.say("a gift for my friend who loves tea, under $20")["replies"])
    assert shown and all(price(card) <= 20 for card in shown)
    shopper.close()

    assert json.loads(teaching.command("ranker", "remove", "--json"))["before"] == kept["kept"]
    wait_until(lambda: last_receipt()["ranker"] is None)
    assert {name: ids(found) for name, found in orders(teaching).items()} == {
        name: ids(found) for name, found in before.items()
    }
    # Months later: the receipt still names it, and what it had learnt can still be read.
    assert merchant.call("GET", f"/receipts/{receipt['id']}")["ranker"] == kept["kept"]
    assert json.loads(teaching.command("ranker", "show", "--json"))["used"] == ""
    assert json.loads(teaching.command("ranker", "show", kept["kept"], "--json"))["traits"]
    merchant.close()
