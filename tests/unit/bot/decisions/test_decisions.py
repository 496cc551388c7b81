"""What agents grant: within limits, recorded for good, told to the shop's own system until it has taken it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from bot.db import utc_now
from bot.decisions.models import Decision, DecisionDelivery
from bot.decisions.webhook import Webhook, WebhookError
from bot.staff.models import StaffAction
from tests.support.gateway import running_gateway
from tests.support.receiver import SECRET, receiver

INBOX = "/api/agent/conversations"
REFUND = {"kind": "refund", "amount": "24.90", "order_reference": "A-1001", "reason": "Arrived broken."}


@pytest.fixture
def shop_system():
    with receiver() as made:
        yield made


@pytest.fixture
def connected(make_settings, database_url, shop_system):
    """Settings with the shop's system, quick where the defaults are patient."""

    def make(**changes):
        return make_settings(
            database_url=database_url,
            decision_webhook_url=shop_system.url,
            decision_webhook_secret=SECRET,
            decision_webhook_private=True,
            **{"decision_webhook_retry": 0.1, **changes},
        )

    return make


async def take(desk, chat) -> int:
    return (await desk.call("POST", f"{INBOX}/{chat.id}/take")).json()["lease"]


async def grant(desk, chat, lease, **fields):
    return await desk.call("POST", f"{INBOX}/{chat.id}/decisions", json={**REFUND, "lease": lease, **fields})


async def read(desk, chat) -> dict:
    answer = await desk.call("GET", f"{INBOX}/{chat.id}/decisions")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def delivered(desk, chat, state="delivered", seconds=20.0) -> dict:
    async with asyncio.timeout(seconds):
        while (found := (await read(desk, chat))["decisions"][0])["delivery"]["state"] != state:
            await asyncio.sleep(0.02)
    return found


async def test_a_decision_is_recorded_and_told(connected, desk, shop_system):
    async with running_gateway(connected()) as shop:
        ada, chat = await desk(gateway=shop), await shop.chat()
        answer = await grant(ada, chat, await take(ada, chat))
        assert answer.status_code == 201, answer.text
        made = await delivered(ada, chat)
        [call] = shop_system.calls
        assert call.genuine
        assert call.headers["Giftfinder-Delivery"] == call.data["id"] == made["delivery"]["id"]
        assert call.data["decision"] == {
            "id": made["id"],
            "conversation_id": chat.id,
            "at": call.data["decision"]["at"],
            "granted_by": ada.email,
            "kind": "refund",
            "amount": {"amount": "24.90", "currency": "USD"},
            "order_reference": "A-1001",
            "reason": "Arrived broken.",
        }
        assert (made["amount"], made["currency"], made["actor"]) == ("24.90", "USD", ada.email)
        async with shop.services.database.read() as session:
            [action] = await session.scalars(select(StaffAction).where(StaffAction.action == "decision.granted"))
        assert (action.actor, action.subject, action.details["amount"]) == (ada.email, chat.id, "24.90")


async def test_the_shopper_gets_a_line_where_the_agent_wishes(make_settings, desk):
    async with running_gateway(make_settings()) as shop:
        ada, chat = await desk(gateway=shop), await shop.chat()
        lease = await take(ada, chat)
        await grant(ada, chat, lease)
        assert (await chat.view())["messages"] == []
        async with chat.events() as events:
            for _ in range(2):  # sent twice: told once
                answer = await grant(ada, chat, lease, kind="voucher", amount="5", tell_shopper=True, client_id="v")
                assert answer.status_code == 201, answer.text
            line = (await events.next("message")).data
        [said] = (await chat.view())["messages"]
        assert (said["seq"], said["role"], said["type"]) == (line["seq"], "agent", "text")
        assert "$5.00" in said["text"]
        assert "A-1001" in said["text"]
        assert REFUND["reason"] not in said["text"]
        async with shop.services.database.read() as session:
            query = select(StaffAction).where(StaffAction.action == "decision.granted").order_by(StaffAction.id)
            assert [row.details["told"] for row in await session.scalars(query)] == [False, True]


