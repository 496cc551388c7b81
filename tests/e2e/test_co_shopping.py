"""An agent shops with the shopper, and the bot goes on from there, on the running stack."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator

import httpx
import pytest

from tests.support.agent import Agent
from tests.support.processes import wait_for
from tests.support.shopper import Shopper, cards, texts

OPENING = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"
LEFT = "I'm back"


@pytest.fixture(scope="module")
def ada(shared_stack) -> Iterator[Agent]:
    shared_stack.wait_ready(120)
    agent = Agent(shared_stack, "ada-shops@shop.example")
    yield agent
    agent.close()


def take(ada: Agent, shopper: Shopper) -> int:
    return ada.call("POST", shopper.id, "/take").json()["lease"]


def edit(ada: Agent, shopper: Shopper, lease: int, **parts: object) -> dict:
    answer = ada.call("PATCH", shopper.id, "/brief", lease=lease, **parts)
    assert answer.status_code == 200, answer.text
    return answer.json()


def gifts(ada: Agent, shopper: Shopper, query: str = "") -> dict:
    answer = ada.call("GET", shopper.id, f"/gifts{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def release(ada: Agent, shopper: Shopper, lease: int) -> dict:
    """Hand back, and return the bot's first words."""
    last = max(message["seq"] for message in shopper.messages())
    assert ada.call("POST", shopper.id, "/release", lease=lease).status_code == 204
    return shopper.wait_for(LEFT, after=last, seconds=60)


def ids(found: list[dict]) -> list[str]:
    return [card["product_id"] for card in found]


def shown(messages: list[dict]) -> set[str]:
    return {card["product_id"] for message in messages for card in message.get("items", [])}


def payload(shopper: Shopper, text: str) -> list[dict]:
    answer = shopper.call("POST", "/messages", json={"payload": text})
    assert answer.status_code == 200, answer.text
    return answer.json()["replies"]


def test_the_brief_filters_the_catalog_and_its_edits_reach_the_shopper_live(ada, shopper):
    shopper.say(OPENING)
    lease = take(ada, shopper)
    found = gifts(ada, shopper)
    assert found["filters"] == ["relationship", "age", "interests", "budget"]
    assert found["total"] == len(found["items"]) > 3
    assert all(float(item["card"]["price"]["amount"]) <= 40 for item in found["items"])
    assert {item["stock"] for item in found["items"]} == {"in_stock"}
    assert gifts(ada, shopper, "?off=interests")["total"] > found["total"]
    puzzles = gifts(ada, shopper, "?q=puzzle")
    assert puzzles["items"]
    assert all(float(item["card"]["price"]["amount"]) <= 40 for item in puzzles["items"])

    heard: list[dict] = []
    listening = threading.Event()

    def listen() -> None:
        with shopper.http.stream("GET", f"/api/conversations/{shopper.id}/events", timeout=60) as stream:
            name = ""
            for line in stream.iter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: ") and name == "state":
                    heard.append(json.loads(line.removeprefix("data: ")))
                    listening.set()
                    if heard[-1]["brief"]["interests"] == ["space"]:
                        return

    page = threading.Thread(target=listen, daemon=True)
    page.start()
    assert listening.wait(20)
    edited = edit(ada, shopper, lease, interests=["space"], age={"min": 9, "max": 9}, budget={"max": 60})
    page.join(20)
    assert not page.is_alive(), "the shopper's page was not told"
    assert heard[-1]["brief"] == edited["brief"] == shopper.call("GET").json()["brief"]
    assert edited["brief"]["budget"] == {"min": None, "max": 60, "currency": "USD"}
    assert edited["fits"] == gifts(ada, shopper)["total"] == heard[-1]["fits"] or heard[-1]["fits"] is None
    assert ada.call("POST", shopper.id, "/close", lease=lease).status_code == 204


