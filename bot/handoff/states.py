"""The one place where a conversation changes hands."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Conversation
from bot.db import utc_now
from bot.handoff.models import StateChange

BOT, WAITING, AGENT, CLOSED = "bot", "waiting", "agent", "closed"


def change_state(
    session: AsyncSession, conversation: Conversation, after: str, *, actor: str, holder: int | None = None
) -> int:
    """Change the state of a locked conversation and log it; returns the lease in force from now on.

    The lease grows with every change but one: from bot to waiting. There the bot is in the middle of the answer that
    says so, which must still get in.
    """
    before, now = conversation.status, utc_now()
    if (before, after) != (BOT, WAITING):
        conversation.lease += 1
    conversation.status, conversation.holder_id, conversation.updated_at = after, holder, now
    conversation.waiting_since = now if after == WAITING else None
    session.add(
        StateChange(
            conversation_id=conversation.id, at=now, before=before, after=after, lease=conversation.lease, actor=actor
        )
    )
    return conversation.lease
