"""Days in words: "the 24th", "next Tuesday", "12 December", "in 3 days", "tomorrow", "Christmas Eve"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta, weekday

from bot.nlu.normalize import normalize
from bot.occasions.calendar import OccasionCalendar
from bot.occasions.names import find_occasion_name

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = "january february march april may june july august september october november december".split()
_DAY = rf"(?P<weekday>{'|'.join(_DAYS)}|mon|tues?|wed|thur?s?|fri|sat|sun)"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
_NUMBERS = dict(zip("a one two three four five six seven eight nine ten".split(), (1, *range(1, 11)), strict=True))
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_ISO = re.compile(r"\b(?P<year>20\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b")
_SLASHES = re.compile(r"\b(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?\b")
_DAY_MONTH = re.compile(rf"\b(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}\b\.?(?:,? (?P<year>20\d\d))?")
_MONTH_DAY = re.compile(rf"\b{_MONTH}\b\.? (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>20\d\d))?")
_ORDINAL = re.compile(
    r"\bthe (?P<d>\d{1,2})(?:st|nd|rd|th)\b|\b(?:by|before|on|until) (?:the )?(?P<e>\d{1,2})(?:st|nd|rd|th)\b"
)
_IN = re.compile(
    rf"\b(?:in|within|under) (?:less than )?{_COUNT}(?: or \w+)? (?P<unit>day|week|month)s?\b"
    rf"|\b{_COUNT.replace('count', 'count2')} (?P<unit2>day|week)s? from (?:now|today)\b"
)
_NEXT = re.compile(rf"\b(?:(?P<which>next|this|coming) )?{_DAY}\b(?: (?P<after>after next|week))?")
_RELATIVE = {
    "day after tomorrow": 2, "tomorrow": 1, "tmrw": 1, "tmr": 1, "tomorow": 1, "today": 0, "tonight": 0, "now": 0,
}  # fmt: skip
_SPAN = re.compile(
    r"\b(?P<which>this|next|the) (?P<what>weekend|week|month)\b|\b(?P<end>end of (?:the|this) (?:week|month))\b"
)
_EVE = re.compile(r"\b(?:christmas|xmas|new year'?s?) eve\b")


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day that a message names; `occasion` where it is named by its occasion."""

    day: date
    occasion: str | None = None


def find_day(text: str, today: date, calendar: OccasionCalendar) -> SaidDay | None:
    """The day that a message names, today or later; None when it names none."""
    plain = normalize(text)
    for find in (_exact, _counted, _named):
        if day := find(plain, today):
            return SaidDay(day)
    occasion = find_occasion_name(text)
    if occasion and (item := calendar.next(occasion, today)):
        return SaidDay(item.day - timedelta(days=1) if _EVE.search(plain) else item.day, item.occasion)
    return None


def _exact(text: str, today: date) -> date | None:
    if match := _ISO.search(text):
        return _valid(int(match["year"]), int(match["m"]), int(match["d"]))
    if match := _DAY_MONTH.search(text) or _MONTH_DAY.search(text):
        month = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(match["month"][:3]))
        return _coming(month, int(match["d"]), int(match["year"]) if match["year"] else None, today)
    if match := _SLASHES.search(text):
        month, day = int(match["first"]), int(match["second"])
        if month > 12:  # "24/12" can only be the day first
            month, day = day, month
        year = int(match["year"]) % 100 + 2000 if match["year"] else None
        return _coming(month, day, year, today)
    if match := _ORDINAL.search(text):
        number = int(match["d"] or match["e"])
        for ahead in range(12):
            month_start = today.replace(day=1) + relativedelta(months=ahead)
            found = _valid(month_start.year, month_start.month, number)
            if found and found >= today:
                return found
    return None


def _counted(text: str, today: date) -> date | None:
    if match := _IN.search(text):
        said, unit = match["count"] or match["count2"], match["unit"] or match["unit2"]
        count = _NUMBERS.get(said) or int(said)
        return today + relativedelta(**{f"{unit}s": count})  # type: ignore[arg-type]
    for words, days in _RELATIVE.items():
        if re.search(rf"\b{words}\b", text):
            return today + timedelta(days=days)
    return None


def _named(text: str, today: date) -> date | None:
    if match := _NEXT.search(text):
        number = next(n for n, name in enumerate(_DAYS) if name.startswith(match["weekday"][:3]))
        day = today + relativedelta(days=1, weekday=weekday(number))
        # "Next Friday" said on a Monday is this week's for some: the nearer one is the safe promise to check.
        return day + timedelta(days=7) if match["after"] else day
    if match := _SPAN.search(text):
        end = match["end"] or ""
        what = match["what"] or end.rsplit(" ", 1)[-1]
        later = 1 if match["which"] == "next" else 0
        if what == "month":
            return (today.replace(day=1) + relativedelta(months=1 + later)) - timedelta(days=1)
        friday = today + relativedelta(weekday=weekday(4))
        return friday + timedelta(days=7 * later + (1 if what == "weekend" else 0))
    return None


def _coming(month: int, day: int, year: int | None, today: date) -> date | None:
    """A day of a month: this year's or, where that is over, next year's."""
    if year is not None:
        return _valid(year, month, day)
    found = _valid(today.year, month, day)
    return found if found is None or found >= today else _valid(today.year + 1, month, day)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
