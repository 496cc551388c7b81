"""The whole main job by keyboard alone: from the launcher to a shared list and a link to buy, and back."""

import re

from playwright.sync_api import Page, expect

from tests.support.widget import OPENING, cards, launcher

# What has the focus, as a screen reader would name it, through shadow roots.
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.getAttribute("aria-label") ?? at?.innerText ?? "";
}"""


def tab_to(page: Page, name: str, key: str = "Tab", most: int = 60) -> str:
    """Press a key until what has the focus is called so; return its name."""
    seen = []
    for _ in range(most):
        page.keyboard.press(key)
        seen.append(page.evaluate(FOCUSED))
        if re.search(name, seen[-1]):
            return seen[-1]
    raise AssertionError(f"no {name!r} among {seen}")


def test_the_whole_job_by_keyboard(desk, shop):
    page = desk
    page.goto(shop)
    expect(launcher(page)).to_be_visible()
    tab_to(page, "^Find a gift")
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog").first
    expect(panel.get_by_role("textbox", name="Your message")).to_be_focused()

    page.keyboard.type(OPENING)
    page.keyboard.press("Enter")
    expect(cards(panel).first).to_be_visible()

    # A suggested answer by arrows: back from the message box to the group, along it, and into the chat.
    replies = panel.get_by_role("group", name="Suggested answers").get_by_role("button")
    expect(replies.nth(1)).to_be_visible()
    last = replies.last.inner_text()
    tab_to(page, f"^{re.escape(last)}$", "Shift+Tab")
    page.keyboard.press("ArrowRight")
    expect(replies.first).to_be_focused()
    before = panel.get_by_role("list", name="Gifts").count()
    chosen = tab_to(page, "^(Cheaper|Less|More|Show)", "ArrowRight", 8)
    page.keyboard.press("Enter")
    expect(panel.get_by_role("log").get_by_text(chosen, exact=True).first).to_be_visible()
    expect(panel.get_by_role("list", name="Gifts")).to_have_count(before + 1)
    expect(panel.get_by_role("textbox", name="Your message")).to_be_focused()

    # A gift is saved, and the focus stays on its heart.
    saved = tab_to(page, "^Save ", "Shift+Tab").removeprefix("Save ")
    page.keyboard.press("Enter")
    heart = panel.get_by_role("button", name=f"Save {saved}", exact=True).last
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(heart).to_be_focused()

    # The list is opened and shared; the focus goes round in it.
    tab_to(page, "^Wishlist, 1 gift$", "Shift+Tab", 120)
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog", name="Wishlist")
    expect(drawer.get_by_role("listitem")).to_have_count(1)
    tab_to(page, "^Share this list$")
    page.keyboard.press("Enter")
    expect(drawer.get_by_role("textbox", name="Link to your list")).to_have_value(re.compile("/w/"))
    tab_to(page, f"^{re.escape(saved)}$")
    link = drawer.get_by_role("link", name=saved)
    expect(link).to_be_focused()
    expect(link).to_have_attribute("href", re.compile("/go/"))

    # Out of everything, and back where it began.
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(panel.locator(":focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(launcher(page)).to_be_focused()
