"""axe-core finds nothing: every state of the widget and the shared page, light and dark, on a phone and on a desk."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.support import widget_fixtures as talk
from tests.support.shopper import cards
from tests.support.stack_fixtures import new_shopper, shopper
from tests.support.widget import OPENING, launcher

__all__ = ["new_shopper", "shopper"]

AXE = Path("bot/web/node_modules/axe-core/axe.min.js")
TALKS = {
    "chat": (),
    "cards": (talk.said("dinosaurs"), talk.GIFTS, talk.NEXT),
    "compare": (talk.said("compare the first and the third"), talk.COMPARISON, talk.DETAILS),
    "wishlist": (talk.said("dinosaurs"), talk.GIFTS),
    "other": (talk.said("Will it arrive?"), talk.POLICY, talk.COUNTDOWN, talk.QUIZ, talk.UNKNOWN),
}


@pytest.fixture(params=["light", "dark"])
def scheme(request) -> str:
    return request.param


@pytest.fixture(params=[PHONE, DESKTOP], ids=["360", "1280"])
def looked_at(request, scheme, new_page) -> Page:
    """A page whose content security policy lets the test's own script in, and which does not move."""
    return new_page(**request.param, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")


def findings(page: Page, within: str) -> list[str]:
    """Return what axe-core objects to in a part of the page: rule, element and why."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("within => axe.run({include: [within]})", within)
    assert found["passes"], f"axe-core saw nothing in {within}"
    return [
        f"{rule['id']}: {node['html'][:120]}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def open_talk(page: Page, shop: str, server: str, name: str):
    saved = ("p1", "p3") if name != "chat" else ()
    conversation = talk.history(*TALKS[name], recipients=talk.RECIPIENTS, feedback={"p1": "useful"})
    talk.take_part(page, server, conversation, saved)
    page.goto(shop)
    launcher(page).click()
    panel = page.get_by_role("dialog").first
    expect(panel.get_by_role("textbox", name="Your message")).to_be_visible()
    return panel


def test_closed(looked_at, shop):
    looked_at.goto(shop)
    expect(launcher(looked_at)).to_be_visible()
    assert findings(looked_at, "gift-finder") == []


@pytest.mark.parametrize("name", ["chat", "cards", "compare", "other"])
def test_the_open_widget(looked_at, shop, stack, name):
    panel = open_talk(looked_at, shop, stack.url, name)
    if name == "compare":
        expect(panel.get_by_role("table")).to_be_visible()
    assert findings(looked_at, "gift-finder") == []


def test_a_menu_and_the_choice_of_a_second_gift(looked_at, shop, stack):
    panel = open_talk(looked_at, shop, stack.url, "cards")
    panel.get_by_role("button", name="More about Dinosaur Egg").click()
    expect(panel.get_by_role("menu")).to_be_visible()
    assert findings(looked_at, "gift-finder") == []
    panel.get_by_role("menuitem", name="Compare with another").click()
    expect(panel.get_by_text("Now choose a gift")).to_be_visible()
    assert findings(looked_at, "gift-finder") == []


def test_the_wishlist(looked_at, shop, stack):
    panel = open_talk(looked_at, shop, stack.url, "wishlist")
    panel.get_by_role("button", name="Wishlist, 2 gifts").click()
    drawer = looked_at.get_by_role("dialog", name="Wishlist")
    expect(drawer.get_by_role("listitem")).to_have_count(2)
    drawer.get_by_role("button", name="Share this list").click()
    expect(drawer.get_by_role("textbox", name="Link to your list")).to_be_visible()
    assert findings(looked_at, "gift-finder") == []


def test_the_quiz(looked_at, shop):
    looked_at.goto(shop)
    launcher(looked_at).click()
    panel = looked_at.get_by_role("dialog").first
    panel.get_by_role("button", name="Menu").click()
    panel.get_by_role("menuitem", name="Gift quiz").click()
    quiz = looked_at.get_by_role("dialog", name="Gift quiz")
    expect(quiz.get_by_role("img").or_(quiz.locator("img")).first).to_be_visible()
    assert findings(looked_at, "gift-finder") == []


def test_the_shared_page(looked_at, stack, shopper):
    answer = shopper.say(OPENING)
    for card in cards(answer["replies"])[:2]:
        shopper.call("PUT", f"/wishlist/items/{card['product_id']}").raise_for_status()
    shared = shopper.call("POST", "/wishlist/share", json={}).raise_for_status().json()
    looked_at.goto(f"{stack.url}/w/{shared['token']}")
    expect(looked_at.locator("a[href*='/go/']").first).to_be_visible()
    assert findings(looked_at, "body") == []
