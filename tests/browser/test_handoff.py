"""The whole of a hand-off in two windows side by side, on a desk and on a tablet: shopper and agent, from end to end."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP
from tests.support.agent import PASSWORD
from tests.support.axe import violations
from tests.support.widget import cards, open_widget, say

OPENING = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"
EMAIL = "ada@shop.example"
TABLET = {"viewport": {"width": 820, "height": 1100}, "has_touch": True}
SCREENS = {
    "desk-light": {**DESKTOP, "color_scheme": "light"},
    "desk-dark": {**DESKTOP, "color_scheme": "dark"},
    "tablet-light": {**TABLET, "color_scheme": "light"},
    "tablet-dark": {**TABLET, "color_scheme": "dark"},
}
# A folder to put pictures of every step into, for those who want to look at them.
PICTURES = os.environ.get("GIFTFINDER_TEST_PICTURES")


class Windows:
    """Both windows; `look` checks them as they stand."""

    def __init__(self, shop: Page, desk: Page, name: str) -> None:
        self.shop = shop
        self.desk = desk
        self._name = name
        self._steps = 0

    def look(self, step: str) -> None:
        self._steps += 1
        for page, who in ((self.shop, "shopper"), (self.desk, "agent")):
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{self._name}-{self._steps:02}-{step}-{who}.png")
            assert violations(page, "gift-finder" if who == "shopper" else "body") == [], f"{step}: {who}"
        wide = self.desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{step}: the desk is {wide} px too wide"


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/agent")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Inbox")).to_be_visible()


def opened(desk: Page, name: str) -> Locator:
    """A tab beside the conversation; where there is no room beside it, over it."""
    tab = desk.get_by_role("tab", name=name)
    if not tab.is_visible():
        desk.get_by_role("button", name="Details", exact=True).click()
    tab.click()
    panel = desk.get_by_role("tabpanel", name=name)
    expect(panel).to_be_visible()
    return panel


@pytest.mark.parametrize("screen", list(SCREENS))
def test_the_whole_story(stack, shop, new_page, screen):
    stack.command("staff", "add", EMAIL, "--role", "agent", "--password-stdin", stdin=f"{PASSWORD}\n")
    options = {**SCREENS[screen], "bypass_csp": True, "reduced_motion": "reduce"}
    page, desk = new_page(**options), new_page(**options)
    both = Windows(page, desk, screen)
    sign_in(desk, stack.url)

    # The shopper asks for a person, and the agent is alerted.
    panel = open_widget(page, shop)
    say(panel, OPENING)
    expect(cards(panel).first).to_be_visible()
    say(panel, "can I talk to a real person please")
    expect(panel).to_contain_text("you're next")
    expect(desk).to_have_title(re.compile(r"^\(\d+\)"))
    line = desk.get_by_role("navigation", name="Inbox").locator(".line").filter(has_text="niece").first
    expect(line).to_contain_text("niece")
    both.look("alert")

    # She takes it; both see the other write, and what they say.
    line.get_by_role("button").first.click()
    desk.get_by_role("button", name="Take over").click()
    expect(desk.get_by_text("You have this conversation")).to_be_visible()
    expect(desk.get_by_role("list", name="In short")).to_contain_text("niece")
    reply = desk.get_by_role("textbox", name="Reply to the shopper")
    reply.press_sequentially("Hi, Ada here.")
    expect(panel.locator(".typing")).to_be_visible()
    reply.press("Enter")
    expect(panel.get_by_text("Hi, Ada here.")).to_be_visible()
    expect(panel.locator(".typing")).to_have_count(0)
    panel.get_by_role("textbox", name="Your message").press_sequentially("Is there something with fossils?")
    expect(desk.get_by_text("The shopper is writing…")).to_be_visible()
    both.look("writing")
    panel.get_by_role("textbox", name="Your message").press("Enter")
    expect(desk.get_by_role("list", name="Messages")).to_contain_text("something with fossils?")
    expect(desk.get_by_text("The shopper is writing…")).to_have_count(0)

    # Gifts out of the catalog beside the chat.
    found = opened(desk, "Find gifts")
    expect(found.get_by_role("checkbox").first).to_be_visible()
    titles = [found.get_by_role("listitem").filter(has=desk.get_by_role("checkbox")).nth(row) for row in (0, 1)]
    sent = [title.get_by_role("link").inner_text() for title in titles]
    for title in titles:
        title.get_by_role("checkbox").check()
    both.look("find-gifts")
    found.get_by_role("button", name="Send 2 gifts").click()
    expect(cards(panel)).to_have_count(2)
    for title in sent:
        expect(cards(panel).filter(has_text=title)).to_have_count(1)

    # The brief, a private note, a canned reply.
    brief = opened(desk, "Brief")
    brief.get_by_role("textbox", name="Age").fill("9")
    brief.get_by_role("textbox", name="Age").press("Enter")
    expect(panel.get_by_role("button", name=re.compile("9 years")).first).to_be_visible()
    both.look("brief")
    notes = opened(desk, "Notes")
    notes.get_by_role("textbox", name="Private note").fill("Wants fossils")
    notes.get_by_role("textbox", name="Private note").press("Enter")
    expect(desk.get_by_role("list", name="Messages")).to_contain_text("Wants fossils")
    both.look("note")
    replies = opened(desk, "Replies")
    examples = replies.get_by_role("button", name="Start with six examples")
    insert = replies.get_by_role("button", name="Insert /hello")
    expect(examples.or_(insert).first).to_be_visible()
    if examples.is_visible():
        examples.click()
    insert.click()
    expect(reply).to_have_value(re.compile("ada here from"))
    both.look("canned-reply")
    reply.press("Enter")
    expect(panel.get_by_text(re.compile("ada here from"))).to_be_visible()
    expect(panel).not_to_contain_text("Wants fossils")

    # Handed back, the bot goes on with what it was left.
    desk.get_by_role("button", name="Back to the bot").click()
    expect(panel).to_contain_text("I'm back")
    expect(panel).to_contain_text("9")
    expect(desk.get_by_text("The bot has this conversation")).to_be_visible()
    both.look("released")
    say(panel, "show me more")
    shown = cards(panel)
    expect(panel.get_by_role("list", name="Gifts")).to_have_count(3)
    for title in sent:
        expect(shown.filter(has_text=title)).to_have_count(0)

    # Taken again and closed: the shopper is asked how it was, and can start anew.
    desk.get_by_role("button", name="Take over").click()
    reply.fill("Anything else? Else I close this. Have a nice party!")
    reply.press("Enter")
    expect(panel.get_by_text("Have a nice party!")).to_be_visible()
    desk.get_by_role("button", name="Close", exact=True).click()
    expect(desk.get_by_text("This conversation is closed")).to_be_visible()
    question = panel.get_by_role("group", name="How was our help?").last
    question.get_by_role("button", name="5 of 5: Great").click()
    question.get_by_role("button", name="Solved it").click()
    both.look("rating")
    question.get_by_role("button", name="Send").click()
    expect(question.get_by_text("Thank you for telling us.")).to_be_visible()
    expect(panel.get_by_role("textbox", name="Your message")).to_be_disabled()
    both.look("closed")
