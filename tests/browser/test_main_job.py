"""The widget on a merchant's page: from opening it to a shared page, on a phone and on a desk."""

import re

from playwright.sync_api import expect

from tests.support.widget import OPENING, cards, launcher, open_widget, say

THUMB = 40  # CSS pixels; less is hard to hit


def test_from_a_sentence_to_a_shared_wishlist(page, shop):
    panel = open_widget(page, shop)
    say(panel, OPENING)
    expect(cards(panel).nth(2)).to_be_visible()
    expect(panel.get_by_role("region", name="What we're looking for")).to_contain_text("niece")

    link = cards(panel).first.get_by_role("link")
    expect(link).to_have_attribute("href", re.compile(r"/go/"))
    expect(link).to_have_attribute("rel", re.compile("noopener"))

    for place in (0, 1):
        heart = cards(panel).nth(place).get_by_role("button", name=re.compile("^Save "))
        heart.scroll_into_view_if_needed()
        heart.click()
        expect(heart).to_have_attribute("aria-pressed", "true")

    panel.get_by_role("button", name=re.compile("^Wishlist, 2")).click()
    drawer = page.get_by_role("dialog", name="Wishlist")
    expect(drawer.get_by_role("listitem")).to_have_count(2)
    drawer.get_by_role("button", name="Share this list").click()
    address = drawer.get_by_role("textbox", name="Link to your list").input_value()
    for way in ("WhatsApp", "Facebook", "X", "E-mail"):
        expect(drawer.get_by_role("link", name=way, exact=True)).to_be_visible()

    shared = page.context.browser.new_context(java_script_enabled=False)
    try:
        public = shared.new_page()
        assert public.goto(address).status == 200
        expect(public.locator("a[href*='/go/']").first).to_be_visible()
        assert public.locator("meta[name=robots]").get_attribute("content").startswith("noindex")
    finally:
        shared.close()


def test_a_card_leads_to_a_page_of_the_store(page, shop):
    panel = open_widget(page, shop)
    say(panel, OPENING)
    title = cards(panel).first.locator(".name").inner_text()
    with page.context.expect_page() as opened:
        cards(panel).first.get_by_role("link").click()
    # The catalog's links name the shop's usual address, which is not this one's.
    assert "utm_source=giftfinder" in opened.value.url or opened.value.url.startswith("chrome-error")
    assert title


def test_the_conversation_survives_a_reload_and_another_page(page, shop):
    panel = open_widget(page, shop)
    say(panel, OPENING)
    expect(cards(panel).first).to_be_visible()
    log = panel.get_by_role("log")
    before = log.inner_text()
    page.reload()
    expect(launcher(page).or_(panel)).to_be_visible()
    if launcher(page).is_visible():
        launcher(page).click()
    expect(log).to_have_text(re.compile("niece who loves dinosaurs"))
    expect(cards(panel).first).to_be_visible()
    assert log.get_by_text(OPENING).count() == 1
    assert before.count(OPENING) == 1


def test_a_chip_that_is_dropped_changes_the_results(page, shop):
    panel = open_widget(page, shop)
    say(panel, OPENING)
    expect(cards(panel).first).to_be_visible()
    brief = panel.get_by_role("region", name="What we're looking for")
    brief.get_by_role("button", name=re.compile(r"^Remove .*40")).click()
    expect(brief).not_to_contain_text("40")


def test_the_widget_looks_the_same_whatever_the_page_does_and_fits_it(page, shop):
    panel = open_widget(page, shop)
    panel.evaluate("node => Promise.all(node.getAnimations().map(animation => animation.finished))")
    box, size = panel.bounding_box(), page.viewport_size
    assert box["x"] >= 0 and box["y"] >= 0
    assert box["x"] + box["width"] <= size["width"] and box["y"] + box["height"] <= size["height"]
    send = panel.get_by_role("button", name="Send", exact=True)
    if size["width"] == 360:
        assert min(send.bounding_box()["width"], send.bounding_box()["height"]) >= THUMB
        assert (box["width"], box["height"]) == (size["width"], size["height"])
    assert send.evaluate("node => getComputedStyle(node).color") != "rgb(255, 0, 0)"


def test_nothing_is_written_as_html(page, shop):
    panel = open_widget(page, shop)
    say(panel, "<img src=x onerror=\"document.title='broken'\"> for my mum")
    expect(panel.get_by_role("log")).to_contain_text("<img src=x")
    assert page.title() == "A shop"
