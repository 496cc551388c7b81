"""A gateway with a few products, and the wishlist calls of a conversation."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import httpx
import pytest

from catalog_index.product import Availability, Money
from tests.support.gateway import Chat, FakeCatalog, product, running_gateway

STORE = "http://localhost:8000/store"


class Wishes:
    """The wishlist calls of one conversation."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.http = chat.http
        self.path = f"{chat.path}/wishlist"
        self.headers = chat.headers

    async def call(self, method: str, path: str = "", **options) -> httpx.Response:
        return await self.http.request(method, self.path + path, headers=self.headers, **options)

    async def save(self, *ids: str) -> None:
        for product_id in ids:
            assert (await self.call("PUT", f"/items/{product_id}")).status_code == 204

    async def view(self) -> dict:
        response = await self.call("GET")
        assert response.status_code == 200, response.text
        return response.json()

    async def ids(self) -> list[str]:
        return [item["product_id"] for item in (await self.view())["items"]]

    async def share(self, title: str | None = None) -> dict:
        response = await self.call("POST", "/share", json={"title": title} if title is not None else {})
        assert response.status_code == 201, response.text
        return response.json()


@pytest.fixture
def catalog():
    picture = f"{STORE}/pictures/teddy.4.svg"
    bear = replace(product("bear", f"{STORE}/products/bear"), title="Brown bear", images=(picture,), brand="Otterby")
    cheap = Money(Decimal("19.00"), "USD")
    return FakeCatalog(
        bear,
        replace(product("p1"), images=("https://cdn.example/dig.jpg",), sale_price=cheap),
        replace(product("sold-out"), title="Sold out", availability=Availability.OUT_OF_STOCK),
        replace(product("a/b c"), title="Odd id"),
        replace(product("evil"), title='<script>alert("1")</script>', brand='"><img src=x onerror=alert(1)>'),
    )


@pytest.fixture
async def shop(make_settings, catalog):
    async with running_gateway(make_settings(wishlist_limit=4), catalog) as running:
        yield running


@pytest.fixture
async def any_shop(make_settings, database_url, catalog):
    """The shop on each kind of database."""
    settings = make_settings(database_url=database_url, wishlist_limit=4)
    async with running_gateway(settings, catalog) as running:
        yield running


@pytest.fixture
async def wishes(shop):
    return Wishes(await shop.chat())


@pytest.fixture
async def other_wishes(shop):
    """Somebody else's list."""
    return Wishes(await shop.chat())


@pytest.fixture
async def any_wishes(any_shop):
    return Wishes(await any_shop.chat())
