"""Tokens: missing, wrong, another's, expired; and what of them is stored."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.conversation.models import Conversation
from bot.db import utc_now

CALLS = [
    ("GET", "", None),
    ("POST", "/messages", {"text": "hello"}),
    ("PATCH", "/brief", {"occasion": "birthday"}),
    ("GET", "/events", None),
]


async def call(gateway, path, method, body, headers):
    return await gateway.http.request(method, path, json=body, headers=headers)


@pytest.mark.parametrize(("method", "tail", "body"), CALLS)
async def test_every_call_asks_for_the_token(gateway, chat, method, tail, body):
    path = chat.path + tail
    for headers in (
        {},
        {"Authorization": "Bearer"},
        {"Authorization": f"Basic {chat.token}"},
        {"Authorization": chat.token},
        {"Authorization": "Bearer not-a-token"},
        {"Authorization": f"Bearer {chat.token}x"},
    ):
        response = await call(gateway, path, method, body, headers)
        assert response.status_code == 401, headers
        assert response.headers["www-authenticate"] == "Bearer"
        assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("method", "tail", "body"), CALLS)
async def test_every_call_refuses_another_conversations_token(gateway, chat, method, tail, body):
    other = await gateway.chat()
    response = await call(gateway, chat.path + tail, method, body, other.headers)
    assert response.status_code == 403
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("method", "tail", "body"), CALLS)
async def test_every_call_refuses_an_expired_token(gateway, chat, method, tail, body):
    async with gateway.services.database.write() as session:
        await session.execute(update(Conversation).values(expires_at=utc_now() - timedelta(seconds=1)))
    response = await call(gateway, chat.path + tail, method, body, chat.headers)
    assert response.status_code == 401
    assert "expired" in response.json()["detail"]


@pytest.mark.parametrize(
    "unknown", ["00000000-0000-4000-8000-000000000000", "nope", "%00", "%2e%2e", "x" * 300, "\u00e9"]
)
async def test_an_unknown_conversation_is_not_found(any_gateway, any_chat, unknown):
    response = await any_gateway.http.get(f"/api/conversations/{unknown}", headers=any_chat.headers)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


async def test_writing_makes_the_token_last_longer(gateway, chat):
    soon = utc_now() + timedelta(minutes=1)
    async with gateway.services.database.write() as session:
        await session.execute(update(Conversation).values(expires_at=soon))
    await chat.say("hello")
    async with gateway.services.database.read() as session:
        assert await session.scalar(select(Conversation.expires_at)) > soon + timedelta(days=29)


async def test_tokens_are_long_unlike_and_stored_as_hashes(any_gateway):
    chats = [await any_gateway.chat() for _ in range(5)]
    tokens = {chat.token for chat in chats}
    assert len(tokens) == 5
    assert all(len(token) >= 43 for token in tokens)
    async with any_gateway.services.database.read() as session:
        rows = (await session.scalars(select(Conversation))).all()
    stored = " ".join(str(vars(row)) for row in rows)
    assert not any(token in stored for token in tokens)
