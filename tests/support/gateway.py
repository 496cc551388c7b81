"""A running gateway for tests: real port, real database, a fake Rasa and a fake catalog."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import httpx

from bot.app import create_app
from bot.services import Services, build_services
from bot.settings import Settings
from catalog_index.product import Money, Product
from tests.support.servers import running


def product(product_id: str, link: str = "https://shop.example/p?x=1#top") -> Product:
    """Return a small product."""
    return Product(product_id, "Dinosaur dig", "A dig.", Money(Decimal("24.90"), "USD"), link)


class FakeCatalog:
    """A CatalogService with a few products and no index."""

    def __init__(self, *products: Product) -> None:
        self._products = {item.id: item for item in products or (product("p1"),)}
        self.ready = False
        self.version = "fake"

    def get(self, product_id: str) -> Product | None:
        return self._products.get(product_id)

    def products(self) -> Sequence[Product]:
        return list(self._products.values())

    async def start(self) -> None:
        self.ready = True

    async def stop(self) -> None:
        self.ready = False


@dataclass
class Event:
    """One server-sent event."""

    name: str
    data: Any
    id: int | None


class Events:
    """Reads server-sent events one by one."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()
        self.heartbeats = 0

    async def next(self, *names: str, seconds: float = 30.0) -> Event:
        """Return the next event (of these names), waiting for it."""
        async with asyncio.timeout(seconds):
            while True:
                event = await self._event()
                if not names or event.name in names:
                    return event

    async def messages(self, count: int) -> list[dict]:
        """Return the next `count` messages."""
        return [(await self.next("message")).data for _ in range(count)]

    async def _event(self) -> Event:
        fields: dict[str, str] = {}
        async for line in self._lines:
            if line.startswith(":"):
                self.heartbeats += 1
            elif line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif "data" in fields:
                seq = int(fields["id"]) if "id" in fields else None
                return Event(fields["event"], json.loads(fields["data"]), seq)
            else:
                fields = {}
        raise EOFError("the stream has ended")


class Chat:
    """One conversation as a client sees it."""

    def __init__(self, http: httpx.AsyncClient, created: dict[str, str]) -> None:
        self.http = http
        self.id = created["id"]
        self.token = created["token"]
        self.path = f"/api/conversations/{self.id}"
        self.headers = {"Authorization": f"Bearer {self.token}"}

    async def post(self, text: str | None = None, **fields: Any) -> httpx.Response:
        body = fields if text is None else {"text": text, **fields}
        return await self.http.post(f"{self.path}/messages", json=body, headers=self.headers)

    async def say(self, text: str | None = None, **fields: Any) -> dict:
        """Post and return the answer, which must be a good one."""
        response = await self.post(text, **fields)
        assert response.status_code == 200, response.text
        return response.json()

    async def edit(self, **parts: Any) -> httpx.Response:
        return await self.http.patch(f"{self.path}/brief", json=parts, headers=self.headers)

    async def view(self) -> dict:
        response = await self.http.get(self.path, headers=self.headers)
        assert response.status_code == 200, response.text
        return response.json()

    @contextlib.asynccontextmanager
    async def events(self, last_event_id: int | str | None = None) -> AsyncIterator[Events]:
        headers = dict(self.headers)
        if last_event_id is not None:
            headers["Last-Event-ID"] = str(last_event_id)
        async with self.http.stream("GET", f"{self.path}/events", headers=headers) as response:
            assert response.status_code == 200
            yield Events(response)


@dataclass
class Gateway:
    """The running gateway."""

    services: Services
    http: httpx.AsyncClient

    async def chat(self) -> Chat:
        """Make a conversation."""
        response = await self.http.post("/api/conversations")
        assert response.status_code == 201, response.text
        return Chat(self.http, response.json())


@contextlib.asynccontextmanager
async def running_gateway(settings: Settings, catalog: FakeCatalog | None = None) -> AsyncIterator[Gateway]:
    """Start a gateway and stop it again."""
    services = build_services(settings, catalog=catalog or FakeCatalog())
    app = create_app(services)
    limits = httpx.Limits(max_connections=200)

    def stop() -> None:
        services.conversations.broker.close()
        services.office.close()

    async with (
        running(app, lifespan="on", before_stop=stop) as url,
        httpx.AsyncClient(base_url=url, timeout=60, limits=limits, trust_env=False) as http,
    ):
        yield Gateway(services, http)