async def test_two_conversations_about_one_order_share_its_limit(make_settings, database_url, desk):
    async with running_gateway(make_settings(database_url=database_url)) as shop:
        ada = await desk(gateway=shop)
        chats = [await shop.chat() for _ in range(4)]
        leases = [await take(ada, chat) for chat in chats]
        answers = await asyncio.gather(
            *(grant(ada, chat, lease, amount="60") for chat, lease in zip(chats, leases, strict=True))
        )
        assert sorted(answer.status_code for answer in answers) == [201, 403, 403, 403]


async def test_what_was_not_taken_is_sent_again_with_the_same_id_and_then_never_more(connected, desk, shop_system):
    shop_system.answers = [500, 302, 503]
    async with running_gateway(connected()) as shop:
        ada, chat = await desk(gateway=shop), await shop.chat()
        await grant(ada, chat, await take(ada, chat))
        made = await delivered(ada, chat)
        assert made["delivery"]["attempts"] == 4
        assert made["delivery"]["problem"] == ""
        # Looked at again and again: nothing is due.
        assert await shop.services.decision_sender.send_due() == 0
    calls = shop_system.calls
    assert len(calls) == 4
    assert all(call.genuine for call in calls)
    assert len({(call.headers["Giftfinder-Delivery"], call.body) for call in calls}) == 1


async def test_a_restart_goes_on_where_it_stood(connected, desk, shop_system):
    shop_system.answers = [503]
    async with running_gateway(connected(decision_webhook_retry=3600)) as before:
        ada, chat = await desk(gateway=before), await before.chat()
        await grant(ada, chat, await take(ada, chat))
        await asyncio.to_thread(shop_system.wait, 1)
        async with asyncio.timeout(10):
            while not (found := (await read(ada, chat))["decisions"][0])["delivery"]["problem"]:
                await asyncio.sleep(0.02)
        assert (found["delivery"]["state"], found["delivery"]["problem"]) == ("pending", "answered with status 503")
        assert found["delivery"]["next_at"] is not None
    async with running_gateway(connected()) as after:
        async with after.services.database.write() as session:
            await session.execute(update(DecisionDelivery).values(next_at=utc_now() - timedelta(seconds=1)))
        after.services.decision_sender.due()
        await asyncio.to_thread(shop_system.wait, 2)
    first, second = shop_system.calls
    assert first.headers["Giftfinder-Delivery"] == second.headers["Giftfinder-Delivery"]


async def test_it_gives_up_in_the_end_and_an_agent_can_send_again(connected, desk, shop_system):
    shop_system.answers = [500, 500]
    async with running_gateway(connected(decision_webhook_tries=2)) as shop:
        ada, chat = await desk(gateway=shop), await shop.chat()
        await grant(ada, chat, await take(ada, chat))
        failed = await delivered(ada, chat, "failed")
        other = await shop.chat()
        path = f"decisions/{failed['id']}/send"
        assert (await ada.call("POST", f"{INBOX}/{other.id}/{path}")).status_code == 404
        assert (await ada.call("POST", f"{INBOX}/{chat.id}/{path}")).json()["delivery"]["state"] == "pending"
        await delivered(ada, chat)
        assert len(shop_system.calls) == 3
        # What was delivered stays so.
        assert (await ada.call("POST", f"{INBOX}/{chat.id}/{path}")).json()["delivery"]["state"] == "delivered"
        assert len(shop_system.calls) == 3


async def test_two_senders_send_once(connected, desk, shop_system):
    async with running_gateway(connected()) as one, running_gateway(connected()) as two:
        ada, chat = await desk(gateway=one), await one.chat()
        lease = await take(ada, chat)
        for number in range(5):
            await grant(ada, chat, lease, amount="1", client_id=f"c{number}")
            two.services.decision_sender.due()
        async with asyncio.timeout(20):
            while {item["delivery"]["state"] for item in (await read(ada, chat))["decisions"]} != {"delivered"}:
                await asyncio.sleep(0.02)
    ids = [call.headers["Giftfinder-Delivery"] for call in shop_system.calls]
    assert len(ids) == len(set(ids)) == 5


