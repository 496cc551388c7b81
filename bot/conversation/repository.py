"""Reads and writes conversations and their log, inside the caller's session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Conversation, Message
from bot.db import utc_now
from bot.errors import NotFoundError
from bot.gateways.models import TurnLease


class ConversationRepository:
    """The SQL of the conversation log."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, conversation: Conversation) -> None:
        """Add a new conversation."""
        self._session.add(conversation)

    async def get(self, conversation_id: str) -> Conversation | None:
        """Return a conversation."""
        return await self._session.get(Conversation, conversation_id)

    async def by_token_hash(self, token_hash: str) -> Conversation | None:
        """Return the conversation that a token belongs to."""
        return await self._session.scalar(select(Conversation).where(Conversation.token_hash == token_hash))

    async def lock(self, conversation_id: str) -> Conversation:
        """Return a conversation that nobody else can write to until the transaction ends.

        Whoever appends to the log locks first: the order of seq is then also the order of commits, so that a
        reader of "everything after seq n" never misses a line that comes in late.

        Raises:
            NotFoundError: it was erased.
        """
        query = select(Conversation).where(Conversation.id == conversation_id).with_for_update()
        found = await self._session.scalar(query.execution_options(populate_existing=True))
        if found is None:
            raise NotFoundError("There is no such conversation.")
        return found

    async def delete(self, conversation_id: str) -> None:
        """Delete a conversation; the database deletes all that belongs to it."""
        await self._session.execute(delete(TurnLease).where(TurnLease.conversation_id == conversation_id))
        await self._session.execute(delete(Conversation).where(Conversation.id == conversation_id))

    def append(
        self,
        conversation: Conversation,
        role: str,
        body: dict[str, Any],
        *,
        client_id: str | None = None,
        payload: str | None = None,
        reply_to: int | None = None,
        pending: bool = False,
    ) -> Message:
        """Append a line to the log of a locked conversation, with the next seq."""
        conversation.last_seq += 1
        conversation.updated_at = utc_now()
        message = Message(
            conversation_id=conversation.id,
            seq=conversation.last_seq,
            role=role,
            body=body,
            client_id=client_id,
            payload=payload,
            reply_to=reply_to,
            pending=pending,
            outcome=None,
            created_at=conversation.updated_at,
        )
        self._session.add(message)
        return message

    async def message(self, conversation_id: str, seq: int) -> Message | None:
        """Return one line of the log."""
        return await self._session.get(Message, (conversation_id, seq))

    async def by_client_id(self, conversation_id: str, client_id: str) -> Message | None:
        """Return the line that was posted under this client_id."""
        query = select(Message).where(Message.conversation_id == conversation_id, Message.client_id == client_id)
        return await self._session.scalar(query)

    async def after(self, conversation_id: str, seq: int = 0, *, limit: int | None = None) -> Sequence[Message]:
        """Return the lines after `seq`, oldest first."""
        query = (
            select(Message)
            .where(Message.conversation_id == conversation_id, Message.seq > seq)
            .order_by(Message.seq)
            .limit(limit)
        )
        return (await self._session.scalars(query)).all()

    async def replies(self, conversation_id: str, seq: int) -> Sequence[Message]:
        """Return the lines that answer line `seq`, oldest first."""
        query = (
            select(Message)
            .where(Message.conversation_id == conversation_id, Message.reply_to == seq)
            .order_by(Message.seq)
        )
        return (await self._session.scalars(query)).all()

    async def next_pending(self, conversation_id: str) -> Message | None:
        """Return the oldest line that the bot has not answered."""
        return (await self._session.scalars(self._pending(conversation_id).limit(1))).first()

    async def all_pending(self, conversation_id: str) -> Sequence[Message]:
        """Return every line that the bot has not answered, oldest first."""
        return (await self._session.scalars(self._pending(conversation_id))).all()

    async def pass_over_pending(self, conversation_id: str) -> None:
        """Take every unanswered line from the bot, for good: the one at work on it finds that it is too late."""
        waiting = update(Message).where(Message.conversation_id == conversation_id, Message.pending)
        await self._session.execute(waiting.values(pending=False))

    async def waiting_conversations(self, *, since: datetime) -> Sequence[str]:
        """Return the conversations with an unanswered line that is not older than `since`."""
        query = select(Message.conversation_id).where(Message.pending, Message.created_at >= since).distinct()
        return (await self._session.scalars(query)).all()

    async def bot_bodies(self, conversation_id: str) -> Sequence[dict[str, Any]]:
        """Return what the bot has said, newest first."""
        query = (
            select(Message.body)
            .where(Message.conversation_id == conversation_id, Message.role == "bot")
            .order_by(Message.seq.desc())
        )
        return (await self._session.scalars(query)).all()

    @staticmethod
    def _pending(conversation_id: str) -> Select[Message]:
        return select(Message).where(Message.conversation_id == conversation_id, Message.pending).order_by(Message.seq)


def expiry(days: float) -> datetime:
    """Return the time until which a token used now stays good."""
    return utc_now() + timedelta(days=days)
