"""A person takes over and hands back, on the running stack."""

from __future__ import annotations

import time

import pytest

from tests.support.agent import Agent
from tests.support.shopper import Shopper, cards, texts

OPENING = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"


@pytest.fixture(scope="module")
def ada(shared_stack):
    shared_stack.wait_ready(120)
    agent = Agent(shared_stack, "ada@shop.example").listen()
    yield agent
    agent.close()


@pytest.fixture
def talk(shared_stack):
    shopper = Shopper(shared_stack.url)
    yield shopper
    shopper.close()


def test_the_whole_way_there_and_back(ada, talk, shared_stack):
    shown = cards(talk.say(OPENING)["replies"])
    asked = time.monotonic()
    answer = talk.say("can I talk to a real person please")
    assert answer["status"] == "waiting"
    assert "you're next" in texts(answer["replies"])
    assert ada.heard(talk.id, "waiting") - asked < 10

    seen = ada.call("GET", talk.id, "").json()
    assert seen["brief"]["relationship"] == "niece"
    assert [card["product_id"] for card in cards(seen["messages"])] == [card["product_id"] for card in shown]

    taken = ada.call("POST", talk.id, "/take")
    lease = taken.json()["lease"]
    assert talk.say("hello? show me more")["replies"] == []
    sent = ada.call("POST", talk.id, "/messages", text="Hi, Ada here.", lease=lease, client_id="a1")
    assert sent.status_code == 200
    assert talk.messages()[-1]["role"] == "agent"

    bob = Agent(shared_stack, "bob@shop.example")
    refused = bob.call("POST", talk.id, "/take")
    assert (refused.status_code, refused.json()["holder"]) == (409, "ada")
    bob.close()

    assert ada.call("POST", talk.id, "/release", lease=lease).status_code == 204
    again = talk.say("show me more")
    assert again["status"] == "bot"
    assert cards(again["replies"]), texts(again["replies"])
    assert again["brief"]["relationship"] == "niece"


def test_what_is_closed_stays_closed(ada, talk):
    talk.say("for my dad")
    lease = ada.call("POST", talk.id, "/take").json()["lease"]
    assert talk.say("are you there?")["replies"] == []
    view = talk.call("GET").json()
    assert (view["status"], ada.call("GET", talk.id, "").json()["lease"]) == ("agent", lease)
    assert ada.call("POST", talk.id, "/close", lease=lease).status_code == 204
    assert ada.call("POST", talk.id, "/take").status_code == 409
