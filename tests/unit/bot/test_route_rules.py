"""Who may call what, for every route there is: a new route without a rule fails here."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
from fastapi.routing import APIRoute
from sqlalchemy import select, update
from starlette.routing import Route

from bot.app import ROUTERS, create_app
from bot.conversation.models import Conversation
from bot.db import utc_now
from bot.services import build_services
from bot.staff.models import StaffMember, StaffSession
from bot.staff.service import csrf_token
from tests.support.gateway import FakeCatalog
from tests.unit.bot.staff.conftest import PASSWORD, desk, office

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
# What agents and merchants both may call.
BOTH = {("GET", "/api/agent/statistics")}
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
    if (method, path) in BOTH:
        return "staff"
    for prefix, who in ((CONVERSATION, "conversation"), (AGENT, "agent"), (MERCHANT, "merchant"), (STAFF, "staff")):
        if path.startswith(prefix):
            return who
    raise AssertionError(f"nobody has said who may call {method} {path}")


def filled(path: str, conversation_id: str) -> str:
    return re.sub(r"\{[^}]*\}", "x", path.replace("{conversation_id}", conversation_id))


async def test_every_route_has_a_rule():
    assert len(routes()) > 60
    rules = {rule(method, path) for method, path in routes()}
    assert {"anybody", "conversation", "agent", "merchant", "staff"} <= rules


def test_there_are_no_routes_beside_the_routers(make_settings):
    services = build_services(make_settings(), catalog=FakeCatalog())
    own = [route for route in create_app(services).routes if isinstance(route, Route)]
    assert [route.path for route in own] == ["/api/openapi.json"]


async def call(who, method: str, path: str, **options) -> httpx.Response:
    """Call with a body where the method has one; `who` calls as the console does, a client just as it is told."""
    body = {"json": {}} if method in UNSAFE else {}
    if isinstance(who, httpx.AsyncClient):
        return await who.request(method, path, **options, **body)
    return await who.call(method, path, **options, **body)


def of(*kinds: str) -> list[tuple[str, str]]:
    return [(method, path) for method, path in routes() if rule(method, path) in kinds]


async def test_a_conversation_is_its_shoppers_alone(office, desk):
    mine, other, gone = [await office.chat() for _ in range(3)]
    http, ada = office.http, await desk("agent")
    async with office.services.database.write() as session:
        (await session.get(Conversation, gone.id)).expires_at = utc_now() - timedelta(seconds=1)
    for method, path in of("conversation"):
        address, about = filled(path, mine.id), f"{method} {path}"
        for wrong in (None, "Bearer x", "Bearer", f"Basic {mine.token}", mine.token):
            headers = {"Authorization": wrong} if wrong else {}
            assert (await call(http, method, address, headers=headers)).status_code == 401, f"{about} {wrong}"
        assert (await call(http, method, address, headers=other.headers)).status_code == 403, about
        # Nor does an account of the staff open it, or the token where a page of another site could put it.
        assert (await call(ada, method, address)).status_code == 401, about
        for place in ({"params": {"token": mine.token}}, {"headers": {"Cookie": f"token={mine.token}"}}):
            assert (await call(http, method, address, **place)).status_code == 401, f"{about} {place}"
        late = await call(http, method, filled(path, gone.id), headers=gone.headers)
        assert late.status_code == 401, about
    assert (await mine.view())["messages"] == (await other.view())["messages"] == []


async def test_the_staffs_rooms_are_shut_to_all_others(office, desk):
    chat, http = await office.chat(), office.http
    wrong = {"agent": await desk("merchant"), "merchant": await desk("agent")}
    # A shopper's token is no key, not even as a cookie.
    refused = {"nobody": {}, "a shopper": chat.headers, "a forged session": session_headers(chat.token)}
    for role in ("agent", "merchant"):
        for end in (sign_out, wear_out, fall_asleep, close_account):
            ended = await desk(role, f"{role}-{end.__name__}@shop.example")
            headers = session_headers(ended.http.cookies["giftfinder_staff"])
            assert (await http.get("/api/staff/session", headers=headers)).status_code == 200
            await end(office, ended)
            refused[f"{role} after {end.__name__}"] = headers
    for method, path in of("agent", "merchant", "staff"):
        address, about = filled(path, chat.id), f"{method} {path}"
        for who, headers in refused.items():
            assert (await call(http, method, address, headers=headers)).status_code == 401, f"{about}: {who}"
        if other := wrong.get(rule(method, path)):
            assert (await call(other, method, address)).status_code == 403, about


async def test_a_call_from_another_site_is_refused(office, desk):
    chat = await office.chat()
    agent, merchant = await desk("agent"), await desk("merchant")
    origin = str(office.http.base_url).rstrip("/")
    elsewhere = (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"{origin}.evil.example"},
        {"Origin": origin.replace("http:", "https:")},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": origin, "Sec-Fetch-Site": "cross-site"},
    )
    unsafe = [route for route in of("agent", "merchant", "staff") if route[0] in UNSAFE]
    assert len(unsafe) > 10
    for method, path in sorted(unsafe, key=lambda route: route == ("DELETE", "/api/staff/session")):  # the last one
        right, another = (merchant, agent) if rule(method, path) == "merchant" else (agent, merchant)
        address, about = filled(path, chat.id), f"{method} {path}"
        token, theirs = right.csrf()["X-CSRF-Token"], another.csrf()["X-CSRF-Token"]
        for false in (None, "", "x", token[:-1], token.upper(), "\u00e4".encode(), theirs):
            headers = {} if false is None else {"X-CSRF-Token": false}
            assert (await call(right.http, method, address, headers=headers)).status_code == 403, f"{about} {false!r}"
        for headers in elsewhere:
            assert (await call(right, method, address, headers=headers)).status_code == 403, f"{about} {headers}"
        # From our own page the very same call is let in: what was refused was refused for the reasons above.
        own = await call(right, method, address, headers={"Origin": origin, "Sec-Fetch-Site": "same-origin"})
        assert own.status_code not in {401, 403}, f"{about} {own.text}"


async def test_signing_in_from_another_site_is_refused(office, desk):
    ada = await desk("agent", sign_in=False)
    body = {"email": ada.email, "password": PASSWORD}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = await office.http.post("/api/staff/session", json=body, headers=headers)
        assert (answer.status_code, answer.cookies) == (403, httpx.Cookies())


def session_headers(token: str) -> dict[str, str]:
    """What the browser of a session sends from the console's page."""
    return {"Cookie": f"giftfinder_staff={token}", "X-CSRF-Token": csrf_token(token)}


async def sign_out(office, member) -> None:
    assert (await member.call("DELETE", "/api/staff/session")).status_code == 204


async def wear_out(office, member) -> None:
    await _set_back(office, member, "created_at", timedelta(hours=office.services.settings.staff_session_hours))


async def fall_asleep(office, member) -> None:
    await _set_back(office, member, "seen_at", timedelta(minutes=office.services.settings.staff_idle_minutes))


async def close_account(office, member) -> None:
    await office.services.staff.remove(member.email)


async def _set_back(office, member, column: str, age: timedelta) -> None:
    mine = select(StaffMember.id).where(StaffMember.email == member.email).scalar_subquery()
    async with office.services.database.write() as session:
        query = update(StaffSession).where(StaffSession.staff_id == mine)
        await session.execute(query.values({column: utc_now() - age - timedelta(seconds=1)}))
