"""The quiz in the widget: by finger and by keyboard, back and changed, its result shared; clean for axe-core."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.axe import violations

THUMB = 44  # CSS pixels
MOST_STEPS = 8


def open_quiz(page: Page, url: str) -> Locator:
    page.goto(url)
    page.get_by_role("button", name=re.compile("^Find a gift")).click()
    panel = page.get_by_role("dialog").first
    panel.get_by_role("textbox", name="Your message").fill("quiz me")
    panel.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Start the quiz").last.click()
    quiz = page.get_by_role("dialog", name="Gift quiz")
    # The first quiz of a fresh stack waits until the catalog's labels are encoded, which a busy machine takes long for.
    expect(quiz.get_by_role("radio").first).to_be_visible(timeout=90_000)
    return quiz


def count(quiz: Locator) -> int:
    """The number of gifts, once it has stopped running."""
    line = quiz.locator(".qz-count:not([data-running])")
    return int(re.sub(r"\D", "", line.inner_text()))


def question(quiz: Locator) -> str:
    return quiz.get_by_role("heading", level=3).inner_text()


def test_by_finger_to_the_gifts(page, shop):
    quiz = open_quiz(page, shop)
    start = count(quiz)
    first = question(quiz)
    for option in quiz.get_by_role("radio").all():
        box = option.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= THUMB
    quiz.get_by_role("radio", name=re.compile("^My mom")).click()
    expect(quiz.get_by_role("heading", level=3)).not_to_have_text(first)
    expect(quiz.get_by_role("heading", level=3)).to_be_focused()
    assert count(quiz) < start

    # Each option says what it leaves, and is true.
    option = quiz.get_by_role("radio", name=re.compile("^In the kitchen"))
    left = int(re.search(r"(\d+) gift", option.evaluate("input => input.labels[0].innerText")).group(1))
    option.click()
    expect(quiz.get_by_role("heading", level=3)).to_contain_text("first")
    assert count(quiz) == left

    # Back shows the answer given; another one is taken over.
    quiz.get_by_role("button", name="Back").click()
    expect(quiz.get_by_role("radio", name=re.compile("^In the kitchen"))).to_be_checked()
    quiz.get_by_role("radio", name=re.compile("^Making something")).click()
    expect(quiz.get_by_role("heading", level=3)).to_contain_text("first")
    to_the_end(quiz)

    quiz.get_by_role("button", name=re.compile("^Show the gift")).click()
    expect(quiz).to_be_hidden()
    panel = page.get_by_role("dialog").first
    expect(panel.get_by_role("list", name="Gifts").last.get_by_role("listitem").first).to_be_visible()
    expect(panel.get_by_role("region", name="What we're looking for")).to_contain_text("mother")


def to_the_end(quiz: Locator) -> None:
    done = quiz.get_by_role("button", name=re.compile("^(Start again)$"))
    for _ in range(MOST_STEPS):
        heading = question(quiz)
        if done.is_visible():
            return
        quiz.get_by_role("radio").first.click()
        expect(quiz.get_by_role("heading", level=3)).not_to_have_text(heading)
    raise AssertionError("the quiz has no end")


def test_by_keyboard_alone(page, shop):
    quiz = open_quiz(page, shop)
    heading = quiz.get_by_role("heading", level=3)
    for _ in range(MOST_STEPS):
        expect(heading).to_be_focused()
        if not quiz.get_by_role("radio").count():
            break
        before = question(quiz)
        expect(quiz.locator("#qz-form")).to_have_attribute("aria-busy", "false")
        for _ in range(3):  # past the answers' heading to the radio group
            page.keyboard.press("Tab")
            if quiz.get_by_role("radio").evaluate_all("all => all.some(one => one.matches(':focus'))"):
                break
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        assert question(quiz) == before  # arrows look around, they do not answer
        page.keyboard.press("Enter")
        expect(heading).not_to_have_text(before)
    quiz.get_by_role("button", name=re.compile("^Show the gift")).press("Enter")
    expect(quiz).to_be_hidden()
    page.keyboard.press("Escape")


def test_the_count_is_announced(page, shop):
    quiz = open_quiz(page, shop)
    quiz.get_by_role("radio", name=re.compile("^A friend")).click()
    expect(quiz.get_by_role("status")).to_have_text(re.compile(r"^\d+ gifts possible$"))


def test_its_result_is_shared(page, shop):
    quiz = open_quiz(page, shop)
    to_the_end(quiz)
    quiz.get_by_role("button", name="Share the result").click()
    address = quiz.get_by_role("textbox", name="Link to the result").input_value()
    shared = page.context.browser.new_context(java_script_enabled=False)
    try:
        public = shared.new_page()
        assert public.goto(address).status == 200
        expect(public.locator(".answer")).not_to_have_count(0)
        expect(public.locator("a[href*='/go/']").first).to_be_visible()
        assert public.locator("meta[name=robots]").get_attribute("content").startswith("noindex")
    finally:
        shared.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, shop, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    quiz = open_quiz(page, shop)
    host = "gift-finder"
    assert violations(page, host) == []
    quiz.get_by_role("radio", name=re.compile("^A friend")).click()
    expect(quiz.get_by_role("button", name=re.compile("A friend"))).to_be_visible()
    assert violations(page, host) == []
    to_the_end(quiz)
    quiz.get_by_role("button", name="Share the result").click()
    address = quiz.get_by_role("textbox", name="Link to the result").input_value()
    assert violations(page, host) == []
    page.goto(address)
    assert violations(page) == []
    page.goto(address[:-1])
    assert violations(page) == []
