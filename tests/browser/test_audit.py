"""What staff do is in a log that only merchants read and nobody changes, on the running stack."""

from __future__ import annotations

import csv
import sqlite3

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.support.agent import PASSWORD, Agent
from tests.support.axe import violations

BOSS = "boss@shop.example"


@pytest.fixture(scope="module")
def dora(shared_stack):
    shared_stack.wait_ready(120)
    agent = Agent(shared_stack, "dora@shop.example").listen()
    yield agent
    agent.close()


@pytest.fixture
def boss(stack):
    """The merchant's calls."""
    stack.command("staff", "add", BOSS, "--role", "merchant", "--password-stdin", stdin=f"{PASSWORD}\n")
    with httpx.Client(base_url=stack.url, timeout=60, trust_env=False) as http:
        assert http.post("/api/staff/session", json={"email": BOSS, "password": PASSWORD}).status_code == 204
        yield http


@pytest.fixture
def worked(dora, new_shopper):
    """A conversation that Dora has looked at, taken, worked in and closed."""
    shopper = new_shopper()
    shopper.say("a gift for my uncle who repairs zithers")
    assert dora.call("GET", shopper.id, "").status_code == 200
    lease = dora.call("POST", shopper.id, "/take").json()["lease"]
    for path, body in (
        ("/messages", {"text": "What about a tuning key?", "lease": lease}),
        ("/notes", {"text": "a private word about zithers"}),
        ("/close", {"lease": lease}),
    ):
        answer = dora.call("POST", shopper.id, path, **body)
        assert answer.is_success, answer.text
    return shopper


def sign_in(page: Page, url: str, email: str) -> None:
    page.goto(f"{url}/agent")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_all_that_was_done_is_in_it_and_nothing_that_was_said(stack, boss, worked):
    lines = boss.get("/api/merchant/audit", params={"subject": worked.id}).json()["lines"]
    assert [line["action"] for line in reversed(lines)] == [
        "conversation.opened",
        "conversation.agent",
        "conversation.said",
        "conversation.note",
        "conversation.closed",
    ]
    assert {line["actor"] for line in lines} == {"dora@shop.example"}
    assert "zither" not in boss.get("/api/merchant/audit").text


def test_nobody_changes_it_not_even_on_the_database_itself(stack, boss, worked):
    before = boss.get("/api/merchant/audit", params={"subject": worked.id}).json()["lines"]
    database = sqlite3.connect(stack.var / "giftfinder.db", timeout=30, isolation_level=None)
    for change in (
        "UPDATE staff_log SET actor = 'x'",
        "DELETE FROM staff_log",
        "UPDATE staff_log SET at = '2001-01-01'",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.execute(change)
    database.close()
    assert boss.get("/api/merchant/audit", params={"subject": worked.id}).json()["lines"] == before


def test_agents_and_strangers_do_not_read_it(stack, dora, boss):
    for path in ("/api/merchant/audit", "/api/merchant/audit.csv"):
        assert dora.http.get(path).status_code == 403
        assert httpx.get(f"{stack.url}{path}", trust_env=False).status_code == 401
    # Nor does a merchant read what shoppers wrote.
    assert boss.get("/api/agent/conversations").status_code == 403


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (820, 1100), (360, 740)])
def test_a_merchant_reads_it_narrows_it_and_takes_it_along(stack, boss, worked, new_page, width, height):
    refused = httpx.post(
        f"{stack.url}/api/staff/session", json={"email": "dora@shop.example", "password": "wrong"}, trust_env=False
    )
    assert refused.status_code == 401
    page = new_page(viewport={"width": width, "height": height})
    sign_in(page, stack.url, BOSS)
    sections = page.get_by_role("navigation", name="Sections")
    expect(sections.get_by_role("button")).to_have_text(["Statistics", "Log"])
    sections.get_by_role("button", name="Log").click()
    rows = page.get_by_role("region", name="Lines of the log").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("Signed in")
    assert violations(page) == []

    page.get_by_role("combobox", name="What").select_option("session.refused")
    expect(rows.nth(1)).to_contain_text("dora@shop.example")
    expect(rows.filter(has_text="Signed in")).to_have_count(0)
    page.get_by_role("button", name="Clear the filters").click()
    page.get_by_label("To what").fill(worked.id)
    expect(rows).to_have_count(6)
    expect(rows.nth(1)).to_contain_text("Conversation closed")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    with page.expect_download() as download:
        page.get_by_role("link", name="Export as CSV").click()
    table = list(csv.DictReader(download.value.path().read_text("utf-8-sig").splitlines()))
    assert [line["action"] for line in table][:1] == ["conversation.closed"]
    assert {line["subject"] for line in table} == {worked.id}
    newest = boss.get("/api/merchant/audit").json()["lines"][0]
    assert (newest["actor"], newest["action"]) == (BOSS, "audit.exported")


def test_older_pages_follow(stack, dora, boss, new_shopper, new_page):
    shopper = new_shopper()
    for number in range(60):
        assert dora.call("PUT", shopper.id, "/labels", labels=[f"label {number}"]).status_code == 204
    page = new_page(viewport={"width": 1280, "height": 800})
    sign_in(page, stack.url, BOSS)
    page.get_by_role("button", name="Log").click()
    page.get_by_label("To what").fill(shopper.id)
    rows = page.get_by_role("region", name="Lines of the log").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("added: label 59")
    expect(rows).to_have_count(51)
    page.get_by_role("button", name="Older").click()
    expect(rows).to_have_count(11)
    expect(rows.nth(10)).to_contain_text("added: label 0")
    expect(page.get_by_role("button", name="Older")).to_be_disabled()
    page.get_by_role("button", name="Newer").click()
    expect(rows).to_have_count(51)
