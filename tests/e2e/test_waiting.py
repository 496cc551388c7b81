"""Waiting well on the running stack: outside hours, nobody comes, two in line; the answer arrives by e-mail."""

from __future__ import annotations

import time
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller

from tests.support.agent import Agent
from tests.support.servers import free_port
from tests.support.shopper import Shopper
from tests.support.stack import Stack

OPENING = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"
PERSON = "can I talk to a real person please"
NEVER_NOW = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Mailbox:
    def __init__(self) -> None:
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope)
        return "250 OK"


@pytest.fixture(scope="module")
def mails():
    controller = Controller(Mailbox(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@contextmanager
def running(folder, mails, **settings):
    mail = {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": mails.port,
        "SMTP_SECURITY": "none",
        "SMTP_FROM": "shop@shop.example",
    }
    stack = Stack(folder, **mail, **settings)
    try:
        yield stack.start()
    finally:
        stack.end()


@contextmanager
def shoppers(stack, count):
    made = [Shopper(stack.url) for _ in range(count)]
    yield made
    for shopper in made:
        shopper.close()


def eventually(look, seconds=30.0):
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.1)
    return found


def test_outside_hours_a_choice_and_the_answer_by_e_mail(tmp_path, mails):
    # Open on the day before yesterday only.
    day = NEVER_NOW[(time.gmtime().tm_wday - 2) % 7]
    with running(tmp_path, mails, OPENING_HOURS=f"{day} 09:00-10:00") as stack, shoppers(stack, 1) as [eve]:
        agent = Agent(stack, "ada@shop.example").listen()
        eve.say(OPENING)
        answer = eve.say(PERSON)
        assert answer["status"] == "bot"
        [choice] = [message for message in answer["replies"] if message["type"] == "later"]
        assert [option["payload"] for option in choice["options"]] == ["/affirm", "/hand_off"]
        assert eve.choose(answer, "wait")["status"] == "waiting"
        left = eve.call("POST", "/later", json={"email": "eve@home.example", "text": "Is there one in blue?"})
        assert left.status_code == 201
        assert eve.call("GET").json()["status"] == "bot"
        headers = {"X-CSRF-Token": agent.http.cookies["giftfinder_csrf"]}
        [item] = agent.http.get("/api/agent/later").json()["items"]
        path = f"/api/agent/later/{item['id']}"
        assert agent.http.post(f"{path}/claim", headers=headers).json()["mine"]
        answered = agent.http.post(f"{path}/answer", headers=headers, json={"text": "Yes, in two blues."})
        assert answered.status_code == 200
        eventually(lambda: mails.handler.mails)
        [mail] = mails.handler.mails
        assert mail.rcpt_tos == ["eve@home.example"]
        assert "Yes, in two blues." in mail.content.decode()
        assert "> Is there one in blue?" in mail.content.decode()
        eventually(lambda: agent.http.get("/api/agent/later?status=answered").json()["items"][0]["mail"] == "sent")
        agent.close()


def test_two_in_line_and_when_nobody_comes_the_bot_comes_back(tmp_path, mails):
    with running(tmp_path, mails, WAIT_MINUTES="0.4") as stack, shoppers(stack, 3) as [first, second, third]:
        agent = Agent(stack, "ada@shop.example").listen()
        first.say(PERSON)
        agent.call("POST", first.id, "/take")
        assert "you're next" in second.say(PERSON)["replies"][0]["text"]
        assert "number 2" in third.say(PERSON)["replies"][0]["text"]
        with third.http.stream("GET", f"/api/conversations/{third.id}/events", timeout=30) as events:
            lines = events.iter_lines()
            state = next(line for line in lines if line.startswith("data: ") and '"queue"' in line)
        assert '"position":2' in state.replace(" ", "")
        eventually(lambda: second.call("GET").json()["status"] == "bot", 60)
        asked = second.messages()[-1]
        assert asked["type"] == "later"
        assert [option["payload"] for option in asked["options"]] == ["/affirm", "/hand_off"]
        agent.close()
