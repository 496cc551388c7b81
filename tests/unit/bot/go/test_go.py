"""/go/: to the shop, counted; nothing but known products."""

import pytest
from sqlalchemy import select

from bot.go.links import with_campaign
from bot.go.models import Click
from tests.support.gateway import FakeCatalog, product, running_gateway


async def clicks(gateway) -> list[str]:
    async with gateway.services.database.read() as session:
        return list((await session.scalars(select(Click.product_id).order_by(Click.id))).all())


async def test_redirects_with_campaign_parameters_and_counts(any_gateway):
    response = await any_gateway.http.get("/go/p1")
    assert response.status_code == 302
    target = "https://shop.example/p?x=1&utm_source=giftfinder&utm_medium=chat#top"
    assert response.headers["location"] == target
    assert response.headers["cache-control"] == "no-store"
    await any_gateway.http.get("/go/p1")
    assert await clicks(any_gateway) == ["p1", "p1"]


async def test_looking_is_not_counted(gateway):
    assert (await gateway.http.head("/go/p1")).status_code == 302
    assert (await gateway.http.get("/go/p1", headers={"sec-purpose": "prefetch"})).status_code == 302
    assert await clicks(gateway) == []


@pytest.mark.parametrize("unknown", ["p2", "P1", "p1/", "p1%20", "%00", "..%2fp1", "https://evil.example", "x" * 900])
async def test_anything_else_is_not_found(any_gateway, unknown):
    response = await any_gateway.http.get(f"/go/{unknown}")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert "location" not in response.headers
    assert await clicks(any_gateway) == []


async def test_odd_ids_and_odd_links(make_settings):
    catalog = FakeCatalog(
        product("SKU/1 ä", "https://shop.example/1"),
        product("bad", "javascript:alert(1)"),
        product("long" * 100, "https://shop.example/long"),
    )
    async with running_gateway(make_settings(campaign_params=""), catalog) as gateway:
        response = await gateway.http.get("/go/SKU%2F1%20%C3%A4")
        assert response.headers["location"] == "https://shop.example/1"
        assert (await gateway.http.get("/go/bad")).status_code == 404
        assert (await gateway.http.get("/go/" + "long" * 100)).status_code == 302


@pytest.mark.parametrize(
    ("link", "params", "result"),
    [
        ("https://a.b/c", "u=1&v=2", "https://a.b/c?u=1&v=2"),
        ("https://a.b/c?x=1", "u=1", "https://a.b/c?x=1&u=1"),
        ("https://a.b/c?x=1&", "u=1", "https://a.b/c?x=1&u=1"),
        ("https://a.b/c?#f", "u=1", "https://a.b/c?u=1#f"),
        ("https://a.b/c?x=a%20b+c&sig=%2F%3d&y#/r?u=9", "u=1", "https://a.b/c?x=a%20b+c&sig=%2F%3d&y&u=1#/r?u=9"),
        ("https://a.b/c?u=own", "u=1&v=2", "https://a.b/c?u=own&v=2"),
        ("https://a.b/c?u=", "u=1", "https://a.b/c?u="),
        ("https://a.b/c?u=own", "u=1", "https://a.b/c?u=own"),
        ("https://a.b/c", "", "https://a.b/c"),
        ("https://a.b", "n=a b&m=%26", "https://a.b?n=a+b&m=%26"),
    ],
)
def test_parameters_are_added_and_nothing_else_is_touched(link, params, result):
    assert with_campaign(link, params) == result
