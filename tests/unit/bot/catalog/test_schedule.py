"""The shop's own feed, imported every so often."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from bot.catalog.schedule import LOCK_FILE, STATE_FILE, FeedSchedule
from bot.settings import Settings, load_settings


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Runs:
    """Imports that are only counted."""

    def __init__(self, code: int = 0) -> None:
        self.count = 0
        self.code = code

    async def __call__(self) -> tuple[int, dict[str, Any]]:
        self.count += 1
        return self.code, {"read": 3, "version": "v"} if not self.code else {"error": "no answer"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(var_dir=tmp_path, feed_url="https://shop.example/feed", feed_interval=600)


async def test_it_runs_when_it_is_due(settings: Settings) -> None:
    clock, runs = Clock(), Runs()
    schedule = FeedSchedule(settings, run=runs, clock=clock)
    assert schedule.last() is None
    assert [await schedule.run_if_due() for _ in range(2)] == [True, False]
    assert schedule.due_in() == 600
    clock.now += 599
    assert not await schedule.run_if_due()
    clock.now += 1
    assert await schedule.run_if_due()
    last = schedule.last()
    assert last is not None
    assert (runs.count, last.ok, last.at, last.report) == (2, True, clock.now, {"read": 3, "version": "v"})


async def test_a_restart_and_another_gateway_keep_the_time(settings: Settings) -> None:
    clock, runs = Clock(), Runs()
    await FeedSchedule(settings, run=runs, clock=clock).run_if_due()
    assert not await FeedSchedule(settings, run=runs, clock=clock).run_if_due()
    clock.now -= 5000  # set back: better once too often than never
    assert await FeedSchedule(settings, run=runs, clock=clock).run_if_due()
    (settings.feeds_dir / STATE_FILE).write_text("{", encoding="utf-8")
    assert await FeedSchedule(settings, run=runs, clock=clock).run_if_due()


async def test_one_gateway_at_a_time(settings: Settings) -> None:
    runs = Runs()
    settings.feeds_dir.mkdir(parents=True)
    with FileLock(settings.feeds_dir / LOCK_FILE):
        assert not await FeedSchedule(settings, run=runs).run_if_due()
    assert runs.count == 0
    assert await FeedSchedule(settings, run=runs).run_if_due()


async def test_a_failure_is_noted_and_waits_like_the_rest(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    schedule = FeedSchedule(settings, run=Runs(code=2), clock=Clock())
    assert await schedule.run_if_due()
    last = schedule.last()
    assert last is not None
    assert (last.ok, last.report, schedule.due_in()) == (False, {"error": "no answer"}, 600)
    assert "feed not imported" in caplog.text


async def test_it_starts_only_with_an_address_and_stops(settings: Settings, tmp_path: Path) -> None:
    began = asyncio.Event()

    async def forever() -> tuple[int, dict[str, Any]]:
        began.set()
        await asyncio.Event().wait()
        return 0, {}

    schedule = FeedSchedule(settings, run=forever)
    schedule.start()
    await asyncio.wait_for(began.wait(), 5)
    await schedule.stop()
    assert schedule.last() is None
    idle = FeedSchedule(load_settings(var_dir=tmp_path), run=Runs())
    idle.start()
    await idle.stop()
    assert idle.last() is None


async def test_the_import_is_a_process_that_reads_the_settings(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(settings.var_dir))
    monkeypatch.setenv("GIFTFINDER_FEED_URL", "https://127.0.0.1/feed")
    schedule = FeedSchedule(settings)
    assert await schedule.run_if_due()
    last = schedule.last()
    assert last is not None
    assert not last.ok
    assert "private network" in last.report["error"]
