"""The wishlist API: who may, what it does, what it refuses."""

from __future__ import annotations

import asyncio

import pytest

CALLS = [
    ("GET", ""),
    ("PUT", "/items/p1"),
    ("DELETE", "/items/p1"),
    ("POST", "/share"),
    ("DELETE", "/share/abc"),
]


@pytest.mark.parametrize(("method", "path"), CALLS)
async def test_nobody_comes_in_without_a_token(wishes, method, path):
    response = await wishes.http.request(method, wishes.path + path)
    assert response.status_code == 401
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("method", "path"), CALLS)
async def test_anothers_token_opens_nothing(wishes, other_wishes, method, path):
    await wishes.save("bear")
    response = await wishes.http.request(method, wishes.path + path, headers=other_wishes.headers)
    assert response.status_code == 403
    assert await wishes.ids() == ["bear"]


async def test_saving_twice_is_saving_once(any_wishes):
    await any_wishes.save("p1", "bear", "p1")
    view = await any_wishes.view()
    assert [item["product_id"] for item in view["items"]] == ["p1", "bear"]
    assert all(item["saved"] for item in view["items"])
    assert view["total"] == {"amount": "43.90", "currency": "USD"}  # 19.00 on sale + 24.90
    assert view["share"] is None


async def test_an_empty_list_costs_nothing(wishes):
    view = await wishes.view()
    assert view == {"items": [], "total": {"amount": "0.00", "currency": "USD"}, "share": None}


async def test_saving_at_once_from_several_pages(any_wishes):
    await asyncio.gather(*(any_wishes.save(item) for item in ["p1", "bear", "p1", "sold-out", "bear"]))
    assert sorted(await any_wishes.ids()) == ["bear", "p1", "sold-out"]


async def test_taking_off_twice_is_taking_off_once(wishes):
    await wishes.save("p1", "bear")
    for _ in range(2):
        assert (await wishes.call("DELETE", "/items/p1")).status_code == 204
    assert await wishes.ids() == ["bear"]


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
async def test_an_unknown_product(wishes, method):
    response = await wishes.call(method, "/items/unknown")
    assert response.status_code == 404
    assert response.json()["type"] == "urn:giftfinder:not-found"


async def test_an_id_with_a_slash_and_a_space(wishes):
    await wishes.save("a%2Fb%20c")
    view = await wishes.view()
    assert [(item["product_id"], item["url"]) for item in view["items"]] == [("a/b c", "/go/a%2Fb%20c")]
    assert (await wishes.call("DELETE", "/items/a%2Fb%20c")).status_code == 204
    assert await wishes.ids() == []


async def test_a_product_that_left_the_catalog_is_hidden_and_can_be_taken_off(wishes, shop, catalog):
    await wishes.save("p1", "bear")
    del catalog._products["p1"]
    assert await wishes.ids() == ["bear"]
    assert (await wishes.call("DELETE", "/items/p1")).status_code == 204
    assert (await wishes.call("DELETE", "/items/p1")).status_code == 404  # now neither list nor catalog knows it


async def test_a_full_list(any_wishes):
    await any_wishes.save("p1", "bear", "sold-out", "evil")
    response = await any_wishes.call("PUT", "/items/a%2Fb%20c")
    assert response.status_code == 409
    assert response.json()["limit"] == 4
    await any_wishes.save("p1")  # is on it already
    await any_wishes.call("DELETE", "/items/p1")
    await any_wishes.save("a%2Fb%20c")


async def test_open_pages_hear_of_changes(wishes):
    async with wishes.chat.events() as events:
        assert (await events.next("state")).data["wishlist"] == []
        await wishes.save("bear")
        assert (await events.next("state")).data["wishlist"] == ["bear"]
        await wishes.call("DELETE", "/items/bear")
        assert (await events.next("state")).data["wishlist"] == []
