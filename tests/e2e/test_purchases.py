"""From the card to the order: shown, followed, bought, and the merchant sees why and how much."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot.decisions.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from tests.support.merchant import Merchant
from tests.support.shopper import Shopper, cards
from tests.support.stack import Stack

SECRET = "the-stores-own-secret"


@pytest.fixture(scope="module")
def selling(tmp_path_factory):
    """A stack whose store tells it of orders."""
    stack = Stack(tmp_path_factory.mktemp("selling"), purchase_secret=SECRET)
    try:
        yield stack.start()
    finally:
        stack.end()


def tell(stack: Stack, order: dict, secret: str = SECRET) -> int:
    body, stamp = json.dumps(order).encode(), int(time.time())
    headers = {TIMESTAMP_HEADER: str(stamp), SIGNATURE_HEADER: sign(secret, stamp, body)}
    url = f"{stack.url}/api/webhooks/purchases/generic"
    return httpx.post(url, content=body, headers=headers, trust_env=False).status_code


def test_an_order_is_told_and_counted_once(selling):
    selling.wait_ready(120)
    shopper, merchant = Shopper(selling.url), Merchant(selling)
    card = cards(shopper.say("a gift for my 8-year-old niece who loves dinosaurs, under $40")["replies"])[0]
    target = shopper.http.get(f"{card['url']}?c={shopper.id}", follow_redirects=False).headers["location"]
    token = parse_qs(urlsplit(target).query)["gf_click"][0]
    now = datetime.now(UTC).isoformat()
    item = {"product_id": card["product_id"], "quantity": 1, "amount": card["price"]["amount"]}
    order = {"order_id": "1001", "status": "paid", "ordered_at": now, "updated_at": now, "currency": "USD"}
    order |= {"click_id": token, "items": [item]}
    assert tell(selling, order, secret="not-the-secret-at-all") == 401
    assert [tell(selling, order) for _ in range(3)] == [204] * 3
    insight = merchant.call("GET", "/insight")
    funnel = dict(zip(insight["stages"], insight["funnel"]["counts"], strict=True))
    assert (funnel["shown"], funnel["clicked"], funnel["bought"]) == (1, 1, 1)
    assert insight["sales"] == [{"orders": 1, "amount": float(card["price"]["amount"]), "currency": "USD"}]

    [line] = merchant.call("GET", "/receipts", params={"product_id": card["product_id"]})["receipts"]
    receipt = merchant.call("GET", f"/receipts/{line['id']}")
    assert receipt["brief"]["interests"] == ["dinosaurs"] and receipt["release"]
    assert receipt["candidates"][0]["product_id"] == card["product_id"]
    assert receipt["candidates"][0]["score"] > receipt["candidates"][-1]["score"]
    assert len(receipt["candidates"]) > len(receipt["shown"])
    shopper.close()
    merchant.close()
