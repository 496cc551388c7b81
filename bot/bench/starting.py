"""`giftfinder bench start`: from `giftfinder up` to the first answer, beside a stock bot, and what is in memory."""

from __future__ import annotations

import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from bot.bench import ours, stock
from bot.bench.machine import Machine, Memory, memory_of, stack_processes, this_machine
from bot.bench.makeup import Part, makeup
from bot.bench.running import BenchError, probe, ready, running
from bot.bench.shoppers import Bot, Giftfinder, StockBot
from bot.dialogue.process import Program
from bot.settings import Settings

_LOOK_EVERY = 0.05
_ANSWER_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of the program: until its pages are served, until it is ready, until its first answer."""

    pages: float
    ready: float
    answer: float


@dataclass(frozen=True, slots=True)
class InMemory:
    """A process with its children after the first answer, and what that is made of."""

    taken: Memory
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class StartBench:
    """What was measured; medians of so many starts, each of both bots."""

    starts: int
    ours: Start
    stock: Start
    memory: tuple[InMemory, ...]
    machine: Machine

    @property
    def times_stock(self) -> float:
        """How many times the stock bot's time our first answer takes."""
        return self.ours.answer / self.stock.answer

    def to_json(self) -> dict[str, Any]:
        """Return it JSON-ready: seconds and bytes."""
        return {
            "starts": self.starts,
            "seconds": {"giftfinder": _rounded(self.ours), "stock": _rounded(self.stock)},
            "first_answer_times_stock": round(self.times_stock, 3),
            "memory": [
                {
                    "process": one.taken.name,
                    "rss": one.taken.rss,
                    "pss": one.taken.pss,
                    "parts": {part.name: part.size for part in one.parts},
                }
                for one in self.memory
            ],
            "machine": {"cpu": self.machine.cpu, "cores": self.machine.cores, "load": round(self.machine.load, 2)},
        }


async def run(settings: Settings, folder: Path, starts: int, tell: Callable[[str], None]) -> StartBench:
    """Measure, one bot after the other; the stack is one that is set up already and whose database is new.

    Raises:
        BenchError: something could not be made or started, or gave no answer.
    """
    machine = this_machine()
    mine: list[Start] = []
    theirs: list[Start] = []
    held: dict[bool, list[InMemory]] = {}
    project = await stock.prepare(settings, folder, tell)
    with tempfile.TemporaryDirectory(dir=folder, prefix="start-") as name:
        own = Path(name)
        await ours.prepare(settings, folder, own, tell)
        for number in range(starts):
            tell(f"start {number + 1} of {starts}: the gift finder")
            await asyncio.to_thread(_forget, own)
            program, url = ours.program(own)
            mine.append(await _start(program, f"{url}/healthz", f"{url}/readyz", Giftfinder(url), held, own_stack=True))
            tell(f"start {number + 1} of {starts}: the stock bot")
            program, url = stock.program(settings, project, folder / "logs")
            status = f"{url}/status"
            theirs.append(await _start(program, status, status, StockBot(url), held, own_stack=False))
        shutil.rmtree(folder / "start-logs", ignore_errors=True)
        shutil.copytree(own / "logs", folder / "start-logs", dirs_exist_ok=True)
    last = (*held[True], *held[False])
    return StartBench(starts, _median(mine), _median(theirs), last, machine)


async def _start(
    program: Program, pages: str, whole: str, bot: Bot, held: dict[bool, list[InMemory]], *, own_stack: bool
) -> Start:
    """Start a program, have its first answer, note its memory, and stop it."""
    began = time.perf_counter()
    async with running(program) as process:
        serves = asyncio.create_task(_until(pages, began))
        complete = asyncio.create_task(_until(whole, began))
        try:
            await ready(program, process)
            first, second = await serves, await complete
        finally:
            serves.cancel()
            complete.cancel()
        async with httpx.AsyncClient(base_url=bot.url, trust_env=False, timeout=_ANSWER_SECONDS) as http:
            async for sample in bot.visit(http):
                if sample.problem:
                    raise BenchError(f"{program.name} gave no answer: {sample.problem}", process.tail())
                break
        answered = time.perf_counter() - began
        found = stack_processes(process.pid) if own_stack else [("Stock bot's Rasa", [process.pid])]
        held[own_stack] = [InMemory(memory_of(name, pids), tuple(makeup(pids))) for name, pids in found]
    return Start(first, second, answered)


async def _until(url: str, began: float) -> float:
    """Wait until a GET of `url` answers 200, and return the seconds since `began`."""
    there = probe(url)
    while not await there():  # noqa: ASYNC110 - nothing tells us
        await asyncio.sleep(_LOOK_EVERY)
    return time.perf_counter() - began


def _forget(own: Path) -> None:
    """Delete the database of the start before."""
    for left in own.glob("giftfinder.db*"):
        left.unlink()


def _median(starts: list[Start]) -> Start:
    return Start(*(statistics.median(getattr(one, name) for one in starts) for name in ("pages", "ready", "answer")))


def _rounded(start: Start) -> dict[str, float]:
    return {"pages": round(start.pages, 2), "ready": round(start.ready, 2), "first_answer": round(start.answer, 2)}


def show(console: Console, bench: StartBench) -> None:
    """Print the figures."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("seconds until", "pages", "ready", "first answer", "× stock"):
        table.add_column(name, justify="left" if name == "seconds until" else "right")
    for name, start, times in (("Giftfinder", bench.ours, bench.times_stock), ("stock bot", bench.stock, 1.0)):
        table.add_row(name, f"{start.pages:.1f}", f"{start.ready:.1f}", f"{start.answer:.1f}", f"{times:.2f}")
    console.print(table)
    sizes = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("memory after the first answer", "MB", "of which (MB, PSS)"):
        sizes.add_column(name, justify="right" if name == "MB" else "left")
    for one in bench.memory:
        made_of = ", ".join(f"{part.name} {part.size / 1e6:,.0f}" for part in one.parts if part.size >= 1e6)
        sizes.add_row(one.taken.name, f"{(one.taken.pss or one.taken.rss) / 1e6:,.0f}", made_of)
    console.print(sizes)
    machine = bench.machine
    console.print(
        f"Medians of {bench.starts} starts. Machine: {machine.cpu}, {machine.cores} cores, load {machine.load:.1f} at "
        "the start.",
        soft_wrap=True,
    )
