"""Gateway, Rasa and browsers killed in the middle of a hand-off: what was acknowledged stays, both pages come back."""

from __future__ import annotations

import json
import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import ARGUMENTS, DESKTOP
from tests.support.agent import PASSWORD, Agent
from tests.support.processes import command_line, wait_for
from tests.support.shop_page import shop_page
from tests.support.shopper import Shopper
from tests.support.widget import launcher, open_widget, say
from tools.system import browser as find_browser

OPENING = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"
PERSON = "can I talk to a real person please"
WORD = re.compile(r"(?:shopper|agent) word \d+")
# The browsers' own waits for a stack that comes back: Rasa's start is most of it.
BACK = 120_000


@pytest.fixture
def ada(stack):
    """For each test anew: a killed gateway takes the stream along that makes somebody be there."""
    agent = Agent(stack, "ada@shop.example").listen()
    yield agent
    agent.close()


@pytest.fixture
def shop(stack) -> Iterator[str]:
    with shop_page(f"{stack.url}/widget.js") as url:
        yield url


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/agent")
    page.get_by_label("E-mail").fill("ada@shop.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Inbox")).to_be_visible()


def joined(stack, page: Page) -> Shopper:
    """The conversation of a shopper's page, to be used beside it."""
    stored = page.evaluate("() => Object.entries(localStorage).find(([key]) => key.endsWith(':session'))[1]")
    session = json.loads(stored)
    shopper = Shopper(stack.url)
    shopper.id, shopper.token = session["id"], session["token"]
    shopper.http.headers["Authorization"] = f"Bearer {shopper.token}"
    return shopper


def words_on(page: Page, where: str) -> list[str]:
    """The numbered words that a page shows, in its order."""
    log = page.get_by_role("log") if where == "shop" else page.get_by_role("list", name="Messages")
    return WORD.findall(log.inner_text())


def words_in(messages: list[dict]) -> list[str]:
    return [line["text"] for line in messages if WORD.fullmatch(line.get("text") or "")]


class Traffic:
    """Two who go on talking, each repeating what was not acknowledged, as the pages do."""

    def __init__(self, stack, shopper: Shopper, ada: Agent, lease: int, count: int = 40) -> None:
        self.acknowledged: list[str] = []
        self._ends = time.monotonic() + 120
        api = f"{stack.url}/api"
        csrf = {"X-CSRF-Token": ada.http.cookies["giftfinder_csrf"]}
        sides = (
            ("shopper", f"{api}/conversations/{shopper.id}/messages", dict(shopper.http.headers), {}, {}),
            ("agent", f"{api}/agent/conversations/{shopper.id}/messages", csrf, dict(ada.http.cookies), {"lease": lease}),
        )  # fmt: skip
        self._threads = [threading.Thread(target=self._talk, args=(*side, count)) for side in sides]

    def __enter__(self) -> Traffic:
        for thread in self._threads:
            thread.start()
        wait_for(lambda: len(self.acknowledged) >= 10, 30)
        return self

    def __exit__(self, *_: object) -> None:
        for thread in self._threads:
            thread.join()

    def _talk(self, who: str, address: str, headers: dict, cookies: dict, more: dict, count: int) -> None:
        with httpx.Client(headers=headers, cookies=cookies, timeout=30, trust_env=False) as http:
            for number in range(count):
                text = f"{who} word {number}"
                body = {"text": text, "client_id": f"{who}{number}", **more}
                while time.monotonic() < self._ends:
                    try:
                        if http.post(address, json=body).status_code == 200:
                            self.acknowledged.append(text)
                            break
                    except httpx.TransportError:
                        pass
                    time.sleep(0.05)


@pytest.fixture
def pages(stack, shop, ada, new_page) -> tuple[Page, Page, Shopper, int]:
    """A shopper's page and an agent's, in the middle of a conversation that the agent has taken over."""
    shoppers = new_page(**DESKTOP)
    panel = open_widget(shoppers, shop)
    say(panel, OPENING)
    expect(panel.get_by_role("list", name="Gifts").first).to_be_visible()
    say(panel, PERSON)
    shopper = joined(stack, shoppers)
    ada.heard(shopper.id, "waiting")
    agents = new_page(**DESKTOP)
    sign_in(agents, stack.url)
    agents.goto(f"{stack.url}/agent#/conversations/all/{shopper.id}")
    agents.get_by_role("button", name="Take over").click()
    expect(agents.get_by_text("You have this conversation")).to_be_visible()
    lease = ada.call("GET", shopper.id, "").json()["lease"]
    return shoppers, agents, shopper, lease


def check_all_is_there(traffic: Traffic, pages: tuple[Page, Page, Shopper, int], ada: Agent) -> None:
    shoppers, agents, shopper, lease = pages
    assert len(traffic.acknowledged) == 80
    log = shopper.messages()
    assert sorted(words_in(log)) == sorted(traffic.acknowledged)
    assert [line["seq"] for line in log] == list(range(1, len(log) + 1))
    view = ada.call("GET", shopper.id, "").json()
    assert (view["messages"], view["status"], view["lease"]) == (log, "agent", lease)
    first = next(line["seq"] for line in log if line.get("text") == words_in(log)[0])
    assert [line for line in log if line["seq"] > first and line["role"] == "bot"] == []
    for page, where in ((shoppers, "shop"), (agents, "desk")):
        settle(lambda page=page, where=where: words_on(page, where) == words_in(log), page)


def settle(condition: Callable[[], bool], page: Page) -> None:
    """Wait for a page that comes back by itself, without touching it."""
    end = time.monotonic() + BACK / 1000
    while not condition():
        assert time.monotonic() < end, page.locator("body").inner_text()[-2000:]
        page.wait_for_timeout(100)


