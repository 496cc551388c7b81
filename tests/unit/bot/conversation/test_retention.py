"""Old conversations are deleted with all that hangs on them; younger ones and open ones stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.conversation.models import Conversation
from bot.conversation.retention import Retention
from bot.db import utc_now


async def age(gateway, chat, *, days: float, token_days: float) -> None:
    """Make a conversation look as if it had been left `days` ago."""
    now = utc_now()
    values = {"updated_at": now - timedelta(days=days), "expires_at": now + timedelta(days=token_days)}
    async with gateway.services.database.write() as session:
        await session.execute(update(Conversation).where(Conversation.id == chat.id).values(**values))


@pytest.mark.parametrize(
    ("days", "token_days", "kept"), [(91, -1, False), (89, -1, True), (91, 1, True), (0, 30, True)]
)
async def test_only_what_is_old_and_closed_goes(any_gateway, days, token_days, kept):
    chat, other = await any_gateway.chat(), await any_gateway.chat()
    await chat.say("for my niece")
    await chat.http.put(f"{chat.path}/wishlist/items/p1", headers=chat.headers)
    await age(any_gateway, chat, days=days, token_days=token_days)

    retention = Retention(any_gateway.services.database, keep_days=90)
    assert await retention.delete_old() == (0 if kept else 1)

    async with any_gateway.services.database.read() as session:
        assert (await session.get(Conversation, chat.id) is not None) is kept
        assert await session.get(Conversation, other.id) is not None


async def test_many_go_in_one_run(gateway, monkeypatch):
    monkeypatch.setattr("bot.conversation.retention._AT_ONCE", 2)
    for _ in range(5):
        await age(gateway, await gateway.chat(), days=400, token_days=-300)
    assert await Retention(gateway.services.database, keep_days=365).delete_old() == 5
