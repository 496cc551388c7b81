"""When occasions are, in any year and by country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.occasions import family_days, festivals
from bot.occasions.family_days import Rule, fixed, from_easter
from bot.occasions.festivals import Festival


@dataclass(frozen=True, slots=True)
class OccasionDay:
    """One occasion in one year; `estimated` where the day depends on the sight of the moon."""

    occasion: str
    day: date
    estimated: bool = False


_FIXED: dict[str, Rule] = {
    "new year": fixed(1, 1),
    "galentine's day": fixed(2, 13),
    "valentine's day": fixed(2, 14),
    "st patrick's day": fixed(3, 17),
    "easter": from_easter(0),
    "halloween": fixed(10, 31),
    "singles' day": fixed(11, 11),
    "black friday": family_days.black_friday,
    "christmas": fixed(12, 25),
    "kwanzaa": fixed(12, 26),
}
_BY_COUNTRY = {
    "mother's day": family_days.mothers_day,
    "father's day": family_days.fathers_day,
    "thanksgiving": family_days.thanksgiving,
}
_FESTIVALS: dict[str, tuple[Festival, ...]] = {
    "hanukkah": (festivals.HANUKKAH,),
    "diwali": (festivals.DIWALI,),
    "eid al-fitr": (festivals.EID_AL_FITR,),
    "eid al-adha": (festivals.EID_AL_ADHA,),
    "eid": (festivals.EID_AL_FITR, festivals.EID_AL_ADHA),
    "lunar new year": (festivals.LUNAR_NEW_YEAR,),
}
# Gifts are given, but each family, office or school has its own day.
UNDATED = frozenset(
    "anniversary,baby shower,back to school,birthday,christening,engagement,farewell,get well,graduation,housewarming,"
    "new baby,promotion,retirement,secret santa,teacher appreciation,thank you,wedding".split(",")
)
DATED = frozenset({*_FIXED, *_BY_COUNTRY, *_FESTIVALS})


class OccasionCalendar:
    """The calendar of one country (ISO 3166 code, such as "US")."""

    def __init__(self, country: str) -> None:
        self.country = country

    def days(self, occasion: str, year: int) -> list[OccasionDay]:
        """The occasion's days in a year: usually one; none when it has no fixed day or none is known."""
        rule = _FIXED.get(occasion)
        if occasion in _BY_COUNTRY:
            rule = _BY_COUNTRY[occasion](self.country)
        if rule is not None:
            return [OccasionDay(occasion, rule(year))]
        found = [
            OccasionDay(occasion if len(_FESTIVALS[occasion]) == 1 else festival.name.lower(), day, estimated)
            for festival in _FESTIVALS.get(occasion, ())
            for day, estimated in festivals.days_in(festival, year)
        ]
        return sorted(found, key=lambda item: item.day)

    def next(self, occasion: str, today: date) -> OccasionDay | None:
        """The occasion's next day, today included; None when it has no fixed day or none is known."""
        years = (today.year, today.year + 1)
        coming = [item for year in years for item in self.days(occasion, year) if item.day >= today]
        return coming[0] if coming else None

    def coming(self, today: date, within: int) -> list[OccasionDay]:
        """All dated occasions of the next `within` days, the nearest first."""
        found = [item for name in DATED - {"eid"} if (item := self.next(name, today))]
        near = [item for item in found if (item.day - today).days <= within]
        return sorted(near, key=lambda item: (item.day, item.occasion))
