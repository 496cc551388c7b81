"""A gateway with staff accounts, and browsers that are signed in."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
import pytest

from tests.support.gateway import Gateway, running_gateway

PASSWORD = "otter-teapot-lantern"


@dataclass
class Desk:
    """One staff member's browser."""

    http: httpx.AsyncClient
    email: str

    async def sign_in(self, password: str = PASSWORD) -> httpx.Response:
        body = {"email": self.email, "password": password}
        return await self.http.post("/api/staff/session", json=body)

    def csrf(self) -> dict[str, str]:
        return {"X-CSRF-Token": self.http.cookies.get("giftfinder_csrf", "")}

    async def call(self, method: str, path: str, **options) -> httpx.Response:
        """As the console calls: with the token of the page."""
        headers = {**self.csrf(), **options.pop("headers", {})}
        return await self.http.request(method, path, headers=headers, **options)


@pytest.fixture
async def office(make_settings):
    async with running_gateway(make_settings()) as running:
        yield running


@pytest.fixture
def desk(office):
    """Makes an account with this role and its browser, signed in unless told otherwise."""
    clients: list[httpx.AsyncClient] = []

    async def make(role: str = "agent", email: str = "", *, gateway: Gateway = office, sign_in: bool = True) -> Desk:
        address = email or f"{role}@shop.example"
        await gateway.services.staff.add(address, role, PASSWORD)
        http = httpx.AsyncClient(base_url=gateway.http.base_url, timeout=60, trust_env=False)
        clients.append(http)
        made = Desk(http, address)
        if sign_in:
            assert (await made.sign_in()).status_code == 204
        return made

    return make
