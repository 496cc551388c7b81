"""Rates: per conversation and per client address."""

import asyncio

import pytest

from bot.conversation.limits import network_of
from tests.support.gateway import Chat, running_gateway


async def test_messages_of_one_conversation_are_limited(make_settings, rasa):
    async with running_gateway(make_settings(message_rate="3/minute")) as gateway:
        chat, other = await gateway.chat(), await gateway.chat()
        codes = [(await chat.post("hi")).status_code for _ in range(3)]
        assert codes == [200, 200, 200]
        refused = await chat.post("hi")
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert refused.headers["content-type"] == "application/problem+json"
        assert (await chat.edit(occasion="birthday")).status_code == 429
        assert (await other.post("hi")).status_code == 200
        assert len(rasa.received) == 4


async def test_it_works_again_after_retry_after(make_settings):
    async with running_gateway(make_settings(message_rate="1/second")) as gateway:
        chat = await gateway.chat()
        await chat.say("hi")
        refused = await chat.post("hi")
        await asyncio.sleep(int(refused.headers["retry-after"]) + 0.1)
        assert (await chat.post("hi")).status_code == 200


async def test_new_conversations_of_one_address_are_limited(make_settings):
    async with running_gateway(make_settings(conversation_rate="2/minute")) as gateway:
        codes = [(await gateway.http.post("/api/conversations")).status_code for _ in range(3)]
        assert codes == [201, 201, 429]


async def test_calls_of_one_address_are_limited_even_without_a_token(make_settings):
    async with running_gateway(make_settings(address_rate="5/minute")) as gateway:
        chat = Chat(gateway.http, {"id": "00000000-0000-4000-8000-000000000000", "token": "x"})
        codes = [(await chat.post("hi")).status_code for _ in range(6)]
        assert codes == [404] * 5 + [429]


async def test_a_body_over_the_limit_is_refused_unread(gateway, chat, rasa):
    body = b'{"text": "' + b"x" * (70 * 1024) + b'"}'
    headers = {**chat.headers, "content-type": "application/json"}

    async def chunks():
        for start in range(0, len(body), 8192):
            yield body[start : start + 8192]

    for content in (body, chunks()):
        response = await gateway.http.post(f"{chat.path}/messages", content=content, headers=headers)
        assert response.status_code == 413
        assert response.headers["content-type"] == "application/problem+json"
    assert rasa.received == []


async def test_a_length_that_is_not_a_number_is_refused(gateway):
    host, port = gateway.http.base_url.host, gateway.http.base_url.port
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"POST /api/conversations HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999999\r\n\r\n")
    assert b" 413 " in await reader.readline()
    writer.close()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_what_counts_as_one_client(address, network):
    assert network_of(address) == network
