"""When people are there: opening hours of a week, and the days on which the shop is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.clock import Clock, make_clock

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(r"([a-z]{3})(?:-([a-z]{3}))? (\d{1,2}:\d{2})-(\d{1,2}:\d{2})")
_LOOK_AHEAD = 370
_LOOK_BACK = 8
Week = dict[int, list[tuple[time, time]]]


def _country_holidays(country: str) -> Any:
    from holidays import country_holidays  # slow to import, and few shops name a country

    return country_holidays(country)


def read_week(text: str) -> Week:
    """Read "mon-fri 09:00-17:00; sat 10:00-14:00"; "" is always open. An end before its beginning is the next day's.

    Raises:
        ValueError: it can't be read.
    """
    if not text.strip():
        return {day: [(time(0), time(0))] for day in range(7)}
    week: Week = {}
    for part in text.lower().split(";"):
        found = _PART.fullmatch(" ".join(part.split()))
        if not found or not {found[1], found[2] or found[1]} <= set(_DAYS):
            raise ValueError("must be hours such as 'mon-fri 09:00-17:00; sat 10:00-14:00'")
        first, last = _DAYS.index(found[1]), _DAYS.index(found[2] or found[1])
        window = (_time(found[3]), _time(found[4]))
        for step in range((last - first) % 7 + 1):
            week.setdefault((first + step) % 7, []).append(window)
    return week


def _time(text: str) -> time:
    hour, minute = map(int, text.split(":"))
    return time(0) if (hour, minute) == (24, 0) else time(hour, minute)


def check_country(country: str) -> str:
    """Return a country that the table of holidays has; ValueError for another."""
    if country:
        try:
            _country_holidays(country)
        except NotImplementedError:
            raise ValueError("must be a country such as 'US' (ISO 3166, two letters)") from None
    return country


class Hours:
    """Opening hours on a clock in its own time zone."""

    def __init__(self, clock: Clock, week: Week, *, country: str = "", days: frozenset[date] = frozenset()) -> None:
        self._clock, self._week, self._days = clock, week, days
        self._holidays = _country_holidays(country) if country else {}

    @classmethod
    def of(
        cls, text: str, time_zone: str, *, today: str = "", country: str = "", days: frozenset[date] = frozenset()
    ) -> Hours:
        """Make them from the settings' words."""
        return cls(make_clock(time_zone, today), read_week(text), country=country, days=days)

    @property
    def now(self) -> datetime:
        """This moment at the shop."""
        return self._clock.now()

    @property
    def open(self) -> bool:
        """Whether it is open right now."""
        now = self.now
        days = (now.date() - timedelta(days=1), now.date())
        return any(start <= now < end for day in days for start, end in self._windows(day))

    def next_opening(self) -> datetime | None:
        """When it opens next, aware, in the shop's time zone; None where it never does within a year."""
        now = self.now
        for step in range(_LOOK_AHEAD):
            starts = [start for start, _ in self._windows(now.date() + timedelta(days=step)) if start > now]
            if starts:
                return min(starts)
        return None

    def changed_at(self) -> datetime | None:
        """When it opened or closed last, aware; None where that was over a week ago (or never)."""
        now = self.now
        days = (now.date() - timedelta(days=back) for back in range(_LOOK_BACK, -1, -1))
        opened = closed = None
        for start, end in sorted(window for day in days for window in self._windows(day)):
            if start > now:
                break
            if closed is None or start > closed:
                opened, closed = start, end  # windows that touch are one
            closed = max(closed, end)
        return closed if closed is not None and closed <= now else opened

    def _windows(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if day in self._days or day in self._holidays:
            return
        for start, end in self._week.get(day.weekday(), ()):
            until = day + timedelta(days=1) if end <= start else day
            zone = self.now.tzinfo
            yield datetime.combine(day, start, zone), datetime.combine(until, end, zone)
