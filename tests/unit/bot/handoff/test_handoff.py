"""A wish to talk to a person is kept."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.handoff.models import HandoffWish


async def test_the_wish_is_kept(any_gateway, any_chat):
    await any_gateway.services.handoff.record_wish(any_chat.id, "a person please" + "!" * 2000)
    async with any_gateway.services.database.read() as session:
        wish = await session.scalar(select(HandoffWish))
    assert wish.conversation_id == any_chat.id
    assert wish.text.startswith("a person please!")
    assert len(wish.text) == 1000


async def test_not_for_a_conversation_that_is_not_there(any_gateway):
    with pytest.raises(IntegrityError):
        await any_gateway.services.handoff.record_wish("none", "hello")
