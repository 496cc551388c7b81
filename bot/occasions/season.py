"""The occasion of these days: what greeting, theme and undirected results go by."""

from __future__ import annotations

from datetime import date

from bot.occasions.calendar import OccasionCalendar, OccasionDay

# What gifts are given for all over a shop, the first before the others where several are near.
SEASONS = (
    "christmas", "valentine's day", "mother's day", "father's day", "hanukkah", "diwali", "eid al-fitr", "eid al-adha",
    "lunar new year", "easter", "halloween",
)  # fmt: skip
_THEMES = {
    "valentine's day": "valentines", "mother's day": "mothers_day", "father's day": "fathers_day",
    "eid al-fitr": "eid", "eid al-adha": "eid", "lunar new year": "lunar_new_year",
}  # fmt: skip


def near_occasions(calendar: OccasionCalendar, today: date, within: int) -> list[OccasionDay]:
    """The gifting occasions of the next `within` days, the one that leads first; [] for 0 days."""
    if within <= 0:
        return []
    found = [item for item in calendar.coming(today, within) if item.occasion in SEASONS]
    return sorted(found, key=lambda item: SEASONS.index(item.occasion))


def theme(occasion: str) -> str:
    """The name of an occasion's theme: "mothers_day"."""
    return _THEMES.get(occasion, occasion)
