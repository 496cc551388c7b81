"""Opening hours and holidays."""

from __future__ import annotations

from datetime import date

import pytest

from bot.handoff.hours import Hours, read_week

WEEK = "mon-fri 09:00-17:00; sat 10:00-14:00"


def hours(today: str, text: str = WEEK, **more) -> Hours:
    return Hours.of(text, "Europe/London", today=today, **more)


@pytest.mark.parametrize(
    ("today", "is_open", "opens"),
    [
        ("2026-11-23T09:00", True, "2026-11-24T09:00"),
        ("2026-11-23T16:59", True, "2026-11-24T09:00"),
        ("2026-11-23T17:00", False, "2026-11-24T09:00"),
        ("2026-11-27T18:00", False, "2026-11-28T10:00"),
        ("2026-11-28T15:00", False, "2026-11-30T09:00"),
    ],
)
def test_a_week(today, is_open, opens):
    found = hours(today)
    assert found.open is is_open
    assert found.next_opening().strftime("%Y-%m-%dT%H:%M") == opens


def test_without_hours_it_is_always_open():
    assert hours("2026-11-29T03:00", "").open


def test_hours_over_midnight_belong_to_the_day_they_begin_on():
    assert hours("2026-11-28T01:30", "fri 20:00-02:00").open
    assert not hours("2026-11-28T02:00", "fri 20:00-02:00").open
    assert not hours("2026-11-28T21:00", "fri 20:00-02:00").open


def test_holidays_and_closed_days_are_shut():
    assert not hours("2026-12-25T10:00", country="US").open
    shut = hours("2026-11-23T10:00", days=frozenset({date(2026, 11, 23), date(2026, 11, 24)}))
    assert not shut.open
    assert shut.next_opening().date() == date(2026, 11, 25)
    assert not hours("2026-12-25T10:00", "", country="US").open


def test_the_zone_is_the_shops():
    assert Hours.of(WEEK, "America/New_York", today="2026-11-23T14:00+00:00").open
    assert not Hours.of(WEEK, "America/New_York", today="2026-11-23T13:59+00:00").open


@pytest.mark.parametrize("wrong", ["always", "mon 9-17", "mun 09:00-17:00", "mon 09:00-25:00", "mon-xyz 09:00-10:00"])
def test_what_cannot_be_read_is_an_error(wrong):
    with pytest.raises(ValueError, match=r"hours|hour|must"):
        read_week(wrong)


@pytest.mark.parametrize(
    ("today", "changed"),
    [
        ("2026-11-23T10:00", "2026-11-23T09:00"),
        ("2026-11-23T18:00", "2026-11-23T17:00"),
        ("2026-11-23T08:00", "2026-11-21T14:00"),
    ],
)
def test_when_it_opened_or_closed_last(today, changed):
    assert hours(today).changed_at().strftime("%Y-%m-%dT%H:%M") == changed


def test_hours_that_touch_are_one_opening():
    assert hours("2026-11-24T01:00", "mon 20:00-24:00; tue 00:00-02:00").changed_at().day == 23
    assert (
        hours(
            "2026-11-23T10:00", "sun 10:00-11:00", days=frozenset({date(2026, 11, 15), date(2026, 11, 22)})
        ).changed_at()
        is None
    )