def test_an_agents_cards_are_cards_like_any_other(ada, shopper, stack):
    shopper.say(OPENING)
    lease = take(ada, shopper)
    picks = ids([item["card"] for item in gifts(ada, shopper, "?q=puzzle")["items"]])[:2]
    sent = ada.call("POST", shopper.id, "/messages", product_ids=picks, lease=lease, client_id="p1")
    assert sent.status_code == 200, sent.text
    message = shopper.messages()[-1]
    assert (message["role"], message["type"], ids(message["items"])) == ("agent", "product_cards", picks)
    for card in message["items"]:
        assert card["price"]["currency"] == "USD"
        assert all(reason["evidence"] for reason in card["reasons"])
        link = httpx.get(f"{stack.url}{card['url']}", follow_redirects=False, trust_env=False)
        assert link.status_code == 302
    assert shopper.call("PUT", f"/wishlist/items/{picks[0]}").is_success
    seen = ada.call("GET", shopper.id, "").json()["products"]
    assert next(item for item in seen if item["product_id"] == picks[0])["saved"]
    assert ada.call("POST", shopper.id, "/close", lease=lease).status_code == 204


def test_the_bot_goes_on_with_all_of_it_and_never_shows_what_was_vetoed(ada, shopper):
    first = ids(cards(shopper.say(OPENING)["replies"]))
    shopper.say("can I talk to a person please")
    lease = take(ada, shopper)
    fitting = ids([item["card"] for item in gifts(ada, shopper, "?limit=60")["items"]])
    vetoed, pinned = first[:2], [product_id for product_id in fitting if product_id not in first][-1:]
    assert pinned
    edited = edit(ada, shopper, lease, veto=vetoed, pin=pinned, exclude=["plush"], budget={"max": 50})
    assert (ids(edited["pinned"]), ids(edited["vetoed"])) == (pinned, vetoed)
    marks = {item["card"]["product_id"]: item for item in gifts(ada, shopper, "?limit=60")["items"]}
    assert marks[pinned[0]]["pinned"]

    words = release(ada, shopper, lease)
    for known in ("niece", "8", "dinosaurs", "plush", "$50"):
        assert known in words["text"], words["text"]
    before = len(shopper.messages())
    found = cards(payload(shopper, "/show_now"))
    assert ids(found)[:1] == pinned
    for said in (
        "more", "something cheaper", "something more expensive", "go back to the earlier ones", "not that kind",
        "more like the first one", "what goes with the first one?", "which is the best?", "show me more",
        "under $20", "any price", "she also likes puzzles",
    ):  # fmt: skip
        shopper.say(said)
    step = {"for_whom": "someone", "answers": [], "client_id": "q1"}
    assert shopper.call("POST", "/quiz/finish", json=step).status_code == 200
    shopper.say("start over")
    shopper.say(OPENING)
    later = shopper.messages()[before:]
    assert len(shown(later)) > 10
    assert not shown(later) & set(vetoed)


def test_a_vetoed_gift_may_come_back_when_the_veto_is_taken_back(ada, shopper):
    first = ids(cards(shopper.say(OPENING)["replies"]))
    lease = take(ada, shopper)
    edit(ada, shopper, lease, veto=first)
    edit(ada, shopper, lease, unveto=first[:1])
    release(ada, shopper, lease)
    assert set(ids(cards(payload(shopper, "/show_now")))) & set(first) <= set(first[:1])
    lease = take(ada, shopper)
    edit(ada, shopper, lease, unveto=first)
    release(ada, shopper, lease)
    assert set(ids(cards(shopper.say("for my niece, 8, who loves dinosaurs, under $39")["replies"]))) & set(first)


def test_rasa_dies_while_an_agent_edits_and_nothing_is_lost(ada, shopper, stack):
    shopper.say(OPENING)
    lease = take(ada, shopper)
    edit(ada, shopper, lease, interests=["space"])
    old = stack.rasa_pid()
    os.kill(old, signal.SIGKILL)
    edit(ada, shopper, lease, budget={"max": 60})
    words = release(ada, shopper, lease)
    wait_for(lambda: stack.rasa_pid() not in {None, old}, 30)
    assert "space" in words["text"]
    assert "$60" in words["text"]
    answer = shopper.say("show me something")
    assert answer["brief"]["interests"] == ["space"]
    assert cards(answer["replies"]), texts(answer["replies"])
