"""What an agent grants reaches the shop's own system, signed, once, whatever stops in between."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from tests.support.agent import Agent
from tests.support.processes import wait_for
from tests.support.receiver import SECRET, receiver
from tests.support.servers import free_port
from tests.support.shopper import Shopper
from tests.support.stack import Stack

REFUND = {"kind": "refund", "amount": "24.90", "order_reference": "A-1001", "reason": "Arrived broken."}


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def connected(tmp_path_factory, port) -> Iterator[Stack]:
    """A stack that tells the shop's system on a port where nobody is at first."""
    made = Stack(
        tmp_path_factory.mktemp("decisions"),
        decision_webhook_url=f"http://127.0.0.1:{port}/decisions",
        decision_webhook_secret=SECRET,
        decision_webhook_private="true",
        decision_webhook_retry="0.5",
    )
    try:
        yield made.start()
    finally:
        made.end()


@pytest.fixture(scope="module")
def ada(connected) -> Iterator[Agent]:
    agent = Agent(connected, "ada@shop.example")
    yield agent
    agent.close()


@pytest.fixture
def talk(connected) -> Iterator[Shopper]:
    shopper = Shopper(connected.url)
    yield shopper
    shopper.close()


def decision(ada: Agent, talk: Shopper, state: str, seconds: float = 60.0) -> dict:
    """Wait until the newest decision is told of, or not, as `state` says."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = ada.call("GET", talk.id, "/decisions")
        if answer.status_code == 200:
            found = answer.json()["decisions"][0]
            if found["delivery"]["state"] == state and (state != "pending" or found["delivery"]["problem"]):
                return found
        time.sleep(0.1)
    raise AssertionError(f"not {state} in {seconds:g} s: {answer.text}")


def test_the_shops_system_is_down_then_up(connected, ada, talk, port):
    lease = ada.call("POST", talk.id, "/take").json()["lease"]
    granted = ada.call("POST", talk.id, "/decisions", lease=lease, tell_shopper=True, client_id="d1", **REFUND)
    assert granted.status_code == 201, granted.text
    waiting = decision(ada, talk, "pending")
    assert waiting["delivery"]["problem"] == "not reachable"
    line = talk.messages()[-1]
    assert line["role"] == "agent"
    assert "$24.90" in line["text"]
    assert "A-1001" in line["text"]

    # The gateway is killed while the decision waits: the supervisor brings it back, and it goes on.
    old = connected.gateway_pid()
    os.kill(old, signal.SIGKILL)
    wait_for(lambda: connected.gateway_pid() not in {None, old}, 60)
    connected.wait_ready()
    with receiver(port) as shop_system:
        [call] = shop_system.wait(1, 60)
        done = decision(ada, talk, "delivered")
        again = ada.call("POST", talk.id, "/decisions", lease=lease, tell_shopper=True, client_id="d1", **REFUND)
        assert again.json()["id"] == granted.json()["id"] == done["id"]
        # Another one is told of too: had the first been sent again, it would have come before.
        voucher = REFUND | {"kind": "voucher", "amount": "5"}
        ada.call("POST", talk.id, "/decisions", lease=lease, client_id="d2", **voucher)
        decision(ada, talk, "delivered")
        assert [item.data["decision"]["kind"] for item in shop_system.calls] == ["refund", "voucher"]
    assert call.genuine
    assert call.headers["Giftfinder-Delivery"] == call.data["id"] == done["delivery"]["id"]
    told = call.data["decision"]
    assert (told["id"], told["granted_by"], told["conversation_id"]) == (done["id"], "ada@shop.example", talk.id)
    assert told["amount"] == {"amount": "24.90", "currency": "USD"}
    assert (told["order_reference"], told["reason"]) == ("A-1001", "Arrived broken.")
    assert len([message for message in talk.messages() if "$24.90" in message.get("text", "")]) == 1


def test_more_than_the_limit_is_refused_and_nobody_is_told(ada, talk, port):
    lease = ada.call("POST", talk.id, "/take").json()["lease"]
    over = REFUND | {"amount": "100.01", "order_reference": "B-7"}
    with receiver(port) as shop_system:
        refused = ada.call("POST", talk.id, "/decisions", lease=lease, tell_shopper=True, **over)
        assert (refused.status_code, refused.json()["left"]) == (403, "100.00")
        assert ada.call("GET", talk.id, "/decisions").json()["decisions"] == []
        assert talk.messages() == []
        assert shop_system.calls == []
