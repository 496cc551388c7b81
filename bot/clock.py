"""What time it is at the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Clock:
    """The store's clock: the real time in its zone, or one that stands still at `fixed` (tests, demonstrations)."""

    zone: ZoneInfo
    fixed: datetime | None = None

    def now(self) -> datetime:
        """This moment, aware, in the store's time zone."""
        return self.fixed or datetime.now(self.zone)

    def today(self) -> date:
        """The day that it is at the store."""
        return self.now().date()


def make_clock(time_zone: str, today: str = "") -> Clock:
    """The clock of a time zone ("America/New_York"); `today` ("2026-12-01" or "2026-12-01T15:30") stops it there.

    Raises:
        ValueError: no such time zone, or `today` is no ISO date.
    """
    try:
        zone = ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError):  # zoneinfo's not-found is a KeyError, and a path an OSError
        raise ValueError("must be a time zone such as 'Europe/London'") from None
    return Clock(zone, _moment(today, zone) if today else None)


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("must be a date such as '2026-12-01' or '2026-12-01T15:30'") from None
    if "T" not in text and " " not in text:
        moment = moment.replace(hour=9)  # a day without an hour: the shop has just opened
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
