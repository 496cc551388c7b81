"""After a person's help: the shopper says how it was, and the team sees it, on the running stack and in browsers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE
from tests.support.agent import PASSWORD, Agent
from tests.support.axe import violations
from tests.support.shopper import Shopper
from tests.support.widget import open_widget, say

OPENING = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"
PERSON = "can I talk to a real person please"


@pytest.fixture(scope="module")
def cleo(shared_stack):
    """An agent whom no other test has given figures."""
    shared_stack.wait_ready(120)
    agent = Agent(shared_stack, "cleo@shop.example").listen()
    yield agent
    agent.close()


def help_out(agent: Agent, conversation_id: str, text: str, how: str = "close") -> None:
    lease = agent.call("POST", conversation_id, "/take").json()["lease"]
    assert agent.call("POST", conversation_id, "/messages", text=text, lease=lease).status_code == 200
    assert agent.call("POST", conversation_id, f"/{how}", lease=lease).status_code == 204


def helped(agent: Agent, new_shopper, how: str = "close") -> tuple[Shopper, int]:
    """A shopper who has been helped, and the line that asks how it was."""
    shopper = new_shopper()
    shopper.say(OPENING)
    assert shopper.say(PERSON)["status"] == "waiting"
    help_out(agent, shopper.id, "Take the dig kit.", how)
    asked = [line for line in shopper.messages() if line["type"] == "rating"]
    assert len(asked) == 1
    return shopper, asked[0]["seq"]


def statistics(agent: Agent) -> dict:
    answer = agent.http.get("/api/agent/statistics")
    assert answer.status_code == 200, answer.text
    return answer.json()


def in_the_widget(page: Page, shop: str, agent: Agent, how: str = "close") -> Locator:
    """Talk to the bot, then to a person who ends it; return the question that follows."""
    made: list[str] = []
    page.on(
        "response",
        lambda answer: made.append(answer.json()["id"]) if answer.url.endswith("/api/conversations") else None,
    )
    panel = open_widget(page, shop)
    say(panel, PERSON)
    expect(panel.get_by_text("you're next")).to_be_visible(timeout=60_000)
    help_out(agent, made[0], "Hello, Cleo here. Take the dig kit!", how)
    question = panel.get_by_role("group", name="How was our help?")
    expect(question).to_be_visible()
    return question


def test_a_shopper_says_how_it_was_and_thinks_better_of_it(cleo, shop, new_page):
    page = new_page(**PHONE)
    before = statistics(cleo)["agents"][0]["total"]["ratings"]["given"]
    question = in_the_widget(page, shop, cleo)
    assert violations(page) == []
    question.get_by_role("button", name="2 of 5: Poor").click()
    question.get_by_role("button", name="Too slow").click()
    line = question.get_by_role("textbox", name="Anything to add?")
    line.fill("Write to zoe@example.org or call +1 212 555 0187")
    assert violations(page) == []
    question.get_by_role("button", name="Send").click()
    thanks = question.get_by_text("Thank you for telling us.")
    expect(thanks).to_be_focused()
    # The page says 40 pixels of all elements; that stays outside.
    expect(thanks).to_have_css("font-size", "15px")

    page.reload()
    expect(question.get_by_text("You gave 2 of 5.")).to_be_attached()
    question.get_by_role("button", name="Change my answer").click()
    expect(line).not_to_have_value("")
    question.get_by_role("button", name="5 of 5: Great").click()
    question.get_by_role("button", name="Solved it").click()
    question.get_by_role("button", name="Send").click()
    expect(question.get_by_text("Thank you for telling us.")).to_be_visible()

    found = statistics(cleo)
    assert found["agents"][0]["total"]["ratings"]["given"] == before + 1
    remark = found["remarks"][0]
    assert (remark["agent"], remark["score"], remark["reason"]) == ("cleo", 5, "solved")
    assert "Write to" in remark["comment"]
    assert "zoe" not in remark["comment"] and "555" not in remark["comment"]


def test_who_would_rather_not_say_is_not_asked_again(cleo, shop, new_page):
    page = new_page(**PHONE)
    before = statistics(cleo)["agents"][0]["total"]["ratings"]
    question = in_the_widget(page, shop, cleo, "release")
    question.get_by_role("button", name="No, thanks").click()
    expect(question.get_by_text("You chose not to say.")).to_be_focused()
    page.reload()
    expect(question.get_by_role("button", name="Answer after all")).to_be_visible()
    expect(question.get_by_role("button", name="5 of 5: Great")).to_be_hidden()
    assert violations(page) == []
    after = statistics(cleo)["agents"][0]["total"]["ratings"]
    assert (after["asked"], after["given"]) == (before["asked"] + 1, before["given"])


def test_over_the_api_and_erased_with_the_conversation(cleo, new_shopper):
    shopper, seq = helped(cleo, new_shopper)
    given = shopper.call(
        "PUT", f"/ratings/{seq}", json={"score": 1, "reason": "unsolved", "comment": "a zither, please"}
    )
    assert given.status_code == 200
    assert "a zither" in str(statistics(cleo)["remarks"])
    other = new_shopper()
    stolen = other.http.put(f"/api/conversations/{shopper.id}/ratings/{seq}", json={"score": 5})
    assert stolen.status_code == 403
    closed = statistics(cleo)["agents"][0]["total"]["closed"]
    assert shopper.call("DELETE").status_code == 204
    found = statistics(cleo)
    assert "a zither" not in str(found)
    assert found["agents"][0]["total"]["closed"] == closed - 1


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (820, 1100), (360, 740)])
def test_the_team_sees_it_in_the_console(stack, cleo, new_shopper, new_page, width, height):
    shopper, seq = helped(cleo, new_shopper)
    shopper.call("PUT", f"/ratings/{seq}", json={"score": 4, "reason": "ideas", "comment": "<b>nice</b> & quick"})
    page = new_page(viewport={"width": width, "height": height})
    page.goto(f"{stack.url}/agent#/statistics")
    page.get_by_label("E-mail").fill("cleo@shop.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("<b>nice</b> & quick").first).to_be_visible()
    chart = page.get_by_role("figure").filter(has_text="Wishes for a person, per day")
    expect(chart.get_by_role("img", name="28 days")).to_be_visible()
    assert violations(page) == []
    chart.get_by_role("button", name="Table").click()
    expect(chart.get_by_role("table").get_by_role("row")).to_have_count(29)
    page.get_by_role("button", name="Last 7 days").click()
    expect(chart.get_by_role("table").get_by_role("row")).to_have_count(8)
    page.get_by_role("combobox", name="Whose").select_option(label="Me (cleo)")
    expect(page.get_by_text("Answered first")).to_be_visible()
    page.get_by_text("What these figures mean").click()
    expect(page.get_by_text("The 90th percentile")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.reload()
    expect(page.get_by_role("combobox", name="Whose").locator("option:checked")).to_have_text("Me (cleo)")
    page.get_by_role("button", name="Open the conversation").first.click()
    expect(page).to_have_url(f"{stack.url}/agent#/conversations/all/{shopper.id}")
