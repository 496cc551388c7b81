"""The agents' console in a browser, on the running stack: shoppers come, agents work, nothing is lost on the way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.agent import PASSWORD, Agent
from tests.support.axe import violations
from tests.support.shopper import Shopper

OPENING = "A Christmas gift for my 8-year-old niece who loves dinosaurs, under $40"
PERSON = "can I talk to a real person please"
SIZES = {"360": (360, 740), "820": (820, 1100), "1280": (1280, 800)}


@pytest.fixture(scope="module")
def bob(shared_stack):
    shared_stack.wait_ready(120)
    agent = Agent(shared_stack, "bob@shop.example").listen()
    yield agent
    agent.close()


@pytest.fixture
def ada(stack, bob, new_page):
    """Opens Ada's console in a browser window of this size."""
    stack.command("staff", "add", "ada@shop.example", "--role", "agent", "--password-stdin", stdin=f"{PASSWORD}\n")

    def sign_in(width: int = 1280, height: int = 800, **options) -> Page:
        page = new_page(viewport={"width": width, "height": height}, **options)
        page.goto(f"{stack.url}/agent")
        page.get_by_label("E-mail").fill("ada@shop.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(inbox(page)).to_be_visible()
        return page

    return sign_in


@pytest.fixture
def waiting(new_shopper):
    """Makes a shopper who waits for a person."""

    def make(opening: str = OPENING) -> Shopper:
        shopper = new_shopper()
        shopper.say(opening)
        assert shopper.say(PERSON)["status"] == "waiting"
        return shopper

    return make


def inbox(page: Page):
    return page.get_by_role("navigation", name="Inbox")


def open_talk(page: Page, shopper: Shopper) -> None:
    page.goto(f"{page.url.split('#')[0]}#/conversations/all/{shopper.id}")
    expect(page.get_by_role("region", name=re.compile("^Conversation"))).to_be_visible()


def take(page: Page) -> None:
    page.keyboard.press("a")
    expect(page.get_by_text("You have this conversation")).to_be_visible()


def test_a_shopper_is_helped_without_a_mouse(ada, waiting):
    page = ada()
    shopper = waiting()
    shopper.call("POST", "/visits", json={"url": "https://shop.example/kids?secret=1", "title": "Gifts for kids"})
    expect(page).to_have_title(re.compile(r"^\(\d+\)"))
    open_talk(page, shopper)
    summary = page.get_by_role("list", name="In short")
    expect(summary).to_contain_text("niece")
    expect(summary).to_contain_text("gifts shown")
    page.get_by_role("tab", name="Shopper").click()
    expect(page.get_by_role("link", name="Gifts for kids")).to_have_attribute("href", "https://shop.example/kids")
    take(page)

    page.keyboard.press("c")
    page.get_by_role("button", name="Start with six examples").click()
    expect(page.get_by_role("button", name="Insert /hello")).to_be_visible()
    page.locator("body").press("r")
    page.keyboard.type("/hel")
    page.keyboard.press("Enter")
    box = page.get_by_role("textbox", name="Reply to the shopper")
    expect(box).to_have_value(re.compile("ada here from"))
    # Letters in a box are letters: e closes nothing, b hands nothing back.
    page.keyboard.type(" Be")
    page.reload()
    expect(box).to_have_value(re.compile(" Be$"))
    box.press("Enter")
    expect(box).to_have_value("")
    assert re.search("ada here from .* Be$", shopper.wait_for("ada here from")["text"])
    assert shopper.messages()[-1]["role"] == "agent"

    shopper.say("does it come with a gift receipt?")
    expect(page.get_by_role("list", name="Messages")).to_contain_text("gift receipt?")
    page.get_by_role("tab", name="Policies").click()
    page.get_by_role("searchbox", name="Search the shop's policies").fill("gift receipt")
    page.get_by_role("button", name="Insert: Gift receipts").click()
    expect(box).to_have_value(re.compile("enclose a receipt without prices"))


def test_notes_labels_search_and_passing_on(ada, bob, waiting):
    page = ada()
    shopper = waiting("Something for my uncle who repairs hurdy-gurdies")
    open_talk(page, shopper)
    take(page)
    page.locator("body").press("n")
    note = page.get_by_role("textbox", name="Private note")
    note.press_sequentially("@bo")
    expect(page.get_by_role("option", name="@bob")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type("knows hurdy-gurdies")
    page.keyboard.press("Enter")
    expect(page.get_by_text("@bob knows hurdy-gurdies").first).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("body").press("l")
    expect(page.get_by_role("combobox", name="New label")).to_be_focused()
    page.keyboard.type("strings")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove the label strings")).to_be_visible()

    page.get_by_role("searchbox", name="Search conversations").fill("HURDY-GURDIES")
    expect(inbox(page).get_by_role("status")).to_contain_text("1 conversation has")
    expect(inbox(page).locator(".line")).to_contain_text("uncle who repairs hurdy-gurdies")
    [line] = bob.http.get("/api/agent/conversations?status=any&q=hurdy-gurdies").json()["conversations"]
    assert (line["mentions"], line["labels"], line["holder"]) == (1, ["strings"], "ada")

    page.get_by_role("button", name="Pass on").click()
    dialog = page.get_by_role("dialog", name="Pass this conversation on")
    dialog.get_by_label("bob").check()
    dialog.get_by_role("button", name="Pass on").click()
    expect(page.get_by_text("bob has this conversation")).to_be_visible()
    [line] = bob.http.get("/api/agent/conversations?status=mine&q=hurdy-gurdies").json()["conversations"]
    assert line["unread"] > 0


def test_two_conversations_side_by_side(ada, waiting):
    page, shoppers = ada(), [waiting("A gift for my dad, 70, who fishes"), waiting("A gift for my boss, tea")]
    for shopper in shoppers:
        open_talk(page, shopper)
        expect(page.get_by_role("button", name="Take over")).to_be_visible()
        take(page)
    page.keyboard.press("s")
    columns = page.get_by_role("region", name=re.compile("^Conversation"))
    expect(columns).to_have_count(2)
    for number, words in enumerate(("to the one", "to the other")):
        column = columns.nth(number)
        column.get_by_role("textbox", name="Reply to the shopper").fill(words)
        column.get_by_role("button", name="Send", exact=True).click()
        expect(column.get_by_role("list", name="Messages")).to_contain_text(words)
    said = {shopper.messages()[-1]["text"] for shopper in shoppers}
    assert said == {"to the one", "to the other"}
    page.reload()
    expect(columns).to_have_count(2)
    page.set_viewport_size({"width": 820, "height": 1100})
    expect(columns).to_have_count(1)
    expect(page.get_by_role("list", name="Open conversations").get_by_role("listitem")).not_to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_nothing_against_accessibility(ada, waiting, size, scheme):
    width, height = SIZES[size]
    page = ada(width, height, color_scheme=scheme)
    shopper = waiting()
    assert violations(page) == []
    open_talk(page, shopper)
    take(page)
    for key in "hnyc":
        page.locator("body").press(key)
        expect(page.get_by_role("tabpanel")).to_be_visible()
        assert violations(page) == [], key
        page.keyboard.press("Escape")
    page.locator("body").press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, "the page scrolls sideways"
