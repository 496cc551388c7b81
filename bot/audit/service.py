"""Reads the staff's log: a page at a time, or as a table to take along."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, or_, select

from bot.audit.schemas import AuditLine, AuditView, Wanted
from bot.clock import make_clock
from bot.db import Database
from bot.settings import Settings
from bot.staff.models import StaffAction
from bot.staff.repository import StaffRepository
from bot.staff.schemas import StaffView
from bot.tables import BYTE_ORDER_MARK, csv_line

_COLUMNS = ("id", "at", "actor", "action", "subject", "details")
_EXPORTED_AT_ONCE = 1000


class AuditService:
    """The log itself is written where things are done, in the same transaction; the database keeps it append-only."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._page = settings.audit_page
        self._zone = make_clock(settings.time_zone).zone

    async def read(self, wanted: Wanted) -> AuditView:
        """Return a page of the lines that are wanted."""
        query = _narrowed(select(StaffAction), wanted, self._zone).order_by(StaffAction.id.desc())
        async with self._database.read() as session:
            # One more than shown, to know whether there is another page.
            found = (await session.scalars(query.limit(self._page + 1))).all()
            actors = (await session.scalars(select(StaffAction.actor).distinct().order_by(StaffAction.actor))).all()
            actions = (await session.scalars(select(StaffAction.action).distinct().order_by(StaffAction.action))).all()
        lines = found[: self._page]
        return AuditView(
            lines=[
                AuditLine(
                    id=line.id,
                    at=line.at,
                    actor=line.actor,
                    action=line.action,
                    subject=line.subject,
                    details=line.details,
                )
                for line in lines
            ],
            next=lines[-1].id if len(found) > len(lines) else None,
            actors=list(actors),
            actions=list(actions),
            time_zone=self._zone.key,
        )

    async def note_export(self, member: StaffView, wanted: Wanted) -> None:
        """Let the log tell that somebody takes it along, and which part."""
        parts = {
            name: str(value)
            for name in ("actor", "action", "subject", "since", "until")
            if (value := getattr(wanted, name))
        }
        async with self._database.write() as session:
            StaffRepository(session).log(member.email, "audit.exported", "", **parts)

    async def export(self, wanted: Wanted) -> AsyncIterator[str]:
        """Yield the wanted lines as CSV in UTF-8 with a mark of it, newest first; `details` are JSON."""
        yield BYTE_ORDER_MARK + csv_line(_COLUMNS)
        while True:
            query = _narrowed(select(StaffAction), wanted, self._zone).order_by(StaffAction.id.desc())
            async with self._database.read() as session:
                lines = (await session.scalars(query.limit(_EXPORTED_AT_ONCE))).all()
            for line in lines:
                details = json.dumps(line.details, ensure_ascii=False, sort_keys=True)
                yield csv_line((line.id, line.at.isoformat(), line.actor, line.action, line.subject, details))
            if len(lines) < _EXPORTED_AT_ONCE:
                return
            # The log may grow meanwhile: what is new has a greater number.
            wanted = replace(wanted, before=lines[-1].id)


def _narrowed(query: Select[StaffAction], wanted: Wanted, zone: ZoneInfo) -> Select[StaffAction]:
    if wanted.actor:
        query = query.where(StaffAction.actor == wanted.actor)
    if wanted.action:
        inside = StaffAction.action.startswith(f"{wanted.action}.", autoescape=True)
        query = query.where(or_(StaffAction.action == wanted.action, inside))
    if wanted.subject:
        query = query.where(StaffAction.subject.istartswith(wanted.subject, autoescape=True))
    if wanted.since:
        query = query.where(StaffAction.at >= _midnight(wanted.since, zone))
    if wanted.until:
        query = query.where(StaffAction.at < _midnight(wanted.until + timedelta(days=1), zone))
    if wanted.before is not None:
        query = query.where(StaffAction.id < wanted.before)
    return query


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
