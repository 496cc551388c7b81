"""What the widget does beside the main job, in a real browser: parts on first use, feedback, erasing, hello, languages."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.support import widget_fixtures as talk
from tests.support.widget import OPENING, cards, choose, launcher, open_widget, say

GIFTS = (talk.said("dinosaurs"), talk.GIFTS, talk.NEXT)
ADVICE = (talk.said("compare the first and the third"), talk.COMPARISON)


def open_talk(page: Page, shop: str, server: str, *messages, saved=(), **more):
    calls = talk.take_part(page, server, talk.history(*messages, **more), saved)
    return open_widget(page, shop), calls


def with_config(page: Page, **settings) -> None:
    """Let the store have other settings."""

    def answer(route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json=response.json() | settings)

    page.route("**/api/config", answer)


def test_parts_are_loaded_on_first_use_and_only_then(desk, shop, stack):
    with_config(desk, theme=None)
    loaded: list[str] = []
    desk.on("request", lambda request: loaded.append(request.url.removeprefix(stack.url)))
    panel, _ = open_talk(desk, shop, stack.url, *GIFTS)
    expect(cards(panel).first).to_be_visible()
    assert not [path for path in loaded if path.startswith("/widget/")]
    choose(panel, "Menu", "Help")
    expect(desk.get_by_role("dialog", name="Help").get_by_role("listitem").first).to_be_visible()
    parts = [path for path in loaded if path.startswith("/widget/")]
    assert len(parts) == 1
    assert re.fullmatch(r"/widget/extras\.js\?v=[0-9a-f]{10}", parts[0])


def test_a_part_that_does_not_load_can_be_tried_again(desk, shop, stack):
    failing = re.compile(r"/widget/compare\.js\?v=\w+$")
    desk.route(failing, lambda route: route.abort())
    panel, _ = open_talk(desk, shop, stack.url, *ADVICE)
    alert = panel.get_by_role("alert")
    expect(alert).to_contain_text("didn't load")
    # The text alone is an answer.
    expect(panel.get_by_text(talk.COMPARISON["text"])).to_be_visible()
    alert.get_by_role("button", name="Try again").click()
    expect(panel.get_by_role("table")).to_be_visible()


def test_a_comparison_fits_the_screen_or_scrolls_in_itself(page, shop, stack):
    panel, _ = open_talk(page, shop, stack.url, *ADVICE)
    table = panel.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(
        ["Dinosaur Egg Dig Kit with Twelve Eggs", re.compile("T-Rex")]
    )
    expect(table.get_by_role("rowheader", name="Price")).to_be_visible()
    log = panel.get_by_role("log")
    assert log.evaluate("node => node.scrollWidth <= node.clientWidth")


def test_the_newest_answer_shows_its_gifts_and_its_suggested_answers(page, shop, stack):
    panel, _ = open_talk(page, shop, stack.url, *GIFTS)
    expect(panel.get_by_role("group", name="Suggested answers").get_by_role("button").first).to_be_in_viewport(ratio=1)
    expect(cards(panel).first.locator(".picture")).to_be_in_viewport(ratio=1)
    expect(cards(panel).first.get_by_role("link")).to_be_in_viewport(ratio=0.9)


def test_feedback_goes_to_the_shop_and_to_the_bot(page, shop, stack):
    panel, calls = open_talk(page, shop, stack.url, *GIFTS, feedback={"p2": "useful"})
    first, second = cards(panel).nth(0), cards(panel).nth(1)
    useful = re.compile("^Useful: ")
    expect(second.get_by_role("button", name=useful)).to_have_attribute("aria-pressed", "true")
    first.get_by_role("button", name=useful).click()
    expect(first.get_by_role("button", name=useful)).to_have_attribute("aria-pressed", "true")
    choose(first, re.compile("^Not for us"), "Too expensive")
    expect(panel.get_by_text(f"Not for us: {talk.CARDS[0]['title']} (too expensive)")).to_be_visible()
    expect(first.get_by_role("button", name=re.compile("^Not for us"))).to_have_attribute("aria-pressed", "true")
    verdicts = [body for method, path, body in calls if method == "PUT" and path == "/feedback/p1"]
    assert verdicts == [
        {"verdict": "useful", "reason": None},
        {"verdict": "not_for_us", "reason": "too_expensive"},
    ]


def test_two_gifts_are_chosen_for_a_comparison(desk, shop, stack):
    panel, calls = open_talk(desk, shop, stack.url, *GIFTS)
    choose(cards(panel).first, re.compile("^More about"), "Compare with another")
    cards(panel).nth(1).get_by_role("button", name="Compare", exact=True).click()
    said = f"Compare {talk.CARDS[0]['title']} and {talk.CARDS[1]['title']}"
    expect(panel.get_by_text(said)).to_be_visible()
    assert [body["text"] for _, path, body in calls if path == "/messages"] == [said]


def test_another_recipient_is_a_tap_away(page, shop, stack):
    panel, calls = open_talk(page, shop, stack.url, *GIFTS, recipients=talk.RECIPIENTS)
    people = panel.get_by_role("group", name="Who we're shopping for")
    expect(people.get_by_role("button", name="niece")).to_have_attribute("aria-current", "true")
    people.get_by_role("button", name="dad").click()
    expect(panel.get_by_role("log").get_by_text("dad", exact=True)).to_be_visible()
    assert '/switch_recipient{"recipient":2}' in [body.get("payload") for _, path, body in calls if path == "/messages"]


def test_the_conversation_is_downloaded_as_text(page, shop, stack):
    panel, _ = open_talk(page, shop, stack.url, *GIFTS)
    with page.expect_download() as download:
        choose(panel, "Menu", "Download conversation")
    assert re.fullmatch(r"gift-finder-\d{4}-\d\d-\d\d\.txt", download.value.suggested_filename)
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert re.fullmatch(r"November 22, 2026 at .+ · You: dinosaurs", lines[0])
    assert f"- {talk.CARDS[0]['title']}, $24.90 {stack.url}/go/p1" in lines


def test_all_is_erased_here_and_at_the_shop(desk, shop, stack):
    panel = open_widget(desk, shop)
    say(panel, OPENING)
    expect(cards(panel).first).to_be_visible()
    session = json.loads(desk.evaluate("localStorage[Object.keys(localStorage).find(key => key.endsWith(':session'))]"))
    choose(panel, "Menu", "Erase my data")
    desk.get_by_role("alertdialog", name="Erase everything?").get_by_role("button", name="Erase").click()
    expect(panel.get_by_text("All erased")).to_be_visible()
    expect(panel.get_by_role("list", name="Gifts")).to_have_count(0)
    expect(panel.get_by_role("region", name="What we're looking for").get_by_text("niece")).to_have_count(0)
    assert desk.evaluate("Object.values(localStorage).join().includes('dinosaurs')") is False
    gone = desk.request.get(
        f"{stack.url}/api/conversations/{session['id']}", headers={"Authorization": f"Bearer {session['token']}"}
    )
    assert gone.status in {401, 403, 404}


def test_starting_over_keeps_the_wishlist(desk, shop):
    panel = open_widget(desk, shop)
    say(panel, OPENING)
    heart = cards(panel).first.get_by_role("button", name=re.compile("^Save "))
    heart.click()
    expect(panel.get_by_role("button", name="Wishlist, 1 gift")).to_be_visible()
    choose(panel, "Menu", "Start over")
    question = desk.get_by_role("alertdialog", name="Start over?")
    expect(question).to_contain_text("wishlist stays")
    question.get_by_role("button", name="Start over").click()
    expect(panel.get_by_text(OPENING)).to_have_count(0)
    panel.get_by_role("button", name="Wishlist, 1 gift").click()
    expect(desk.get_by_role("dialog", name="Wishlist").get_by_role("listitem")).to_have_count(1)


HELLO = {"text": "Stuck for an idea?", "after": 0, "pages": ["/"]}


def test_the_hello_is_said_once_and_opens_nothing(desk, shop):
    with_config(desk, hello=HELLO)
    desk.goto(shop)
    hello = desk.get_by_role("region", name="A word from the gift finder")
    expect(hello).to_contain_text(HELLO["text"])
    expect(desk.get_by_role("dialog")).to_have_count(0)
    hello.get_by_role("button", name="Dismiss").click()
    expect(hello).to_have_count(0)
    desk.reload()
    expect(launcher(desk)).to_be_visible()
    desk.wait_for_timeout(500)
    expect(hello).to_have_count(0)


@pytest.mark.parametrize(
    ("options", "hello"),
    [(PHONE, HELLO), ({**DESKTOP, "reduced_motion": "reduce"}, HELLO), (DESKTOP, {**HELLO, "pages": ["/toys/*"]})],
    ids=["phone", "reduced motion", "another page"],
)
def test_the_hello_is_not_said(new_page, shop, options, hello):
    page = new_page(**options)
    with_config(page, hello=hello)
    page.goto(shop)
    expect(launcher(page)).to_be_visible()
    page.wait_for_timeout(700)
    expect(page.get_by_role("region", name="A word from the gift finder")).to_have_count(0)


def test_the_launcher_moves_aside_while_the_page_is_read(page, shop):
    page.goto(shop)
    expect(launcher(page)).to_be_visible()
    page.evaluate("document.body.style.height = '4000px'")
    wide = launcher(page).bounding_box()
    page.evaluate("scrollTo(0, 900)")
    expect(page.locator("[data-aside=true]")).to_be_attached()
    page.wait_for_timeout(400)
    small = launcher(page).bounding_box()
    assert small["width"] < wide["width"] / 2
    assert small["width"] >= 40
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("[data-aside=false]")).to_be_attached()


def test_arabic_runs_from_right_to_left(page, shop, stack, tmp_path):
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => document.querySelector('script[src]').dataset.locale = 'ar')"
    )
    talk.take_part(page, stack.url, talk.history(*GIFTS), ("p1",))
    with_config(page, locale="ar")
    page.goto(shop)
    page.get_by_role("button", name="ابحث عن هدية").click()
    panel = page.get_by_role("dialog", name="باحث الهدايا")
    expect(panel.get_by_role("textbox", name="رسالتك")).to_be_visible()
    root = page.locator("gift-finder > .root, gift-finder .root")
    expect(root).to_have_attribute("dir", "rtl")
    box, close = panel.bounding_box(), panel.get_by_role("button", name="إغلاق").first.bounding_box()
    assert close["x"] < box["x"] + box["width"] / 4
    first, second = (panel.get_by_role("list", name="الهدايا").get_by_role("listitem").nth(at) for at in (0, 1))
    assert first.bounding_box()["x"] > second.bounding_box()["x"]
    picture = page.screenshot(path=tmp_path / "rtl.png")
    assert len(picture) > 10_000


def test_german_is_there_at_first_paint(desk, shop, stack):
    with_config(desk, locale="de-DE")
    talk.take_part(desk, stack.url, talk.history(*GIFTS))
    desk.goto(shop)
    desk.get_by_role("button", name="Geschenk finden").click()
    panel = desk.get_by_role("dialog", name="Geschenkfinder")
    expect(panel.get_by_text("24,90 $", exact=False).first).to_be_visible()
    expect(desk.get_by_text("Find a gift")).to_have_count(0)


def test_the_season_is_a_thin_layer_and_can_be_kept_off(desk, shop):
    with_config(desk, theme="christmas", countdown=talk.COUNTDOWN | {"title": "Christmas"})
    panel = open_widget(desk, shop)
    expect(panel.locator("header .art")).to_be_visible()
    expect(panel.get_by_text("days left to order")).to_be_visible()
    desk.evaluate("document.querySelector('gift-finder').dataset.theme = 'none'; dispatchEvent(new Event('resize'))")
    expect(panel.locator("header .art")).to_have_count(0)
