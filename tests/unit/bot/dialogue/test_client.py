"""The client on its own: requests, answers, typed errors."""

import asyncio
import json

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.client import DialogueClient, harmless, read_item
from bot.dialogue.errors import DialogueFailedError, DialogueUnavailableError


def client(handler, **options) -> DialogueClient:
    return DialogueClient("http://rasa", token="t", transport=httpx.MockTransport(handler), **options)


def answering(status=200, body=None, text=None):
    def handler(request):
        return httpx.Response(status, text=text) if text is not None else httpx.Response(status, json=body)

    return client(handler)


async def test_send_asks_the_rest_channel():
    seen = []

    def handler(request):
        seen.append((request.method, request.url.path, json.loads(request.content)))
        return httpx.Response(200, json=[{"recipient_id": "c", "text": "Hi"}])

    messages = await client(handler).send("c", "hello", {"brief": {}})
    assert [m.model_dump() for m in messages] == [{"type": "text", "text": "Hi"}]
    body = {"sender": "c", "message": "hello", "metadata": {"brief": {}}}
    assert seen == [("POST", "/webhooks/rest/webhook", body)]


async def test_slots_and_status_carry_the_token():
    def handler(request):
        assert request.url.params["token"] == "t"
        return httpx.Response(200, json={"slots": {"brief": None}})

    asked = client(handler)
    assert await asked.slots("c") == {"brief": None}
    assert await asked.healthy()


@pytest.mark.parametrize(
    ("rasa", "error"),
    [
        (answering(body=[]), DialogueFailedError),
        (answering(body={}), DialogueFailedError),
        (answering(body=[{"recipient_id": "c"}]), DialogueFailedError),
        (answering(body=[{"custom": {"type": "product_cards"}}]), DialogueFailedError),
        (answering(text="<html>"), DialogueFailedError),
        (answering(status=500, body=[]), DialogueFailedError),
        (answering(status=401, body={}), DialogueFailedError),
        (answering(status=409, body={}), DialogueUnavailableError),
        (answering(status=503, body={}), DialogueUnavailableError),
    ],
)
async def test_failures_are_typed_and_change_the_epoch(rasa, error):
    before = rasa.epoch
    with pytest.raises(error):
        await rasa.send("c", "hello", {})
    assert rasa.epoch != before or error is DialogueFailedError


async def test_a_refused_connection_is_unavailable_and_a_hanging_one_fails():
    def refuse(request):
        raise httpx.ConnectError("no")

    async def hang(request):
        await asyncio.sleep(5)

    with pytest.raises(DialogueUnavailableError):
        await client(refuse).send("c", "hello", {})
    with pytest.raises(DialogueFailedError):
        await client(hang, timeout=0.05).send("c", "hello", {})
    assert not await client(refuse).healthy()


async def test_health_is_asked_once_however_many_wait():
    count = 0

    async def handler(request):
        nonlocal count
        count += 1
        await asyncio.sleep(0.01)
        return httpx.Response(200, json={})

    asked = client(handler)
    assert all(await asyncio.gather(*(asked.healthy() for _ in range(50))))
    assert count == 1


@pytest.mark.parametrize(
    ("item", "types"),
    [
        ({"text": "a"}, ["text"]),
        ({"text": "a", "buttons": [{"title": "b", "payload": "/c"}]}, ["quick_replies"]),
        ({"text": "a", "buttons": []}, ["text"]),
        ({"text": "a", "custom": {"type": "text", "text": "b"}}, ["text", "text"]),
        ({"custom": {"type": "new", "text": "b"}}, ["new"]),
        ({"custom": {"no": "type"}}, []),
        ({"image": "https://x/y.png"}, ["image"]),
        ({"text": "a", "buttons": [{"title": "b"}]}, []),
        ({}, []),
    ],
)
def test_items_become_messages(item, types):
    assert [message.type for message in read_item(item)] == types


@given(st.text(max_size=20), st.sampled_from(["", " ", "\t", "\u00a0", "\u2028", "\u200b", "\x1c", "\x85"]))
def test_no_text_can_be_a_command(text, lead):
    for shopper in (text, lead + "/" + text, lead + text):
        sent = harmless(shopper)
        assert not sent.strip().startswith("/")
        assert len(sent) == len(shopper)
        assert sent.replace("\N{DIVISION SLASH}", "/") == shopper.replace("\N{DIVISION SLASH}", "/")
