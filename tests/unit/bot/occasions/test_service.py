"""What is near, and how many days are left."""

from __future__ import annotations

import pytest

from bot.occasions.calendar import OccasionDay
from bot.occasions.season import theme
from bot.occasions.service import OccasionService
from bot.policies.service import PolicyService
from bot.settings import Settings
from bot.texts import load_texts
from tests.support.acting import POLICIES


def occasions(today: str, **settings) -> OccasionService:
    made = Settings(**{"today": today, "policies_dir": POLICIES, **settings})
    return OccasionService(made, PolicyService(made, lambda: None), load_texts("en"))


def next_of(service: OccasionService, occasion: str) -> OccasionDay:
    found = service.calendar.next(occasion, service.clock.today())
    assert found is not None
    return found


def test_a_countdown_has_the_day_and_the_last_day_to_order():
    service = occasions("2026-12-10")
    message = service.countdown(next_of(service, "christmas"))
    assert (message.date, message.days) == ("2026-12-25", 15)
    assert (message.order_by, message.days_to_order) == ("2026-12-22", 12)
    assert "15 days" in message.text and "12 days" in message.text


def test_the_hour_counts_on_the_last_day():
    morning, evening = occasions("2026-12-22T13:59"), occasions("2026-12-22T14:00")
    assert morning.countdown(next_of(morning, "christmas")).days_to_order == 0
    late = evening.countdown(next_of(evening, "christmas"))
    assert (late.order_by, late.days_to_order) == (None, None)


def test_days_before_a_moving_feast():
    service = occasions("2026-11-25")
    assert service.countdown(next_of(service, "hanukkah")).order_by == "2026-12-01"


def test_without_rules_of_delivery_there_is_no_last_day(tmp_path):
    service = occasions("2026-12-10", policies_dir=tmp_path)
    message = service.countdown(next_of(service, "christmas"))
    assert (message.days, message.order_by) == (15, None)


@pytest.mark.parametrize(
    ("today", "days", "names"),
    [
        ("2026-11-22", 35, ["christmas", "hanukkah"]),
        ("2026-11-22", 10, []),
        ("2026-12-26", 20, []),
        ("2027-01-20", 35, ["valentine's day", "lunar new year"]),
        ("2026-11-22", 0, []),
    ],
)
def test_what_is_near(today, days, names):
    assert occasions(today, season_days=days).season() == names


def test_the_british_have_their_own_mothers_day():
    assert occasions("2027-02-20", country="GB").season()[0] == "mother's day"
    assert "mother's day" not in occasions("2027-02-20").season()


def test_days_are_written_as_the_locale_does():
    service, british = occasions("2026-12-10"), occasions("2026-12-10", locale="en-GB")
    day = next_of(service, "christmas").day
    assert service.say_day(day) == "Friday, December 25"
    assert british.say_day(day) == "Friday 25 December"
    assert service.say_day(day.replace(year=2028)).endswith("2028")


def test_themes_are_names_of_one_word():
    assert [theme(name) for name in ("christmas", "mother's day", "eid al-adha")] == ["christmas", "mothers_day", "eid"]
