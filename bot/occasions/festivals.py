"""Festivals of lunar calendars, from the tables of the library `holidays`."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays


@dataclass(frozen=True, slots=True)
class Festival:
    """Where `holidays` keeps a festival: the country, how its name begins, the category of holidays.

    `shift` is added to the first day: Jewish days begin at the evening before.
    """

    country: str
    name: str
    category: str = "public"
    shift: int = 0


# Diwali as India's gazette has it; Eid as in the Emirates, which go with Mecca's calendar.
HANUKKAH = Festival("IL", "Hanukkah", "school", -1)
DIWALI = Festival("IN", "Diwali")
EID_AL_FITR = Festival("AE", "Eid al-Fitr")
EID_AL_ADHA = Festival("AE", "Eid al-Adha")
LUNAR_NEW_YEAR = Festival("CN", "Chinese New Year (")
_LONGEST_BREAK = timedelta(days=20)


@lru_cache(maxsize=512)
def days_in(festival: Festival, year: int) -> tuple[tuple[date, bool], ...]:
    """The festival's first days in a year, each with whether it is only estimated.

    Usually one; none where the tables end; two or none in a year where a lunar festival moves over New Year.
    """
    found = [item for around in (year - 1, year, year + 1) for item in _entries(festival, around)]
    starts = [
        (day, estimated)
        for number, (day, estimated) in enumerate(found)
        if number == 0 or day - found[number - 1][0] > _LONGEST_BREAK
    ]
    shift = timedelta(days=festival.shift)
    return tuple((day + shift, estimated) for day, estimated in starts if (day + shift).year == year)


def _entries(festival: Festival, year: int) -> list[tuple[date, bool]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns outside its tables, where the answer is simply empty
        table = country_holidays(
            festival.country, years=year, language="en_US", observed=False, categories=(festival.category,)
        )
    found = []
    for day, names in sorted(table.items()):
        for name in names.split("; "):
            if name.startswith(festival.name) and "Holiday" not in name:
                found.append((day, "(estimated)" in name))
    return found
