"""The widget as a shopper uses it in a browser."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

OPENING = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"
LAUNCHER = re.compile("^Find a gift")


def launcher(page: Page) -> Locator:
    """Return the button that opens the widget."""
    return page.get_by_role("button", name=LAUNCHER)


def open_widget(page: Page, url: str) -> Locator:
    """Open the page and the widget on it; return the panel."""
    page.goto(url)
    launcher(page).click()
    panel = page.get_by_role("dialog").first
    expect(panel).to_be_visible()
    return panel


def say(panel: Locator, text: str) -> None:
    """Write a message and send it."""
    panel.get_by_role("textbox", name="Your message").fill(text)
    panel.get_by_role("button", name="Send", exact=True).click()


def cards(panel: Locator) -> Locator:
    """Return the gifts of the newest answer."""
    return panel.get_by_role("list", name="Gifts").last.get_by_role("listitem")


def choose(panel: Locator, menu: str | re.Pattern[str], item: str) -> None:
    """Open a menu and choose from it."""
    panel.get_by_role("button", name=menu).first.click()
    panel.get_by_role("menuitem", name=item).click()
