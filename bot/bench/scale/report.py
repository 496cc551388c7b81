"""The figures of `giftfinder bench scale`: for people as tables, for programs as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.bench.machine import Machine
from bot.bench.stats import ratio


@dataclass(frozen=True, slots=True)
class Stage:
    """What to measure: open conversations, messages a second for so many seconds, bursts, turns of the long one."""

    conversations: int = 1000
    rate: float = 10.0
    seconds: float = 300.0
    bursts: int = 20
    turns: int = 400


SHORT = Stage(conversations=200, seconds=30.0, bursts=3, turns=60)


@dataclass(frozen=True, slots=True)
class Steady:
    """Many open conversations at a steady rate; times in seconds, `cores` the CPU of each process in cores."""

    conversations: int
    messages: int
    per_second: float
    p50: float | None
    p95: float | None
    slowest: float | None
    cores: Mapping[str, float]
    problems: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Bursts:
    """How many bursts were stored once and answered in order."""

    bursts: int
    size: int
    clean: int
    problems: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Long:
    """One conversation: seconds of a turn at its beginning (after the first) and at its end, medians."""

    turns: int
    first: float
    last: float
    problems: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ScaleReport:
    """What was found with each number of Rasa processes."""

    machine: Machine
    plan: Stage
    results: Sequence[tuple[int, Steady, Bursts, Long]]

    @property
    def errors(self) -> int:
        """How much went wrong in all."""
        found = [part.problems for _, steady, bursts, long in self.results for part in (steady, bursts, long)]
        return sum(sum(problems.values()) for problems in found)

    def to_json(self) -> dict[str, Any]:
        """JSON-ready; times in milliseconds."""
        machine = {"cpu": self.machine.cpu, "cores": self.machine.cores, "load": round(self.machine.load, 1)}
        return {"machine": machine, "plan": asdict(self.plan), "results": [self._row(*row) for row in self.results]}

    def _row(self, processes: int, steady: Steady, bursts: Bursts, long: Long) -> dict[str, Any]:
        peer = self.results[0][1]
        return {
            "rasa_processes": processes,
            "steady": {
                "conversations": steady.conversations,
                "messages": steady.messages,
                "per_second": round(steady.per_second, 1),
                **{f"{name}_ms": _ms(getattr(steady, name)) for name in ("p50", "p95", "slowest")},
                "times_first": _rounded(ratio(steady.p95, peer.p95)),
                "cores": {name: round(cores, 2) for name, cores in steady.cores.items()},
                "problems": dict(steady.problems),
            },
            "bursts": asdict(bursts),
            "long": {
                "turns": long.turns,
                "first_ms": _ms(long.first),
                "last_ms": _ms(long.last),
                "times_first": _rounded(ratio(long.last, long.first)),
                "problems": dict(long.problems),
            },
        }


def show(console: Console, report: ScaleReport) -> None:
    """Print the report."""
    plan, rows = report.plan, report.to_json()["results"]
    title = f"{plan.conversations:,} open conversations, {plan.rate:g} messages a second for {plan.seconds:g} s"
    console.print(f"\n{title}\n", style="bold")
    table = Table(box=None, pad_edge=False)
    for name in ("Rasa processes", "answered", "a second", "p50 ms", "p95 ms", "slowest ms", "× first's p95"):
        table.add_column(name, justify="right")
    for row in rows:
        steady = row["steady"]
        times = [_shown(steady[f"{name}_ms"]) for name in ("p50", "p95", "slowest")]
        first = "–" if steady["times_first"] is None else f"{steady['times_first']:g}"
        table.add_row(str(row["rasa_processes"]), str(steady["messages"]), f"{steady['per_second']:g}", *times, first)
    console.print(table)
    for row in rows:
        bursts, long = row["bursts"], row["long"]
        cores = ", ".join(f"{name} {used:g}" for name, used in row["steady"]["cores"].items())
        turn = (
            f"{_shown(long['last_ms'])} ms, {long['times_first']} times the first ones' {_shown(long['first_ms'])} ms"
        )
        console.print(
            f"\n{row['rasa_processes']} Rasa process(es): cores used: {cores}; {bursts['clean']} of {bursts['bursts']} "
            f"bursts of {bursts['size']} messages stored once and answered in order; turn {long['turns']} of one "
            f"conversation {turn}.",
            soft_wrap=True,
            highlight=False,
        )
        for part in ("steady", "bursts", "long"):
            for problem, count in row[part]["problems"].items():
                console.print(f"{part}: {count} × {problem}", style="yellow", markup=False, soft_wrap=True)
    if report.machine.busy:
        busy = f"The machine was busy when this began (load {report.machine.load:.1f}): the figures are noisy."
        console.print(busy, style="yellow", soft_wrap=True)


def _ms(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _shown(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"
