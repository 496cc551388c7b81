"""Orders by signed webhook: three kinds of store, repeats, late calls, and whose click it was."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from bot.decisions.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from bot.learning.models import Order
from bot.learning.orders import OrderError, generic, shopify, woocommerce
from tests.support.gateway import running_gateway
from tests.unit.bot.learning.conftest import SECRET

NOW = datetime.now(UTC).replace(microsecond=0)


def order(**changes) -> dict:
    item = {"product_id": "p1", "quantity": 2, "amount": "49.80"}
    times = {"ordered_at": NOW.isoformat(), "updated_at": NOW.isoformat()}
    return {"order_id": "A1", "status": "paid", "currency": "USD", "items": [item], **times, **changes}


def shopify_order(**changes) -> dict:
    line = {"sku": "", "variant_id": 22, "product_id": 11, "quantity": 2, "price": "24.90"}
    times = {"created_at": NOW.isoformat(), "updated_at": NOW.isoformat()}
    return {
        "id": 900, "financial_status": "paid", "currency": "USD", "line_items": [line], "email": "x@y.example", **times, **changes
    }  # fmt: skip


def woo_order(**changes) -> dict:
    line = {"sku": "p1", "product_id": 7, "variation_id": 0, "quantity": 1, "total": "24.90"}
    gmt = NOW.replace(tzinfo=None).isoformat()
    times = {"date_created_gmt": gmt, "date_modified_gmt": gmt}
    return {
        "id": 700,
        "status": "processing",
        "currency": "USD",
        "line_items": [line],
        "meta_data": [],
        **times,
        **changes,
    }


def hmac64(body: bytes) -> str:
    return base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest()).decode()


def signed(source: str, body: bytes, *, at: float | None = None) -> dict[str, str]:
    if source == "shopify":
        return {"X-Shopify-Hmac-Sha256": hmac64(body), "X-Shopify-Topic": "orders/paid"}
    if source == "woocommerce":
        return {"X-WC-Webhook-Signature": hmac64(body), "X-WC-Webhook-Topic": "order.updated"}
    stamp = int(time.time() if at is None else at)
    return {TIMESTAMP_HEADER: str(stamp), SIGNATURE_HEADER: sign(SECRET, stamp, body)}


async def tell(office, source: str, data: object, **headers) -> int:
    body = json.dumps(data).encode()
    path = f"/api/webhooks/purchases/{source}"
    answer = await office.http.post(path, content=body, headers={**signed(source, body), **headers})
    return answer.status_code


async def orders(office) -> list[Order]:
    async with office.services.database.read() as session:
        return list((await session.scalars(select(Order))).all())


async def follow(office, chat, product_id: str = "p1") -> str:
    """Click as the widget's links do; returns the token that the store gets."""
    answer = await office.http.get(f"/go/{product_id}?c={chat.id}")
    return parse_qs(urlsplit(answer.headers["location"]).query)["gf_click"][0]


SAMPLES = {"generic": order(), "shopify": shopify_order(), "woocommerce": woo_order()}


@pytest.mark.parametrize("source", SAMPLES)
async def test_an_order_is_kept_once_however_often_it_is_told(office, source):
    for _ in range(3):
        assert await tell(office, source, SAMPLES[source]) == 204
    [kept] = await orders(office)
    assert (kept.state, kept.currency, kept.click) == ("paid", "USD", None)
    assert "example" not in json.dumps(kept.lines)


@pytest.mark.parametrize("source", SAMPLES)
async def test_what_is_not_the_store_s_is_refused(office, source):
    body = json.dumps(SAMPLES[source]).encode()
    path = f"/api/webhooks/purchases/{source}"
    assert (await office.http.post(path, content=body)).status_code == 401
    headers = signed(source, body)
    assert (await office.http.post(path, content=body + b" ", headers=headers)).status_code == 401
    assert await orders(office) == []


async def test_an_old_call_can_t_be_played_again(office):
    body = json.dumps(order()).encode()
    headers = signed("generic", body, at=time.time() - 900)
    answer = await office.http.post("/api/webhooks/purchases/generic", content=body, headers=headers)
    assert answer.status_code == 401


async def test_a_store_without_a_secret_has_no_webhook(make_settings):
    async with running_gateway(make_settings(shopify_secret=SECRET)) as office:
        assert await tell(office, "generic", order()) == 404
        assert await tell(office, "amazon", order()) == 404
        assert await tell(office, "shopify", shopify_order()) == 204


