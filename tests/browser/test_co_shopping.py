"""Shopper and agent in two windows: the agent shops along, grants something, and the bot goes on from there."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP
from tests.support.agent import PASSWORD, Agent
from tests.support.axe import violations
from tests.support.widget import cards, open_widget, say

OPENING = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"
EMAIL = "grace@shop.example"
PANELS = ("Brief", "Find gifts", "Decisions")


@pytest.fixture(scope="module")
def grace(shared_stack):
    """Has a console open, so that shoppers can ask for a person."""
    shared_stack.wait_ready(120)
    agent = Agent(shared_stack, EMAIL).listen()
    yield agent
    agent.close()


@pytest.fixture
def shopper(new_page, shop, grace) -> Locator:
    """The widget of a shopper who waits for a person."""
    panel = open_widget(new_page(**DESKTOP), shop)
    say(panel, OPENING)
    expect(cards(panel).first).to_be_visible()
    say(panel, "can I talk to a real person please")
    expect(panel).to_contain_text(re.compile("you're next|in line"))
    return panel


@pytest.fixture
def talk_id(shopper) -> str:
    stored = shopper.page.evaluate("() => Object.entries(localStorage).find(([key]) => key.endsWith(':session'))[1]")
    return str(json.loads(stored)["id"])


def open_talk(page: Page, url: str, talk_id: str) -> None:
    page.goto(f"{url}/agent")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Inbox")).to_be_visible()
    page.goto(f"{url}/agent#/conversations/all/{talk_id}")
    expect(page.get_by_role("region", name=re.compile("^Conversation"))).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_text("You have this conversation")).to_be_visible()


def test_the_agent_shops_along_and_the_bot_goes_on(shopper, new_page, stack, talk_id):
    desk = new_page(**DESKTOP)
    open_talk(desk, stack.url, talk_id)

    # By keyboard: the catalog, a gift vetoed, one pinned, two sent.
    desk.keyboard.press("f")
    found = desk.get_by_role("list", name="Find gifts").get_by_role("listitem")
    expect(found.nth(3)).to_be_visible()
    out = found.nth(0).get_by_role("link").inner_text()
    first = found.nth(3).get_by_role("link").inner_text()
    for button in (found.nth(0).get_by_role("button", name="Veto:"), found.nth(3).get_by_role("button", name="Pin:")):
        button.press("Enter")
    expect(found.nth(0).get_by_role("button", name="Vetoed:")).to_have_attribute("aria-pressed", "true")
    expect(found.nth(3).get_by_role("button", name="Pinned:")).to_have_attribute("aria-pressed", "true")
    expect(found.nth(0).get_by_role("checkbox")).to_be_disabled()
    sent = [found.nth(row).get_by_role("link").inner_text() for row in (1, 2)]
    for row in (1, 2):
        found.nth(row).get_by_role("checkbox").press("Space")
    desk.get_by_role("button", name="Send 2 gifts").press("Enter")
    expect(cards(shopper)).to_have_count(2)
    for title in sent:
        card = cards(shopper).filter(has_text=title)
        card.get_by_role("button", name=re.compile("^Save")).click()
        expect(card.get_by_role("button", name=re.compile("^Save"))).to_have_attribute("aria-pressed", "true")

    # The brief: the shopper's chips change at once.
    desk.keyboard.press("i")
    age = desk.get_by_role("textbox", name="Age")
    # An age for which all that was found is made.
    age.fill("7")
    age.press("Enter")
    expect(shopper.get_by_role("button", name=re.compile("7 years")).first).to_be_visible()
    likes = desk.get_by_role("textbox", name="Add to “Likes”")
    likes.fill("space")
    likes.press("Enter")
    expect(shopper.get_by_role("button", name=re.compile("space")).first).to_be_visible()

    # A decision, of which the shopper is told.
    desk.keyboard.press("Escape")  # out of the field
    desk.keyboard.press("d")
    desk.get_by_role("textbox", name="Amount").fill("500")
    desk.get_by_role("textbox", name="Order number").fill("A-1001")
    desk.get_by_role("textbox", name="Reason").fill("Arrived broken")
    desk.get_by_role("checkbox", name="Tell the shopper").check()
    desk.get_by_role("textbox", name="Reason").press("Tab")
    desk.get_by_role("button", name="Grant refund").press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("100.00")
    desk.get_by_role("textbox", name="Amount").fill("24,90")
    desk.get_by_role("button", name="Grant refund").press("Enter")
    expect(desk.get_by_role("list", name="Decisions")).to_contain_text("Refund $24.90 · order A-1001")
    expect(shopper).to_contain_text("I've arranged a refund of $24.90")
    expect(shopper).not_to_contain_text("Arrived broken")

    desk.locator("body").press("b")
    confirm = desk.get_by_role("dialog")
    if confirm.count():
        confirm.get_by_role("button").last.click()
    expect(shopper).to_contain_text("I'm back")
    expect(shopper).to_contain_text("space")
    shopper.get_by_role("button", name="Show gifts").click()
    expect(cards(shopper).first).to_contain_text(first)
    expect(cards(shopper).filter(has_text=out)).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (820, 1100), (360, 740)], ids=["1280", "820", "360"])
def test_the_panels_are_accessible(shopper, new_page, stack, talk_id, size, scheme):
    desk = new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    open_talk(desk, stack.url, talk_id)
    for key, name in zip("ifd", PANELS, strict=True):
        desk.keyboard.press(key)
        panel = desk.get_by_role("tabpanel", name=name)
        expect(panel).to_be_visible()
        if name == "Find gifts":
            expect(panel.get_by_role("checkbox").first).to_be_visible()
            panel.get_by_role("button", name="Veto:").first.click()
            expect(panel.get_by_role("button", name="Vetoed:")).to_be_visible()
            panel.get_by_role("checkbox").nth(1).check()
        if name == "Decisions":
            panel.get_by_role("textbox", name="Order number").fill("A-1")
        assert violations(desk) == []
        wide = desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} px too wide"
