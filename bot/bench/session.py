"""One run of the bench, from nothing running to nothing running."""

from __future__ import annotations

import asyncio
import shutil
import signal
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.bench import ours, stock
from bot.bench.alerts import measure_alerts
from bot.bench.machine import Memory, memory, stack_memory, this_machine
from bot.bench.measure import Plan, measure
from bot.bench.progress import Steps
from bot.bench.report import Report
from bot.bench.running import ready, running
from bot.bench.shoppers import Giftfinder, StockBot
from bot.dialogue import stack
from bot.dialogue.process import Process, Program
from bot.settings import Settings
from catalog_index.manifest import Manifest
from catalog_index.versions import VersionStore

_RUN = "run-"


async def run(settings: Settings, folder: Path, plan: Plan, steps: Steps) -> Report:
    """Make what is missing, start both bots, measure, and stop them; what is to be kept is kept in `folder`.

    Raises:
        BenchError: something could not be made or started.
    """
    _stop_when_told()
    _clean_up(folder)
    machine, started, since = this_machine(), datetime.now(UTC), time.monotonic()
    with tempfile.TemporaryDirectory(dir=folder, prefix=_RUN) as name:
        own = Path(name)
        _keep_logs(own, folder / "logs")
        await ours.prepare(settings, folder, own, steps.say)
        project = await stock.prepare(settings, folder, steps.say)
        steps.say("starting the stack and the stock bot")
        async with _both(settings, own, project, folder / "logs") as both:
            steps.expect(plan.seconds)
            levels = await measure(Giftfinder(both.url), StockBot(both.stock_url), plan, steps.part)
            taken = both.memory()
            steps.say("asking for a person")
            alerts = await measure_alerts(both.program, both.url, plan.alerts)
            steps.say("stopping")
        return Report(
            started=started,
            seconds=time.monotonic() - since,
            plan=plan,
            machine=machine,
            rasa=stock.rasa_version(stack.rasa_python(settings)),
            products=_products(own / "index"),
            levels=levels,
            memory=taken,
            alerts=alerts,
        )


@dataclass(frozen=True, slots=True)
class _Both:
    """Both bots, running."""

    program: Program
    url: str
    stock_url: str
    process: Process
    stock_process: Process

    def memory(self) -> list[Memory]:
        return stack_memory(self.process.pid) + memory("Stock bot's Rasa", self.stock_process.pid)


@asynccontextmanager
async def _both(settings: Settings, own: Path, project: Path, logs: Path) -> AsyncGenerator[_Both, None]:
    ours_program, url = ours.program(own)
    stock_program, stock_url = stock.program(settings, project, logs)
    async with running(ours_program) as process, running(stock_program) as stock_process:
        # One after the other: an error here is to be the one that is told, not a group of them.
        await ready(ours_program, process)
        await ready(stock_program, stock_process)
        yield _Both(ours_program, url, stock_url, process, stock_process)


def _clean_up(folder: Path) -> None:
    """Delete what runs that were killed have left."""
    for left in folder.glob(f"{_RUN}*"):
        shutil.rmtree(left, ignore_errors=True)


def _keep_logs(own: Path, logs: Path) -> None:
    """Let the logs of the run be where they can still be read afterwards."""
    logs.mkdir(exist_ok=True)
    (own / "logs").symlink_to(logs.absolute())


def _products(index: Path) -> int:
    version = VersionStore(index).current_id()
    assert version is not None
    return Manifest.read(index / version).products


def _stop_when_told() -> None:
    """Let Ctrl-C and its like end this task, with everything cleaned up."""
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
