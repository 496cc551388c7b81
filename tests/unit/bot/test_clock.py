"""The store's day, whatever the day elsewhere."""

from datetime import UTC, date, datetime

import pytest

from bot.clock import make_clock
from bot.settings import SettingsError, load_settings


def test_a_stopped_clock_stands_still():
    clock = make_clock("America/New_York", "2026-12-01T15:30")
    assert clock.today() == date(2026, 12, 1)
    assert clock.now().astimezone(UTC) == datetime(2026, 12, 1, 20, 30, tzinfo=UTC)
    assert make_clock("Asia/Tokyo", "2026-12-01").now().hour == 9


def test_a_running_clock_is_aware_and_in_the_stores_zone():
    now = make_clock("Asia/Tokyo").now()
    assert now.utcoffset() is not None
    assert abs((now - datetime.now(UTC)).total_seconds()) < 60
    assert now.utcoffset().total_seconds() == 9 * 3600


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("time_zone", "Mars/Olympus", "GIFTFINDER_TIME_ZONE"),
        ("time_zone", "../etc/passwd", "GIFTFINDER_TIME_ZONE"),
        ("today", "soon", "GIFTFINDER_TODAY"),
        ("country", "usa", "GIFTFINDER_COUNTRY"),
    ],
)
def test_a_wrong_setting_is_named(setting, value, named):
    with pytest.raises(SettingsError, match=named):
        load_settings(**{setting: value})


def test_no_stopped_clock_in_production():
    secrets = {"actions_secret": "a" * 20, "rasa_token": "b" * 20}
    with pytest.raises(SettingsError, match="GIFTFINDER_TODAY"):
        load_settings(env="production", today="2026-12-01", **secrets)
