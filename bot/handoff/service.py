"""Records that a shopper wants a person."""

from __future__ import annotations

from sqlalchemy import select

from bot.db import Database, utc_now
from bot.handoff.models import HandoffWish


class HandoffService:
    """Hand-off as far as it goes today: the wish is kept for the staff."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record_wish(self, conversation_id: str, text: str) -> int:
        """Keep the wish; returns its number. `text` is what the shopper said (cut at 1,000 characters)."""
        wish = HandoffWish(conversation_id=conversation_id, text=text[:1000], created_at=utc_now())
        async with self._database.write() as session:
            session.add(wish)
        return wish.id

    async def latest(self, limit: int) -> list[HandoffWish]:
        """The newest wishes, newest first."""
        query = select(HandoffWish).order_by(HandoffWish.id.desc()).limit(limit)
        async with self._database.read() as session:
            return list((await session.scalars(query)).all())