async def test_a_late_call_does_not_undo_a_newer_one(office):
    later = (NOW + timedelta(minutes=5)).isoformat()
    assert await tell(office, "generic", order(status="cancelled", updated_at=later)) == 204
    assert await tell(office, "generic", order(status="paid")) == 204
    assert [kept.state for kept in await orders(office)] == ["cancelled"]
    assert (
        await tell(office, "generic", order(status="paid", updated_at=(NOW + timedelta(minutes=9)).isoformat())) == 204
    )
    assert [kept.state for kept in await orders(office)] == ["paid"]


@pytest.mark.parametrize("source", SAMPLES)
async def test_an_order_belongs_to_the_click_that_led_to_it(office, source):
    chat = await office.chat()
    token = await follow(office, chat)
    landing = f"/products/dig?utm_source=giftfinder&gf_click={token}"
    told = {
        "generic": order(click_id=token),
        "shopify": shopify_order(landing_site=landing),
        "woocommerce": woo_order(
            meta_data=[{"key": "_wc_order_attribution_session_entry", "value": f"https://shop.example{landing}"}]
        ),
    }[source]
    assert await tell(office, source, told) == 204
    [kept] = await orders(office)
    assert (kept.conversation_id, kept.click) == (chat.id, 1)
    # A later state that no longer says so keeps what is known.
    del told[{"generic": "click_id", "shopify": "landing_site", "woocommerce": "meta_data"}[source]]
    assert await tell(office, source, told) == 204
    assert [kept.conversation_id for kept in await orders(office)] == [chat.id]


async def test_a_token_of_nobody_or_of_long_ago_counts_for_nothing(office):
    chat = await office.chat()
    token = await follow(office, chat)
    long_after = (NOW + timedelta(days=31)).isoformat()
    assert await tell(office, "generic", order(click_id="x" * 22)) == 204
    assert await tell(office, "generic", order(order_id="A2", click_id=token, ordered_at=long_after)) == 204
    assert [kept.click for kept in await orders(office)] == [None, None]


async def test_links_carry_a_token_only_where_orders_are_told(make_settings):
    async with running_gateway(make_settings()) as office:
        assert "gf_click" not in (await office.http.get("/go/p1")).headers["location"]


async def test_tests_of_the_store_and_other_topics_are_passed_over(office):
    body = b"webhook_id=12"
    headers = signed("woocommerce", body) | {"X-WC-Webhook-Topic": "action.ping"}
    path = "/api/webhooks/purchases/woocommerce"
    assert (await office.http.post(path, content=body, headers=headers)).status_code == 204
    assert await tell(office, "shopify", {"id": 1}, **{"X-Shopify-Topic": "products/update"}) == 204
    assert await orders(office) == []


@pytest.mark.parametrize(
    "wrong",
    [[], {}, order(status="sold"), order(currency="usd"), order(items=None), order(order_id="x" * 65),
     order(updated_at="soon"), order(items=[{"product_id": "p1", "quantity": -1, "amount": "1"}]),
     order(items=[{"product_id": "p1", "quantity": 1, "amount": "NaN"}])],
)  # fmt: skip
async def test_signed_nonsense_is_named(office, wrong):
    assert await tell(office, "generic", wrong) == 422
    assert await orders(office) == []


def test_shopify_s_orders_are_read():
    read = shopify(shopify_order(note_attributes=[{"name": "gf_click", "value": "tok"}]))
    [line] = read.lines
    assert (read.reference, read.token, line.names, line.quantity) == ("900", "tok", ("22", "11", "11_22"), 2)
    assert str(line.amount) == "49.80"
    states = {"pending": "open", "paid": "paid", "partially_refunded": "paid", "refunded": "cancelled"}
    for given, state in states.items():
        assert shopify(shopify_order(financial_status=given)).state == state
    assert shopify(shopify_order(cancelled_at=NOW.isoformat())).state == "cancelled"


def test_woocommerce_s_orders_are_read():
    [line] = woocommerce(woo_order()).lines
    assert (line.names, line.quantity, str(line.amount)) == (("p1", "7"), 1, "24.90")
    states = {"pending": "open", "on-hold": "open", "processing": "paid", "completed": "paid", "refunded": "cancelled"}
    for given, state in states.items():
        assert woocommerce(woo_order(status=given)).state == state
    assert woocommerce(woo_order(meta_data=[{"key": "_gf_click", "value": "tok"}])).token == "tok"


def test_an_order_without_its_time_is_none():
    data = order()
    del data["updated_at"]
    with pytest.raises(OrderError, match="updated_at"):
        generic(data)
