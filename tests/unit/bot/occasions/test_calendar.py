"""Days of occasions, against published calendars."""

from datetime import date

import pytest

from bot.occasions.calendar import DATED, OccasionCalendar

US, UK = OccasionCalendar("US"), OccasionCalendar("GB")

# Christian and American days: timeanddate.com; Hanukkah (first evening): hebcal.com; Diwali: the Gazette of India's
# holiday lists; Eid: the days kept in the United Arab Emirates; Lunar New Year: Hong Kong Observatory.
KNOWN = {
    "christmas": ["2022-12-25", "2023-12-25", "2024-12-25", "2025-12-25", "2026-12-25"],
    "valentine's day": ["2022-02-14", "2023-02-14", "2024-02-14", "2025-02-14", "2026-02-14"],
    "halloween": ["2022-10-31", "2023-10-31", "2024-10-31", "2025-10-31", "2026-10-31"],
    "easter": ["2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28"],
    "thanksgiving": ["2022-11-24", "2023-11-23", "2024-11-28", "2025-11-27", "2026-11-26"],
    "black friday": ["2022-11-25", "2023-11-24", "2024-11-29", "2025-11-28", "2026-11-27"],
    "mother's day": ["2022-05-08", "2023-05-14", "2024-05-12", "2025-05-11", "2026-05-10"],
    "father's day": ["2022-06-19", "2023-06-18", "2024-06-16", "2025-06-15", "2026-06-21"],
    "hanukkah": ["2022-12-18", "2023-12-07", "2024-12-25", "2025-12-14", "2026-12-04", "2027-12-24"],
    "diwali": ["2022-10-24", "2023-11-12", "2024-10-31", "2025-10-20", "2026-11-08"],
    "eid al-fitr": ["2022-05-02", "2023-04-21", "2024-04-10", "2025-03-30", "2026-03-20"],
    "eid al-adha": ["2022-07-09", "2023-06-28", "2024-06-16", "2025-06-06", "2026-05-27"],
    "lunar new year": ["2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06"],
}


@pytest.mark.parametrize("occasion", KNOWN)
def test_known_days(occasion):
    for text in KNOWN[occasion]:
        day = date.fromisoformat(text)
        assert [item.day for item in US.days(occasion, day.year)] == [day]


@pytest.mark.parametrize("text", ["2022-03-27", "2023-03-19", "2024-03-10", "2025-03-30", "2026-03-15"])
def test_mothering_sunday_is_in_lent(text):
    day = date.fromisoformat(text)
    assert [item.day for item in UK.days("mother's day", day.year)] == [day]


@pytest.mark.parametrize(
    ("country", "occasion", "text"),
    [
        ("FR", "mother's day", "2025-05-25"),
        ("FR", "mother's day", "2023-06-04"),  # the last Sunday of May was Pentecost
        ("MX", "mother's day", "2026-05-10"),
        ("PL", "mother's day", "2026-05-26"),
        ("DE", "father's day", "2026-05-14"),
        ("AU", "father's day", "2026-09-06"),
        ("IT", "father's day", "2026-03-19"),
        ("CA", "thanksgiving", "2026-10-12"),
    ],
)
def test_family_days_by_country(country, occasion, text):
    day = date.fromisoformat(text)
    assert [item.day for item in OccasionCalendar(country).days(occasion, day.year)] == [day]


def test_eid_is_whichever_of_the_two_comes_next():
    assert US.next("eid", date(2026, 3, 1)).occasion == "eid al-fitr"
    after = US.next("eid", date(2026, 3, 21))
    assert (after.occasion, after.day) == ("eid al-adha", date(2026, 5, 27))


def test_a_lunar_festival_may_come_twice_in_a_year():
    days = [item.day for item in US.days("eid al-fitr", 2033)]
    assert [day.month for day in days] == [1, 12]


def test_far_years_are_estimates_or_unknown_never_wrong():
    assert all(item.estimated for item in US.days("eid al-fitr", 2040))
    assert US.days("diwali", 2060) == []


def test_an_occasion_without_a_day_has_none():
    assert US.days("birthday", 2026) == [] and US.next("secret santa", date(2026, 12, 1)) is None


def test_the_next_one_counts_today():
    assert US.next("christmas", date(2026, 12, 25)).day == date(2026, 12, 25)
    assert US.next("christmas", date(2026, 12, 26)).day == date(2027, 12, 25)


def test_every_dated_occasion_has_a_day_in_the_next_years():
    for occasion in DATED:
        for year in range(2024, 2035):
            assert US.days(occasion, year), (occasion, year)


def test_what_comes_is_sorted_and_within():
    coming = US.coming(date(2026, 11, 22), 35)
    assert [item.occasion for item in coming] == ["thanksgiving", "black friday", "hanukkah", "christmas", "kwanzaa"]
