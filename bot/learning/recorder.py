"""Writes down, with each answer of the bot, what it showed and why, and what was wished for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Conversation
from bot.db import utc_now
from bot.learning.models import Impression, Receipt, Wish
from bot.messages import BotMessage, ProductCardsMessage

log = logging.getLogger(__name__)
_CANDIDATES = 20
_EMPTY: tuple[Any, ...] = (None, [], {})


class Recorder:
    """Called in the transaction that writes an answer: what the shopper sees has its receipt, and nothing else has."""

    def __init__(self, version: Callable[[], str]) -> None:
        self._version = version

    async def record(
        self, session: AsyncSession, conversation: Conversation, shown: Sequence[tuple[int, BotMessage]]
    ) -> None:
        """Note the messages of an answer, each with its seq, and the wish of the conversation where it is a new one."""
        try:
            async with session.begin_nested():
                for seq, message in shown:
                    if isinstance(message, ProductCardsMessage) and message.items:
                        await self._cards(session, conversation, seq, message)
                await self._wish(session, conversation)
        except SQLAlchemyError:
            # The answer is worth more than its receipt.
            log.exception("answer not recorded", extra={"conversation": conversation.id})

    async def _cards(
        self, session: AsyncSession, conversation: Conversation, seq: int, message: ProductCardsMessage
    ) -> None:
        told: dict[str, Any] = message.receipt or {}
        receipt = Receipt(
            at=utc_now(),
            conversation_id=conversation.id,
            seq=seq,
            release=str(conversation.release or told.get("release") or self._version())[:64],
            brief=told.get("brief"),
            total=message.total,
            rules=list(told.get("rules") or ())[:100],
            candidates=list(told.get("candidates") or ())[:_CANDIDATES],
            ranker=str(told["ranker"])[:12] if told.get("ranker") else None,
        )
        session.add(receipt)
        await session.flush()
        session.add_all(
            Impression(
                receipt_id=receipt.id,
                conversation_id=conversation.id,
                product_id=card.product_id,
                place=place,
                at=receipt.at,
            )
            for place, card in enumerate(message.items, 1)
        )

    async def _wish(self, session: AsyncSession, conversation: Conversation) -> None:
        fits, brief = conversation.fits, conversation.brief
        if fits is None or all(value in _EMPTY for value in brief.values()):
            return
        query = select(Wish).where(Wish.conversation_id == conversation.id).order_by(Wish.id.desc()).limit(1)
        last = await session.scalar(query)
        if last is not None and last.brief == brief:
            last.fits = fits
        else:
            session.add(Wish(at=utc_now(), conversation_id=conversation.id, brief=brief, fits=fits))
