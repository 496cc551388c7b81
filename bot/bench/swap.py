"""What shoppers notice of an import, a retraining, the swap and the way back: nothing, or the figures say what.

The peer is the same stack under the same load while nothing is changed.
"""

from __future__ import annotations

import asyncio
import csv
import json
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from bot.bench import ours
from bot.bench.load import BEGIN, MESSAGE, SEARCH, Call, Load, mixed
from bot.bench.machine import Machine, this_machine
from bot.bench.running import BenchError, ready, running
from bot.bench.stats import percentile, ratio
from bot.dialogue.process import Program
from bot.settings import Settings

PEER, IMPORT, SWAP, ROLLBACK = "nothing changes", "import", "retrain and swap", "rollback"
PHASES = (PEER, IMPORT, SWAP, ROLLBACK)
DEARER = Decimal("1.00")
"""So much more each product costs in the second catalog: a card's price tells its catalog."""
_BRANDS = ("Quillomar", "Tresanne Works", "Ondriva")
_PEER_SECONDS, _AFTER_SECONDS, _WARM_UP = 30.0, 8.0, 10.0
_MOST_SECONDS = 1800.0
_WARMING = "warm-up"
_RUN = "swap-"


@dataclass(frozen=True, slots=True)
class Timed:
    """The answers of one kind in one phase: how many, how many went wrong, seconds (None without any)."""

    phase: str
    kind: str
    count: int
    failed: int
    p50: float | None
    p95: float | None
    slowest: float | None


@dataclass(frozen=True, slots=True)
class SwapReport:
    """What was found; `seconds` each phase took, `mixed` conversations that saw two catalogs."""

    machine: Machine
    searches: float
    messages: float
    trained: bool
    seconds: Mapping[str, float]
    timed: Sequence[Timed]
    problems: Mapping[str, int]
    conversations: int
    mixed: int

    @property
    def errors(self) -> int:
        """How many answers failed, and how many conversations were mixed."""
        return sum(self.problems.values()) + self.mixed

    def to_json(self) -> dict[str, Any]:
        """JSON-ready; times in milliseconds, and as multiples of the peer's."""
        return {
            "load": {"searches_per_second": self.searches, "messages_per_second": self.messages},
            "machine": {"cpu": self.machine.cpu, "cores": self.machine.cores, "load": round(self.machine.load, 1)},
            "trained": self.trained,
            "seconds": {phase: round(seconds, 1) for phase, seconds in self.seconds.items()},
            "answers": [_row(one, self._peer(one)) for one in self.timed],
            "problems": dict(self.problems),
            "conversations": self.conversations,
            "mixed": self.mixed,
        }

    def _peer(self, one: Timed) -> Timed | None:
        return next((peer for peer in self.timed if peer.phase == PEER and peer.kind == one.kind), None)


async def run(
    settings: Settings, folder: Path, *, train: bool, rates: tuple[float, float], say: ours.Say
) -> SwapReport:
    """Start a stack of its own with the demo catalog, and import, retrain, swap and go back under load.

    Without `train` the second model is the first one by another name: the swap is the same, minus the training.
    `rates` are searches and chat messages a second.

    Raises:
        BenchError: something could not be started, or a step did not end well.
    """
    machine, usual = this_machine(), prices(ours.DEMO_FEED)
    _clean_up(folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix=_RUN) as name:
        own = Path(name)
        await ours.prepare(settings, folder, own, say)
        if train and (settings.var_dir / "encoder").is_dir():
            await asyncio.to_thread(shutil.copytree, settings.var_dir / "encoder", own / "encoder")
        other = own / "other.csv"
        write_other(ours.DEMO_FEED, other)
        program, url = ours.program(own)
        say("importing the demo catalog and starting the stack")
        await _command(program, "catalog", "import", str(ours.DEMO_FEED), "--json")
        async with running(program) as process:
            await ready(program, process)
            seconds, load = await _phases(program, url, own, other, train=train, rates=rates, say=say)
    calls = [call for call in load.calls if call.phase != _WARMING]
    return SwapReport(
        machine=machine,
        searches=rates[0],
        messages=rates[1],
        trained=train,
        seconds=seconds,
        timed=list(timed(calls)),
        problems=load.problems,
        conversations=len(load.cards),
        mixed=len(mixed(load.cards, usual, DEARER)),
    )


async def _phases(
    program: Program, url: str, own: Path, other: Path, *, train: bool, rates: tuple[float, float], say: ours.Say
) -> tuple[dict[str, float], Load]:
    seconds: dict[str, float] = {}
    load = Load(url, *rates, phase=_WARMING)

    @asynccontextmanager
    async def phase(name: str) -> AsyncIterator[None]:
        say(name)
        load.phase, start = name, time.monotonic()
        yield
        seconds[name] = time.monotonic() - start

    async with load:
        await asyncio.sleep(_WARM_UP)
        async with phase(PEER):
            await asyncio.sleep(_PEER_SECONDS)
        first = await _serving(url)
        async with phase(IMPORT):
            made = json.loads(await _command(program, "catalog", "import", str(other), "--json"))
            imported = str(made["release"]["id"])
            await _let_serve(program, url, imported, serving=bool(made["release"]["serving"]))
        async with phase(SWAP):
            if train:
                release = json.loads(await _command(program, "train", "--json"))["release"]
                await _let_serve(program, url, str(release["id"]), serving=bool(release["serving"]))
            else:
                await _let_serve(program, url, await asyncio.to_thread(_twin, own, imported), serving=False)
        async with phase(ROLLBACK):
            for expected in (imported, first):
                await _command(program, "release", "rollback")
                await _serves(url, expected)
            await asyncio.sleep(_AFTER_SECONDS)
    return seconds, load


def timed(calls: Sequence[Call]) -> list[Timed]:
    """Sum the calls up, by phase and kind."""
    found = []
    for phase in PHASES:
        for kind in (SEARCH, MESSAGE, BEGIN):
            these = [call for call in calls if (call.phase, call.kind) == (phase, kind)]
            good = [call.seconds for call in these if not call.problem]
            times = (percentile(good, 0.5), percentile(good, 0.95), max(good)) if good else (None, None, None)
            found.append(Timed(phase, kind, len(these), len(these) - len(good), *times))
    return found


def show(console: Console, report: SwapReport) -> None:
    """Print the report."""
    load = f"{report.searches:g} searches and {report.messages:g} chat messages a second"
    console.print(f"\nUnder {load}\n", style="bold")
    table = Table(box=None, pad_edge=False)
    for name in ("phase", "answer", "count", "failed", "p50 ms", "p95 ms", "slowest ms", "× peer's slowest"):
        table.add_column(name, justify="left" if name in {"phase", "answer"} else "right")
    for row in report.to_json()["answers"]:
        phase = f"{row['phase']} ({report.seconds.get(row['phase'], 0):.0f} s)" if row["kind"] == SEARCH else ""
        times = [_shown(row[name]) for name in ("p50_ms", "p95_ms", "slowest_ms")]
        times.append("–" if row["times_peer"] is None else f"{row['times_peer']['slowest']:.1f}")
        table.add_row(phase, row["kind"], str(row["count"]), str(row["failed"]), *times)
    console.print(table)
    console.print(
        f"\n{report.conversations} conversations, {report.mixed} of them with cards of two catalogs. Times are from "
        "when a call was due to the last byte of its answer; the peer is the same load while nothing changes.",
        soft_wrap=True,
        highlight=False,
    )
    for problem, count in report.problems.items():
        console.print(f"{problem}: {count}", style="yellow", markup=False, soft_wrap=True)
    if report.machine.busy:
        busy = f"The machine was busy when this began (load {report.machine.load:.1f}): the figures are noisy."
        console.print(busy, style="yellow", soft_wrap=True)


def prices(feed: Path) -> dict[str, Decimal]:
    """What a feed in the columns of the demo's asks for each product."""
    with feed.open(encoding="utf-8", newline="") as source:
        return {row["id"]: Decimal((row["sale_price"] or row["price"]).split()[0]) for row in csv.DictReader(source)}


def write_other(feed: Path, target: Path) -> None:
    """Write the feed once more: all dearer by DEARER, and the first products of brands that nobody has heard of, so
    that its words make another dialogue model."""
    with feed.open(encoding="utf-8", newline="") as source, target.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictReader(source)
        writer = csv.DictWriter(file, rows.fieldnames or ())
        writer.writeheader()
        for number, row in enumerate(rows):
            if number < 15 * len(_BRANDS):
                row["brand"] = _BRANDS[number % len(_BRANDS)]
            for name in ("price", "sale_price"):
                if row[name]:
                    amount, _, currency = row[name].partition(" ")
                    row[name] = f"{Decimal(amount) + DEARER} {currency}".strip()
            writer.writerow(row)


async def _let_serve(program: Program, url: str, release: str, *, serving: bool) -> None:
    if not serving:
        await _command(program, "release", "activate", release, "--reason", "the bench measures this swap")
    await _serves(url, release)


async def _serves(url: str, release: str) -> None:
    try:
        async with asyncio.timeout(_MOST_SECONDS):
            while await _serving(url) != release:  # noqa: ASYNC110 - another process says it
                await asyncio.sleep(0.5)
    except TimeoutError:
        raise BenchError(f"release {release} did not serve after {_MOST_SECONDS:g} s") from None


async def _serving(url: str) -> str:
    async with httpx.AsyncClient(base_url=url, timeout=30.0, trust_env=False) as http:
        return str((await http.get("/readyz")).json().get("release") or "")


def _clean_up(folder: Path) -> None:
    """Delete what runs that were killed have left."""
    for left in folder.glob(f"{_RUN}*"):
        shutil.rmtree(left, ignore_errors=True)


def _twin(own: Path, like: str) -> str:
    """A release of the same catalog and the same model by another name."""
    from bot.releases.store import ReleaseStore

    settings = Settings(var_dir=own)
    store = ReleaseStore(settings)
    release = store.get(like)
    name = release.model.replace(".tar.gz", "-0000beef.tar.gz")
    shutil.copyfile(settings.models_dir / release.model, settings.models_dir / name)
    return store.make(release.catalog_version, name, "train").id


async def _command(program: Program, *arguments: str) -> str:
    """Run `giftfinder` on the stack's state, and return what it prints.

    Raises:
        BenchError: it fails.
    """
    process = await asyncio.create_subprocess_exec(
        *(*program.command[:3], *arguments),
        cwd=program.cwd,
        env=program.env,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        said, complained = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        tail = (said + complained).decode("utf-8", "replace").splitlines()[-5:]
        raise BenchError(f"`giftfinder {' '.join(arguments[:2])}` failed", tail)
    return said.decode("utf-8")


def _row(one: Timed, peer: Timed | None) -> dict[str, Any]:
    names = ("p50", "p95", "slowest")
    times = {name: getattr(one, name) for name in names}
    against = {name: ratio(times[name], getattr(peer, name)) if peer else None for name in names}
    known = {name: round(value, 2) for name, value in against.items() if value is not None}
    return {
        "phase": one.phase,
        "kind": one.kind,
        "count": one.count,
        "failed": one.failed,
        **{f"{name}_ms": None if value is None else round(value * 1000) for name, value in times.items()},
        "times_peer": known if len(known) == len(names) else None,
    }


def _shown(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"