def test_a_killed_gateway_loses_nothing_and_both_pages_come_back(stack, ada, pages):
    with Traffic(stack, pages[2], ada, pages[3]) as traffic:
        old = stack.gateway_pid()
        os.kill(old, signal.SIGKILL)
        wait_for(lambda: stack.gateway_pid() not in {None, old}, 20)
    stack.wait_ready(120)
    check_all_is_there(traffic, pages, ada)
    shoppers, agents, shopper, _ = pages
    expect(agents.get_by_role("alert")).to_have_count(0, timeout=BACK)
    # Both can go on where they were, without a reload.
    box = agents.get_by_role("textbox", name="Reply to the shopper")
    box.fill("We were cut off for a moment.")
    box.press("Enter")
    expect(shoppers.get_by_text("We were cut off for a moment.")).to_be_visible(timeout=BACK)
    say(shoppers.get_by_role("dialog").first, "I am still here")
    expect(agents.get_by_text("I am still here").first).to_be_visible(timeout=BACK)
    assert [line["role"] for line in shopper.messages()[-2:]] == ["agent", "shopper"]


def test_a_rasa_killed_in_its_answer_says_nothing_after_the_take_over(stack, ada, shop, new_page):
    page = new_page(**DESKTOP)
    panel = open_widget(page, shop)
    say(panel, OPENING)
    expect(panel.get_by_role("list", name="Gifts").first).to_be_visible()
    shopper = joined(stack, page)
    old = stack.rasa_pid()
    os.kill(old, signal.SIGKILL)
    say(panel, "something cheaper")
    shopper.wait_for("something cheaper")
    lease = ada.call("POST", shopper.id, "/take").json()["lease"]
    before = shopper.messages()[-1]["seq"]
    with Traffic(stack, shopper, ada, lease) as traffic:
        wait_for(lambda: stack.rasa_pid() not in {None, old}, 30)
    stack.wait_ready(180)
    log = shopper.messages()
    assert sorted(words_in(log)) == sorted(traffic.acknowledged)
    assert len(traffic.acknowledged) == 80
    assert [line for line in log if line["seq"] > before and line["role"] == "bot"] == []
    settle(lambda: words_on(page, "shop") == words_in(log), page)
    # With the conversation back the bot still knows what it was about.
    assert ada.call("POST", shopper.id, "/release", lease=lease).status_code == 204
    again = shopper.say("show me more")
    assert (again["status"], again["brief"]["relationship"]) == ("bot", "niece")


def launch(chromium: Browser, profile: Path) -> BrowserContext:
    """A browser of its own, which keeps what it stores in this folder."""
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return chromium.browser_type.launch_persistent_context(
        profile, executable_path=find_browser(), args=arguments, locale="en-US", **DESKTOP
    )


def kill_browser(profile: Path) -> None:
    """kill -9 of the browser with this profile, the whole of it."""
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    own = [pid for pid in pids if f"--user-data-dir={profile}" in command_line(pid)]
    [browser] = [
        pid for pid in own if "--type=" not in command_line(pid) and "chrome_crashpad" not in command_line(pid)
    ]
    os.kill(browser, signal.SIGKILL)


def stored(profile: Path, text: str) -> bool:
    """Whether the browser has written this to its disk: from then on it outlives the browser."""
    files = (profile / "Default" / "Local Storage" / "leveldb").glob("*")
    return any(text.encode() in path.read_bytes() for path in files if path.is_file())


def test_a_killed_browser_opens_where_it_was(stack, ada, chromium, tmp_path):
    """Both browsers die in the middle of the traffic; the shop's page is the same after it, so is the agent's."""
    profiles = {name: tmp_path / name for name in ("shopper", "agent")}
    with shop_page(f"{stack.url}/widget.js") as shop:
        browsers = {name: launch(chromium, profile) for name, profile in profiles.items()}
        page, desk = (browsers[name].pages[0] for name in profiles)
        panel = open_widget(page, shop)
        say(panel, OPENING)
        expect(panel.get_by_role("list", name="Gifts").first).to_be_visible(timeout=BACK)
        say(panel, PERSON)
        shopper = joined(stack, page)
        ada.heard(shopper.id, "waiting")
        sign_in(desk, stack.url)
        desk.goto(f"{stack.url}/agent#/conversations/all/{shopper.id}")
        desk.get_by_role("button", name="Take over").click()
        expect(desk.get_by_text("You have this conversation")).to_be_visible()
        lease = ada.call("GET", shopper.id, "").json()["lease"]
        wait_for(lambda: stored(profiles["shopper"], shopper.id), 60)
        with Traffic(stack, shopper, ada, lease) as traffic:
            for profile in profiles.values():
                kill_browser(profile)
        browsers = {name: launch(chromium, profile) for name, profile in profiles.items()}
        page, desk = (browsers[name].pages[0] for name in profiles)
        page.goto(shop)
        if not page.get_by_role("dialog").first.is_visible():
            launcher(page).click()
        desk.goto(f"{stack.url}/agent#/conversations/all/{shopper.id}")
        inbox, email = desk.get_by_role("navigation", name="Inbox"), desk.get_by_label("E-mail")
        expect(inbox.or_(email).first).to_be_visible()
        if email.is_visible():
            sign_in(desk, stack.url)
            desk.goto(f"{stack.url}/agent#/conversations/all/{shopper.id}")
        expect(desk.get_by_text("You have this conversation")).to_be_visible()
        check_all_is_there(traffic, (page, desk, shopper, lease), ada)
        for browser in browsers.values():
            browser.close()
