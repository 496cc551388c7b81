"""Reads and writes staff accounts, sessions and the audit log, inside the caller's session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import utc_now
from bot.staff.models import StaffAction, StaffMember, StaffSession


class StaffRepository:
    """The SQL of staff."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: StaffMember | StaffSession) -> None:
        """Add an account or a session."""
        self._session.add(row)

    async def member(self, staff_id: int) -> StaffMember | None:
        """Return an account."""
        return await self._session.get(StaffMember, staff_id)

    async def by_email(self, email: str) -> StaffMember | None:
        """Return the account with this address, active or not."""
        return await self._session.scalar(select(StaffMember).where(StaffMember.email == email.strip().lower()))

    async def all(self) -> Sequence[StaffMember]:
        """Return every account, oldest first."""
        return (await self._session.scalars(select(StaffMember).order_by(StaffMember.id))).all()

    async def session(self, token_hash: str) -> tuple[StaffSession, StaffMember] | None:
        """Return a session and whose it is."""
        query = select(StaffSession, StaffMember).join(StaffMember).where(StaffSession.token_hash == token_hash)
        row = (await self._session.execute(query)).first()
        return (row[0], row[1]) if row else None

    async def end_session(self, token_hash: str) -> None:
        """Delete a session."""
        await self._session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash))

    async def end_sessions(self, staff_id: int) -> None:
        """Delete all sessions of an account."""
        await self._session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))

    async def delete_sessions_before(self, created: datetime, seen: datetime) -> None:
        """Delete sessions made before one time or last used before another."""
        old = (StaffSession.created_at < created) | (StaffSession.seen_at < seen)
        await self._session.execute(delete(StaffSession).where(old))

    def log(self, actor: str, action: str, subject: str, /, **details: Any) -> None:
        """Append a line to the audit log."""
        self._session.add(StaffAction(at=utc_now(), actor=actor, action=action, subject=subject, details=details))
