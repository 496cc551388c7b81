"""Who may call what, for every route there is: a new route without a rule fails here."""

from __future__ import annotations

import re

from fastapi.routing import APIRoute
from starlette.routing import Route

from bot.app import ROUTERS, create_app
from bot.services import build_services
from tests.support.gateway import FakeCatalog
from tests.unit.bot.staff.conftest import desk, office

__all__ = ["desk", "office"]

# What anybody may call. All else is a conversation's (its token), an agent's, a merchant's, or any staff member's.
PUBLIC = {
    ("POST", "/api/conversations"),
    ("POST", "/api/staff/session"),
    # Its caller is known by its signature (see the learning tests).
    ("POST", "/api/webhooks/purchases/{source}"),
    ("GET", "/api/config"),
    ("GET", "/api/openapi.json"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
}
PUBLIC_PAGES = re.compile(r"^/(?:$|(?:agent|merchant)$|store|pages/|w/|q/|go/|policies|quiz/pictures|widget)")
CONVERSATION = "/api/conversations/{conversation_id}"
AGENT, MERCHANT, STAFF = "/api/agent", "/api/merchant", "/api/staff"
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


def routes() -> list[tuple[str, str]]:
    """(method, path) of every route of the app: those of its routers, and the description of the API."""
    found = [("GET", "/api/openapi.json")]
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute), f"{route} is no plain route: say here who may call it"
            found += [(method, route.path) for method in route.methods - {"HEAD", "OPTIONS"}]
    return found


def rule(method: str, path: str) -> str:
    """Who may call a route."""
    if (method, path) in PUBLIC or (method == "GET" and PUBLIC_PAGES.match(path)):
        return "anybody"
    for prefix, who in ((CONVERSATION, "conversation"), (AGENT, "agent"), (MERCHANT, "merchant"), (STAFF, "staff")):
        if path.startswith(prefix):
            return who
    raise AssertionError(f"nobody has said who may call {method} {path}")


def filled(path: str, conversation_id: str) -> str:
    return re.sub(r"\{[^}]*\}", "x", path.replace("{conversation_id}", conversation_id))


async def test_every_route_has_a_rule():
    assert len(routes()) > 30
    rules = {rule(method, path) for method, path in routes()}
    assert {"anybody", "conversation", "agent", "staff"} <= rules


def test_there_are_no_routes_beside_the_routers(make_settings):
    services = build_services(make_settings(), catalog=FakeCatalog())
    own = [route for route in create_app(services).routes if isinstance(route, Route)]
    assert [route.path for route in own] == ["/api/openapi.json"]


async def test_whoever_may_not_is_refused(office, desk):
    mine, other = await office.chat(), await office.chat()
    agent, merchant = await desk("agent"), await desk("merchant")
    ended = await desk("agent", "ended@shop.example")
    await ended.call("DELETE", "/api/staff/session")
    wrong = {"agent": merchant, "merchant": agent}
    for method, path in routes():
        who, address = rule(method, path), filled(path, mine.id)
        body = {"json": {}} if method in UNSAFE else {}
        about = f"{method} {path}"
        if who == "anybody":
            continue
        anonymous = await office.http.request(method, address, **body)
        assert anonymous.status_code == 401, about
        if who == "conversation":
            answer = await office.http.request(method, address, headers=other.headers, **body)
            assert answer.status_code == 403, about
            continue
        assert (await ended.call(method, address, **body)).status_code == 401, about
        # A shopper's token is no key to the staff's rooms.
        answer = await office.http.request(method, address, headers=mine.headers, **body)
        assert answer.status_code == 401, about
        if who in wrong:
            assert (await wrong[who].call(method, address, **body)).status_code == 403, about
        if method in UNSAFE and (method, path) != ("DELETE", "/api/staff/session"):
            right = agent if who == "agent" else merchant
            without = await right.http.request(method, address, **body)
            assert without.status_code == 403, about
            elsewhere = await right.call(method, address, headers={"Origin": "https://evil.example"}, **body)
            assert elsewhere.status_code == 403, about