async def test_the_same_client_id_is_one_decision(make_settings, desk):
    async with running_gateway(make_settings()) as shop:
        ada, chat = await desk(gateway=shop), await shop.chat()
        lease = await take(ada, chat)
        answers = await asyncio.gather(*(grant(ada, chat, lease, client_id="c1") for _ in range(5)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        found = await read(ada, chat)
        assert len(found["decisions"]) == 1
        assert found["decisions"][0]["delivery"]["state"] == "off"  # no address is set


async def test_the_limits_of_a_role_hold_for_conversation_and_order(make_settings, database_url, desk):
    limits = {"agent": {"refund": 50, "voucher": 10.5}}
    async with running_gateway(make_settings(database_url=database_url, decision_limits=limits)) as shop:
        ada, chat, other = await desk(gateway=shop), await shop.chat(), await shop.chat()
        lease = await take(ada, chat)
        assert (await grant(ada, chat, lease, amount="30")).status_code == 201
        over = await grant(ada, chat, lease, amount="20.01", order_reference="B-2")
        assert (over.status_code, over.json()["left"]) == (403, "20.00")
        assert "20.01" in over.json()["detail"]
        # The same order in another conversation, however it is written.
        there = await take(ada, other)
        assert (await grant(ada, other, there, amount="20.01", order_reference="a-1001")).status_code == 403
        assert (await grant(ada, other, there, amount="50", order_reference="C-3")).status_code == 201
        assert (await grant(ada, chat, lease, amount="20")).status_code == 201
        assert (await grant(ada, chat, lease, kind="exchange", amount="1")).status_code == 403
        assert (await grant(ada, chat, lease, kind="voucher", amount="10.50")).status_code == 201
        assert (await read(ada, chat))["allowances"] == [
            {"kind": "refund", "limit": "50.00", "left": "0.00"},
            {"kind": "voucher", "limit": "10.50", "left": "0.00"},
        ]


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": "0"},
        {"amount": "-1"},
        {"amount": "1.001"},
        {"amount": "NaN"},
        {"kind": "gift"},
        {"currency": "EUR"},
        {"currency": "usd"},
        {"order_reference": " "},
        {"order_reference": "<b>"},
        {"order_reference": "x" * 65},
        {"reason": ""},
        {"reason": "x" * 501},
        {"more": 1},
    ],
)
async def test_what_is_no_decision(office, desk, fields):
    ada, chat = await desk(), await office.chat()
    assert (await grant(ada, chat, await take(ada, chat), **fields)).status_code == 422
    assert (await read(ada, chat))["decisions"] == []


async def test_only_who_holds_the_conversation_grants(office, desk):
    ada, bob = await desk("agent", "ada@shop.example"), await desk("agent", "bob@shop.example")
    chat = await office.chat()
    lease = await take(ada, chat)
    assert (await grant(bob, chat, lease)).status_code == 409
    await ada.call("POST", f"{INBOX}/{chat.id}/release", json={"lease": lease})
    assert (await grant(ada, chat, lease)).status_code == 409
    assert (await ada.call("GET", f"{INBOX}/x/decisions")).status_code == 404


async def test_nobody_changes_a_decision_and_it_outlives_the_conversation(make_settings, database_url, desk):
    async with running_gateway(make_settings(database_url=database_url)) as shop:
        ada, chat = await desk(gateway=shop), await shop.chat()
        await grant(ada, chat, await take(ada, chat))
        for change in (update(Decision).values(amount=1), delete(Decision)):
            with pytest.raises(DBAPIError, match="append-only"):
                async with shop.services.database.write() as session:
                    await session.execute(change)
        await chat.http.delete(chat.path, headers=chat.headers)
        async with shop.services.database.read() as session:
            assert len((await session.scalars(select(Decision))).all()) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.8", "169.254.169.254", "[::1]", "192.168.1.1"])
async def test_a_private_target_is_refused_unless_a_setting_allows_it(host):
    webhook = Webhook(f"https://{host}/x", SECRET, timeout=5, private=False)
    try:
        with pytest.raises(WebhookError, match="private network"):
            await webhook.send("1", b"{}")
    finally:
        await webhook.close()


async def test_nobody_there_is_a_failure_like_any_other():
    webhook = Webhook("http://127.0.0.1:9/x", SECRET, timeout=5, private=True)
    try:
        with pytest.raises(WebhookError, match="not reachable"):
            await webhook.send("1", b"{}")
    finally:
        await webhook.close()
