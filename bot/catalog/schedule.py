"""The shop's own feed, fetched and imported every so often, by one gateway at a time."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import shutil
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any

from filelock import FileLock, Timeout

from bot.settings import Settings

log = logging.getLogger(__name__)

STATE_FILE = "schedule.json"
LOCK_FILE = "schedule.lock"
_LOOK = 60.0

Import = Callable[[], Awaitable[tuple[int, dict[str, Any]]]]
"""Runs an import and returns its exit code and its report."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The last time that the feed was fetched: when (seconds since 1970), whether it went in, and what was told."""

    at: float
    ok: bool
    report: dict[str, Any]


class FeedSchedule:
    """Imports `feed_url` every `feed_interval` seconds, in a process of its own: shoppers share no memory with it.

    Several gateways may run it on one state folder: a lock lets one import, and the time of the last attempt, which
    outlives a restart, is the same for all. A failed attempt changes nothing that serves.
    """

    def __init__(
        self, settings: Settings, *, run: Import | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self._settings = settings
        self._folder = settings.feeds_dir
        self._run = run or _import_process
        self._clock = clock
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, if there is an address."""
        if self._settings.feed_url:
            self._task = asyncio.create_task(self._loop())

    async def stop(self) -> None:
        """Stop, and end an import that runs: the next one goes on where it was."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    def last(self) -> Attempt | None:
        """The last attempt of any gateway."""
        try:
            return Attempt(**json.loads((self._folder / STATE_FILE).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def due_in(self) -> float:
        """Seconds until the feed is to be fetched again, 0 when it is due."""
        last = self.last()
        if last is None:
            return 0.0
        passed = self._clock() - last.at
        # A clock that was set back must not stop the fetching for long.
        return max(self._settings.feed_interval - passed, 0.0) if passed >= 0 else 0.0

    async def run_if_due(self) -> bool:
        """Fetch and import if it is due and nobody else is at it; whether it was done."""
        if self.due_in() > 0:
            return False
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / LOCK_FILE)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        try:
            if self.due_in() > 0:
                return False
            code, report = await self._run()
            self._note(Attempt(self._clock(), code == 0, report))
        finally:
            lock.release()
        return True

    def _note(self, attempt: Attempt) -> None:
        beside = self._folder / f"{STATE_FILE}.new"
        beside.write_text(json.dumps(asdict(attempt), ensure_ascii=False), encoding="utf-8")
        beside.replace(self._folder / STATE_FILE)
        counts = {
            name: attempt.report.get(name) for name in ("read", "added", "changed", "unchanged", "gone", "version")
        }
        if attempt.ok:
            log.info("feed imported", extra=counts)
        else:
            log.warning("feed not imported", extra={"reason": str(attempt.report.get("error", ""))[:500]})

    async def _loop(self) -> None:
        while True:
            try:
                await self.run_if_due()
            except Exception:
                log.exception("feed schedule")
            await asyncio.sleep(min(max(self.due_in(), 1.0), _LOOK))


async def _import_process() -> tuple[int, dict[str, Any]]:
    """`giftfinder catalog import --json`, which takes the address from the settings: a command line can be seen."""
    command = [sys.executable, "-m", "bot", "catalog", "import", "--json"]
    nice = shutil.which("nice")
    process = await asyncio.create_subprocess_exec(
        *([nice, "-n", "10"] if nice else []),
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    try:
        report = json.loads(output)
    except ValueError:
        report = {"error": f"the import ended with status {process.returncode} and told nothing"}
    return process.returncode or 0, report if isinstance(report, dict) else {}
