"""Delivery days of the small shop's pages. 2026: 14 December is a Monday, 24 a Thursday."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.occasions.calendar import OccasionCalendar
from bot.policies.arrival import Arrivals
from bot.policies.asked import read_question
from bot.policies.service import read_pages
from tests.support.acting import POLICIES

ZONE, CALENDAR = ZoneInfo("America/New_York"), OccasionCalendar("US")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.fixture(scope="module")
def arrivals() -> Arrivals:
    return Arrivals(read_pages(POLICIES).delivery, CALENDAR, ZONE)


@pytest.mark.parametrize(
    ("ordered", "leaves", "first", "last"),
    [
        ("2026-12-14T13:59", "2026-12-14", "2026-12-17", "2026-12-21"),
        ("2026-12-14T14:00", "2026-12-15", "2026-12-18", "2026-12-22"),  # after the hour: next day
        ("2026-12-19T10:00", "2026-12-21", "2026-12-24", "2026-12-30"),  # Saturday; Christmas and the 28th are closed
        ("2026-12-24T15:00", "2026-12-29", "2027-01-04", "2027-01-06"),  # and New Year
    ],
)
def test_windows(arrivals, ordered, leaves, first, last):
    (standard, _) = arrivals.methods()
    window = arrivals.window(standard, at(ordered))
    assert [day.isoformat() for day in (window.leaves, window.first, window.last)] == [leaves, first, last]


def test_chances_by_the_count_of_days(arrivals):
    standard, express = arrivals.methods()
    slow = arrivals.chance(standard, date(2026, 12, 18), at("2026-12-14T10:00"))
    assert (slow.makes_it, slow.may, slow.order_by) == (False, True, at("2026-12-11T14:00"))
    fast = arrivals.chance(express, date(2026, 12, 18), at("2026-12-14T10:00"))
    assert (fast.makes_it, fast.order_by) == (True, at("2026-12-17T14:00"))


def test_the_shops_last_day_decides_for_its_occasion(arrivals):
    standard, express = arrivals.methods()
    for by in (date(2026, 12, 24), date(2026, 12, 25)):
        chance = arrivals.chance(standard, by, at("2026-12-16T10:00"))
        assert chance.makes_it and chance.order_by == at("2026-12-16T14:00") and chance.cutoff
        assert not arrivals.chance(standard, by, at("2026-12-16T14:00")).makes_it
        assert arrivals.chance(express, by, at("2026-12-20T10:00")).order_by == at("2026-12-22T14:00")
    assert arrivals.chance(standard, date(2026, 12, 23), at("2026-12-14T10:00")).cutoff is None


def test_what_can_be_promised_does_arrive(arrivals):
    """For every day and hour: ordered before `order_by`, the slowest parcel is there in time; after it, not surely."""
    for method in arrivals.methods():
        for number in range(1, 28):
            by = date(2027, 3, number)
            chance = arrivals.chance(method, by, at("2027-02-01T10:00"))
            assert chance.order_by is not None
            assert arrivals.window(method, chance.order_by.replace(hour=13)).last <= by
            later = chance.order_by.replace(hour=15)
            assert arrivals.window(method, later).last > by


def test_methods_by_country(arrivals):
    assert [method.name for method in arrivals.methods()] == ["Standard", "Express"]
    assert [method.name for method in arrivals.methods("CA")] == ["Abroad"]
    assert arrivals.methods("JP") == []


@pytest.mark.parametrize(
    ("text", "by", "method", "country"),
    [
        ("is express fast enough for Valentine's", "2027-02-14", "Express", None),
        ("can I have it by next Tuesday in Canada", "2026-12-15", None, "CA"),
        ("will it get to the UK before Christmas", "2026-12-25", None, "GB"),
        ("can you send it to us by friday", "2026-12-18", None, None),
        ("when will it arrive", None, None, None),
    ],
)
def test_what_is_asked(text, by, method, country):
    asked = read_question(text, at("2026-12-14T10:00"), CALENDAR, ["Standard", "Express"])
    assert (asked.by.day.isoformat() if asked.by else None, asked.method, asked.country) == (by, method, country)


def test_the_day_of_ordering_is_not_the_day_to_arrive_by():
    now = at("2026-12-14T10:00")
    asked = read_question("if I order on Friday, when does it come", now, CALENDAR, [])
    assert asked.by is None and asked.ordered == at("2026-12-18T09:00")
    both = read_question("if i order tomorrow will it be here by the 24th", now, CALENDAR, [])
    assert both.by.day == date(2026, 12, 24) and both.ordered.date() == date(2026, 12, 15)
    assert read_question("when do i have to order for christmas", now, CALENDAR, []).until_when


def test_a_method_may_have_a_day_in_its_name():
    asked = read_question("does next-day delivery make it by Friday", at("2026-12-14T10:00"), CALENDAR, ["Next day"])
    assert (asked.method, asked.by.day) == ("Next day", date(2026, 12, 18))
