"""Days in words; today is Monday, 14 December 2026."""

from datetime import date

import pytest

from bot.occasions.calendar import OccasionCalendar
from bot.occasions.names import find_occasion_name, written
from bot.occasions.phrases import find_day

TODAY, CALENDAR = date(2026, 12, 14), OccasionCalendar("US")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("will it arrive by the 24th?", "2026-12-24"),
        ("by the 3rd", "2027-01-03"),
        ("before dec 20th", "2026-12-20"),
        ("by 20 December", "2026-12-20"),
        ("on the 1st of March", "2027-03-01"),
        ("by March 2nd, 2027", "2027-03-02"),
        ("by 12/24", "2026-12-24"),
        ("by 24/12", "2026-12-24"),
        ("by 2027-01-15", "2027-01-15"),
        ("by Friday", "2026-12-18"),
        ("by next Tuesday to Canada", "2026-12-15"),
        ("by monday", "2026-12-21"),
        ("the friday after next", "2026-12-25"),
        ("tomorrow", "2026-12-15"),
        ("the day after tomorrow", "2026-12-16"),
        ("in 3 days", "2026-12-17"),
        ("in two weeks", "2026-12-28"),
        ("two weeks from now", "2026-12-28"),
        ("before the end of the week", "2026-12-18"),
        ("this weekend", "2026-12-19"),
        ("can I still get it before Christmas", "2026-12-25"),
        ("on christmas eve", "2026-12-24"),
        ("fast enough for Valentine's", "2027-02-14"),
        ("for eid al-adha", "2027-05-16"),
    ],
)
def test_days_that_are_said(text, day):
    found = find_day(text, TODAY, CALENDAR)
    assert found is not None
    assert found.day == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["may I ask", "how much is it", "the second one", "the 45th", "30 february", "", "a birthday"]
)
def test_no_day_is_made_up(text):
    assert find_day(text, TODAY, CALENDAR) is None


def test_a_day_named_by_its_occasion_says_so():
    assert find_day("before xmas", TODAY, CALENDAR).occasion == "christmas"
    assert find_day("by the 25th", TODAY, CALENDAR).occasion is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("When is Divali?", "diwali"),
        ("how long until mothers day", "mother's day"),
        ("chanukah", "hanukkah"),
        ("eid ul adha", "eid al-adha"),
        ("a galentine's gift", "galentine's day"),
        ("when is the match", None),
    ],
)
def test_names_of_occasions(text, name):
    assert find_occasion_name(text) == name


def test_names_as_they_are_written():
    assert [written(name) for name in ("mother's day", "eid al-fitr", "birthday")] == [
        "Mother's Day",
        "Eid al-Fitr",
        "birthday",
    ]
