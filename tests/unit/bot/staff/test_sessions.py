"""Signing in: who gets in, for how long, and what a page of another site can do (nothing)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.db import utc_now
from bot.staff.models import StaffMember, StaffSession
from tests.unit.bot.staff.conftest import PASSWORD

SESSION = "/api/staff/session"


async def test_in_and_out(desk):
    ada = await desk("agent", "Ada@Shop.example")
    answer = await ada.http.get(SESSION)
    assert answer.status_code == 200
    assert answer.json() == {"id": 1, "email": "ada@shop.example", "name": "ada", "role": "agent"}
    assert answer.headers["cache-control"] == "no-store"
    assert (await ada.call("DELETE", SESSION)).status_code == 204
    assert (await ada.http.get(SESSION)).status_code == 401


async def test_the_cookies_are_closed_to_scripts_and_other_sites(desk):
    ada = await desk(sign_in=False)
    set_cookies = (await ada.sign_in()).headers.get_list("set-cookie")
    session, csrf = sorted(set_cookies, key=lambda cookie: "csrf" in cookie.split("=")[0])
    assert session.startswith("giftfinder_staff=")
    assert "HttpOnly" in session
    assert csrf.startswith("giftfinder_csrf=")
    for cookie in set_cookies:
        assert "samesite=strict" in cookie.lower()


@pytest.mark.parametrize(
    ("email", "password"),
    [("agent@shop.example", "wrong-password"), ("nobody@shop.example", PASSWORD), ("", PASSWORD), ("a", "")],
)
async def test_wrong_credentials_say_no_more_than_wrong(desk, email, password):
    ada = await desk(sign_in=False)
    answer = await ada.http.post(SESSION, json={"email": email, "password": password})
    assert answer.status_code in {401, 422}
    if answer.status_code == 401:
        assert answer.json()["detail"] == "This e-mail address and password do not go together."
    assert PASSWORD not in answer.text
    assert not ada.http.cookies


async def test_guessing_is_limited_by_account(desk, office, make_settings):
    ada = await desk(sign_in=False)
    codes = [(await ada.sign_in(f"wrong-{n:04d}")).status_code for n in range(12)]
    assert codes[:10] == [401] * 10
    assert codes[10:] == [429] * 2
    assert (await ada.sign_in()).status_code == 429


async def test_a_closed_account_is_out_at_once(desk, office):
    ada = await desk()
    await office.services.staff.remove(ada.email)
    assert (await ada.http.get(SESSION)).status_code == 401
    assert (await ada.sign_in()).status_code == 401


async def test_a_new_password_ends_the_sessions_made_with_the_old_one(desk, office):
    ada = await desk()
    await office.services.staff.add(ada.email, "agent", "another-password")
    assert (await ada.http.get(SESSION)).status_code == 401
    assert (await ada.sign_in()).status_code == 401
    assert (await ada.sign_in("another-password")).status_code == 204


@pytest.mark.parametrize("column", ["created_at", "seen_at"])
async def test_sessions_end_by_age_and_by_idleness(desk, office, column):
    ada = await desk()
    settings = office.services.settings
    hours = settings.staff_session_hours if column == "created_at" else settings.staff_idle_minutes / 60
    async with office.services.database.write() as session:
        then = utc_now() - timedelta(hours=hours, seconds=1)
        await session.execute(update(StaffSession).values({column: then}))
    answer = await ada.http.get(SESSION)
    assert answer.status_code == 401
    assert "ended" in answer.json()["detail"]


async def test_using_a_session_keeps_it(desk, office):
    ada = await desk()
    async with office.services.database.write() as session:
        await session.execute(update(StaffSession).values(seen_at=utc_now() - timedelta(minutes=50)))
    assert (await ada.http.get(SESSION)).status_code == 200
    async with office.services.database.read() as session:
        seen = (await session.get(StaffSession, 1)).seen_at
    assert seen > utc_now() - timedelta(minutes=1)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "0" * 64},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_an_unsafe_call_from_elsewhere_is_refused(desk, headers):
    ada = await desk()
    answer = await ada.call("DELETE", SESSION, headers=headers)
    assert answer.status_code == 403
    assert (await ada.http.get(SESSION)).status_code == 200


async def test_nobody_is_signed_in_from_another_site(desk):
    ada = await desk(sign_in=False)
    body = {"email": ada.email, "password": PASSWORD}
    answer = await ada.http.post(SESSION, json=body, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert not ada.http.cookies


async def test_passwords_are_kept_as_argon2id(desk, office):
    await desk()
    async with office.services.database.read() as session:
        stored = (await session.get(StaffMember, 1)).password_hash
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored
