"""The merchants' page on the running stack: what shoppers wanted stands there, also for who sees no charts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import violations
from tests.support.merchant import PASSWORD, Merchant

SIZES = {"360": (360, 740), "1280": (1280, 800)}


@pytest.fixture(scope="module")
def merchant(shared_stack):
    # Once: only so many may sign in a minute.
    shared_stack.wait_ready(120)
    made = Merchant(shared_stack)
    yield made
    made.close()


@pytest.fixture
def page_of(stack, merchant, new_page):
    """Opens the merchants' page in a window of this size, signed in."""

    def sign_in(width: int = 1280, height: int = 800, **options) -> Page:
        page = new_page(viewport={"width": width, "height": height}, **options)
        page.goto(f"{stack.url}/merchant")
        page.get_by_label("E-mail").fill(merchant.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="From opened to bought")).to_be_visible()
        return page

    return sign_in


def test_what_was_asked_for_and_not_found_is_in_the_map_of_gaps(new_shopper, merchant):
    shopper = new_shopper()
    shopper.say("a gift for my uncle who loves zithers, under $30")
    insight = merchant.call("GET", "/insight")
    assert "zithers" in {one["name"] for one in insight["asked"]["interests"]}
    [gap] = [cell for cell in insight["gaps"]["cells"] if cell["interest"] == "zithers"]
    assert (gap["budget"], gap["none"]) == ("up to 50", 1)
    assert gap["lost_amount"] == pytest.approx(insight["gaps"]["order_rate"] * 30, abs=0.01)
    assert "zithers" in merchant.call("GET", "/insight/gaps.csv")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_page_has_no_barriers(page_of, new_shopper, size, scheme):
    new_shopper().say("a gift for my 8-year-old niece who loves dinosaurs, under $40")
    page = page_of(*SIZES[size], color_scheme=scheme)
    assert violations(page) == []
    for section in ("Rules", "Receipts"):
        page.get_by_role("link", name=section).press("Enter")
        if section == "Receipts":
            page.locator("button.entry").first.press("Enter")
            expect(page.get_by_role("region", name="Receipt", exact=True)).to_contain_text("Place")
        else:
            expect(page.get_by_role("heading", name="Rules", exact=True)).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_rule_is_made_looked_at_and_taken_away_on_the_page(page_of):
    page = page_of()
    page.get_by_role("link", name="Rules").click()
    page.get_by_role("button", name="New rule").click()
    form = page.get_by_role("form", name="Rule")
    form.get_by_label("Name", exact=True).fill("Books first")
    form.get_by_label("What to do").select_option(label="Boost")
    form.get_by_label("Categories", exact=True).fill("Books")
    form.get_by_role("button", name="Save").click()
    rule = page.get_by_role("listitem").filter(has_text="Books first")
    expect(rule).to_contain_text("boss@shop.example")
    preview = page.get_by_role("region", name="Preview", exact=True)
    preview.get_by_label("Interests").fill("dinosaurs")
    preview.get_by_role("button", name="Show both answers").click()
    expect(preview).to_contain_text("With the rules")
    rule.get_by_role("button", name="Delete Books first").click()
    expect(rule).to_have_count(0)
