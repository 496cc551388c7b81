"""Who looked at what: reading what shoppers wrote is worth a line of the staff's log as much as changing it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.db import Database, utc_now
from bot.settings import Settings
from bot.staff.models import StaffAction
from bot.staff.repository import StaffRepository
from bot.staff.schemas import StaffView


class Looks:
    """Notes each look once in a while: an open console reads a conversation anew with every change of it."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._opened_every = timedelta(minutes=settings.audit_opened_minutes)
        self._searched_every = timedelta(minutes=settings.audit_search_minutes)

    async def opened(self, member: StaffView, conversation_id: str) -> None:
        """Somebody has read a conversation."""
        await self._note(member, "conversation.opened", conversation_id, self._opened_every)

    async def searched(self, member: StaffView, found: int) -> None:
        """Somebody has looked for a text in all conversations. The text is not kept: it may be a shopper's name."""
        await self._note(member, "conversations.searched", "", self._searched_every, found=found)

    async def _note(self, member: StaffView, action: str, subject: str, every: timedelta, **details: Any) -> None:
        here = (StaffAction.actor == member.email) & (StaffAction.action == action) & (StaffAction.subject == subject)
        query = select(StaffAction.id).where(here, StaffAction.at > utc_now() - every).limit(1)
        async with self._database.read() as session:
            if await session.scalar(query) is not None:
                return
        async with self._database.write() as session:
            StaffRepository(session).log(member.email, action, subject, **details)
