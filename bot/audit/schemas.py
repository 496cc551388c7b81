"""What the audit call takes and answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows the log. `action` also stands for all that begin with it and a dot; the days are the shop's, both
    counted; `before` is the line under which the page begins (None: the newest)."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None


class AuditLine(BaseModel):
    """Somebody (`actor`) did something (`action`) to something (`subject`)."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    details: dict[str, Any]


class AuditView(BaseModel):
    """A page of the log, newest first; `next` is the `before` of the next page, None at the end.

    `actors` and `actions` are all that the log has, to choose from.
    """

    lines: list[AuditLine]
    next: int | None
    actors: list[str]
    actions: list[str]
    time_zone: str
