"""Rasa or the gateway gone, the action side failing, the supervisor's end: visible words, then recovery, no remains."""

import os
import signal
import time
from contextlib import closing

import httpx
import pytest

from bot.texts import load_texts
from tests.support.processes import alive, children, wait_for
from tests.support.shopper import Shopper, cards
from tests.support.stack import Stack

WORDS = load_texts("en")
OPENING = "I need a gift for my 8-year-old niece who loves dinosaurs, under $40"


def test_a_killed_rasa_is_bridged_with_one_moment_and_then_the_real_answer_comes(shopper, stack):
    shopper.say("hello")
    old = stack.rasa_pid()
    os.kill(old, signal.SIGKILL)
    started = time.monotonic()
    answer = shopper.say(OPENING)
    assert time.monotonic() - started < 20
    assert WORDS("one_moment") in [message.get("text") for message in answer["replies"]]
    assert answer["status"] == "bot"
    found = shopper.wait_for("product_cards", after=answer["seq"])
    assert len(cards([found])) >= 3
    assert stack.rasa_pid() not in {None, old}
    view = shopper.call("GET").json()
    assert view["brief"]["age"] == {"min": 8, "max": 8}
    assert "Rasa was killed by SIGKILL" in stack.said()
    assert "Rasa is back" in stack.said()


def test_what_was_known_before_rasa_died_is_still_known(shopper, stack):
    shopper.say("a present for my 8 year old niece, under $40")
    os.kill(stack.rasa_pid(), signal.SIGKILL)
    answer = shopper.say("she loves dinosaurs")
    shopper.wait_for("product_cards", after=answer["seq"])
    brief = shopper.call("GET").json()["brief"]
    assert brief["relationship"] == "niece" and brief["budget"]["max"] == 40


def test_a_killed_gateway_comes_back_with_the_conversation(shopper, stack):
    shopper.say(OPENING)
    before = shopper.messages()
    old = stack.gateway_pid()
    os.kill(old, signal.SIGKILL)
    wait_for(lambda: stack.gateway_pid() not in {None, old}, 10)
    stack.wait_ready(60)
    assert shopper.messages() == before
    assert cards(shopper.say("show me more")["replies"])


@pytest.fixture(scope="module")
def failing(tmp_path_factory):
    """A stack whose action side answers every call with an error."""
    settings = {"ACTIONS_APP": "tests.support.failing_actions:create_app", "RASA_RECOVERY": 3, "RASA_ATTEMPTS": 1}
    stack = Stack(tmp_path_factory.mktemp("failing"), **settings)
    try:
        yield stack.start()
    finally:
        stack.end()


def test_a_failing_action_side_is_admitted_and_can_be_tried_again(failing):
    with closing(Shopper(failing.url)) as shopper:
        answer = shopper.say(OPENING)
        assert answer["replies"], "silence"
        apology = shopper.wait_for(WORDS("gave_up"), after=answer["seq"], seconds=60)
    assert [option["title"] for option in apology["options"]] == [WORDS("try_again")]


def test_rasa_and_the_actions_answer_nobody_without_their_secret(failing, stack):
    assert httpx.get(f"{failing.rasa_url}/status", trust_env=False).status_code == 401
    response = httpx.post(stack.actions_url, json={"next_action": "action_recommend_gifts"}, trust_env=False)
    assert response.status_code in {401, 403}


def test_ctrl_c_ends_everything_within_seconds(failing):
    family = [failing.process.pid, failing.gateway_pid(), failing.rasa_pid()]
    assert all(family)
    started = time.monotonic()
    assert failing.stop(signal.SIGINT) == 0
    assert time.monotonic() - started < 15
    assert not any(map(alive, family))
    assert failing.said().rstrip().endswith("stopped")


def test_nothing_outlives_a_supervisor_that_is_killed(failing):
    """Runs after the one that stopped it."""
    failing.start(wait=False)
    wait_for(lambda: failing.gateway_pid() and failing.rasa_pid(), 10)
    family = children(failing.process.pid)
    failing.process.kill()
    failing.process.wait(5)
    wait_for(lambda: not any(map(alive, family)), 5)
