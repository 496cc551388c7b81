"""Reads and writes verdicts, inside the caller's session."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Conversation
from bot.feedback.models import Feedback


async def verdicts(session: AsyncSession, conversation_id: str) -> dict[str, str]:
    """Return the verdict on each product that a shopper judged."""
    return await FeedbackRepository(session).verdicts(conversation_id)


class FeedbackRepository:
    """The SQL of feedback."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock(self, conversation_id: str) -> bool:
        """Let nobody else change this conversation's feedback until the transaction ends; False: no such one."""
        query = select(Conversation.id).where(Conversation.id == conversation_id).with_for_update()
        return await self._session.scalar(query) is not None

    async def verdicts(self, conversation_id: str) -> dict[str, str]:
        """Return the verdict on each judged product, in the order of judging."""
        query = (
            select(Feedback.product_id, Feedback.verdict)
            .where(Feedback.conversation_id == conversation_id)
            .order_by(Feedback.given_at)
        )
        return {row.product_id: row.verdict for row in await self._session.execute(query)}

    async def put(
        self, conversation_id: str, product_id: str, verdict: str, reason: str | None, given_at: datetime
    ) -> None:
        """Write a verdict, in the place of an earlier one on the same product."""
        new = Feedback(
            conversation_id=conversation_id, product_id=product_id, verdict=verdict, reason=reason, given_at=given_at
        )
        await self._session.merge(new)

    async def remove(self, conversation_id: str, product_id: str) -> None:
        """Take a verdict back, if there is one."""
        await self._session.execute(
            delete(Feedback).where(Feedback.conversation_id == conversation_id, Feedback.product_id == product_id)
        )
