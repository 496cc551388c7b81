"""Mother's and Father's Day, Thanksgiving and Black Friday by country.

Rules: https://en.wikipedia.org/wiki/Mother%27s_Day and https://en.wikipedia.org/wiki/Father%27s_Day (tables by
country); those of a country that is not listed are the most usual ones.
"""

from __future__ import annotations

from calendar import MONDAY, SUNDAY, THURSDAY
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta, weekday

Rule = Callable[[int], date]


def nth(month: int, day_of_week: int, number: int) -> Rule:
    """The rule "second Sunday of May"; `number` -1 is the last."""

    def rule(year: int) -> date:
        start = date(year, month, 1) if number > 0 else date(year, month, 1) + relativedelta(months=1, days=-1)
        return start + relativedelta(weekday=weekday(day_of_week)(number))

    return rule


def fixed(month: int, day: int) -> Rule:
    """The rule of a day that is the same each year."""
    return lambda year: date(year, month, day)


def from_easter(days: int) -> Rule:
    """The rule of a day that moves with (western) Easter."""
    return lambda year: easter(year) + timedelta(days=days)


def _french_mothers_day(year: int) -> date:
    """The last Sunday of May; the first of June where that is Pentecost."""
    last = nth(5, SUNDAY, -1)(year)
    return last + timedelta(days=7) if last == from_easter(49)(year) else last


def _shared(rule: Rule, countries: str) -> dict[str, Rule]:
    return dict.fromkeys(countries.split(), rule)


_MOTHERS_DAY: dict[str, Rule] = {
    **_shared(from_easter(-21), "GB IE"),
    **_shared(nth(5, SUNDAY, 1), "ES PT HU LT RO"),
    **_shared(nth(5, SUNDAY, -1), "SE DZ MA TN"),
    **_shared(fixed(5, 10), "MX GT SV"),
    **_shared(fixed(3, 21), "AE SA EG JO KW LB QA BH IQ SY"),
    "FR": _french_mothers_day,
    "PL": fixed(5, 26),
    "NO": nth(2, SUNDAY, 2),
    "AR": nth(10, SUNDAY, 3),
    "TH": fixed(8, 12),
}
_FATHERS_DAY: dict[str, Rule] = {
    **_shared(nth(9, SUNDAY, 1), "AU NZ FJ"),
    **_shared(fixed(3, 19), "ES PT IT HR"),
    **_shared(nth(11, SUNDAY, 2), "SE NO FI IS EE"),
    **_shared(fixed(6, 21), "AE EG JO LB SY"),
    "DE": from_easter(39),  # Ascension Day
    "AT": nth(6, SUNDAY, 2),
    "BE": nth(6, SUNDAY, 2),
    "BR": nth(8, SUNDAY, 2),
    "DK": fixed(6, 5),
    "PL": fixed(6, 23),
    "TH": fixed(12, 5),
    "TW": fixed(8, 8),
    "KR": fixed(5, 8),
    "RO": nth(5, SUNDAY, 2),
}
_THANKSGIVING: dict[str, Rule] = {"CA": nth(10, MONDAY, 2)}

_usual_thanksgiving = nth(11, THURSDAY, 4)


def mothers_day(country: str) -> Rule:
    """When Mother's Day is in a country (ISO 3166 code)."""
    return _MOTHERS_DAY.get(country, nth(5, SUNDAY, 2))


def fathers_day(country: str) -> Rule:
    """When Father's Day is in a country."""
    return _FATHERS_DAY.get(country, nth(6, SUNDAY, 3))


def thanksgiving(country: str) -> Rule:
    """When Thanksgiving is in a country; where there is none, the American one."""
    return _THANKSGIVING.get(country, _usual_thanksgiving)


def black_friday(year: int) -> date:
    """The day after the American Thanksgiving, everywhere."""
    return _usual_thanksgiving(year) + timedelta(days=1)
