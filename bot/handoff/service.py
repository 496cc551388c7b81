"""Records that a shopper wants a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.conversation.repository import ConversationRepository
from bot.conversation.wire import offers
from bot.db import Database, utc_now
from bot.handoff.models import HandoffWish
from bot.handoff.waiting import WAIT, Place, WaitingRoom


class HandoffService:
    """Takes a shopper's wish for a person: kept in any case, so that nobody is forgotten who asked after hours."""

    def __init__(self, database: Database, waiting: WaitingRoom) -> None:
        self._database = database
        self._waiting = waiting

    async def record_wish(self, conversation_id: str, text: str) -> int:
        """Keep the wish; returns its number. `text` is what the shopper said (cut at 1,000 characters)."""
        wish = HandoffWish(conversation_id=conversation_id, text=text[:1000], created_at=utc_now())
        async with self._database.write() as session:
            session.add(wish)
        return wish.id

    def closed(self) -> tuple[bool, datetime | None]:
        """Whether the shop is closed right now, and when it opens again where that is known."""
        hours = self._waiting.hours
        return (False, None) if hours.open else (True, hours.next_opening())

    async def ask_for_person(self, conversation_id: str, text: str) -> Place | None:
        """Keep the wish, and let the shopper wait where somebody is at a console; None: nobody is there now.

        Whoever was told so and chose to wait does wait.
        """
        await self.record_wish(conversation_id, text)
        return await self._waiting.enter(conversation_id, anyhow=await self._chose_to_wait(conversation_id))

    async def _chose_to_wait(self, conversation_id: str) -> bool:
        """Whether the shopper's newest line is the button for waiting, of the choice that stood right before it."""
        async with self._database.read() as session:
            lines = await ConversationRepository(session).after(conversation_id)
        said = [at for at, line in enumerate(lines) if line.role == "shopper"]
        if not said or lines[said[-1]].payload != WAIT:
            return False
        before = lines[said[-2] + 1 : said[-1]] if len(said) > 1 else lines[: said[-1]]
        return any(
            line.body.get("type") == "later" and any(payload == WAIT for payload, _ in offers(line.body))
            for line in before
            if line.role == "bot"
        )


async def latest_wishes(database: Database, limit: int) -> list[HandoffWish]:
    """Return the newest wishes for a person, newest first."""
    query = select(HandoffWish).order_by(HandoffWish.id.desc()).limit(limit)
    async with database.read() as session:
        return list((await session.scalars(query)).all())
