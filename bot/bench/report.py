"""The bench's results: tables for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.bench.alerts import Alerts
from bot.bench.machine import Machine, Memory
from bot.bench.measure import Plan
from bot.bench.shoppers import BUTTON, CHEAPER, HELLO, MORE, OPENING
from bot.bench.stats import Level, Side, Summary, percentile, ratio

_TURNS = {
    OPENING: "one sentence",
    MORE: "“more”",
    CHEAPER: "“cheaper”",
    BUTTON: "a button",
    HELLO: "stock bot's reply",
}
_NOTE = (
    "Each shopper sends the next message as soon as the answer is there. Times are from the request to the last byte "
    "of the answer. × stock: how many times the stock bot's time that is."
)


@dataclass(frozen=True, slots=True)
class Report:
    """All that a run found."""

    started: datetime
    seconds: float
    plan: Plan
    machine: Machine
    rasa: str
    products: int
    levels: Sequence[Level]
    memory: Sequence[Memory]
    alerts: Alerts

    @property
    def errors(self) -> int:
        """How many turns went wrong, on either side, and how many wishes for a person were not heard of."""
        return self.alerts.errors + sum(summary.errors for level in self.levels for _, summary in _rows(level))


def show(console: Console, report: Report) -> None:
    """Print the report."""
    console.print("\nFull turns, gateway to cards, beside a stock Rasa bot\n", style="bold")
    console.print(_turns(report))
    console.print(f"\n{_NOTE}", style="dim")
    if report.memory:
        console.print("\nMemory after the load\n", style="bold")
        console.print(_memory(report.memory))
    console.print(f"\n{_alerts(report.alerts)}", soft_wrap=True, highlight=False)
    for problem, count in report.alerts.problems.items():
        console.print(f"asking for a person: {count} × {problem}", style="yellow", markup=False, soft_wrap=True)
    for level in report.levels:
        for kind, summary in _rows(level):
            for problem, count in summary.problems.items():
                line = f"{level.shoppers} at once, {_TURNS[kind]}: {count} × {problem}"
                console.print(line, style="yellow", markup=False, soft_wrap=True)
    machine = report.machine
    console.print(
        f"\nMachine: {machine.cpu}, {machine.cores} cores, {machine.memory_gb:.0f} GB, {machine.system}; "
        f"Python {machine.python}, Rasa {report.rasa}, {report.products:,} products.",
        soft_wrap=True,
        highlight=False,
    )
    if machine.busy:
        busy = f"The machine was busy when this began (load {machine.load:.1f}): the figures are noisy."
        console.print(busy, style="yellow", soft_wrap=True)


def to_json(report: Report) -> dict[str, Any]:
    """Return the report as JSON: times in milliseconds, memory in bytes, None for what is not known."""
    machine = report.machine
    return {
        "started": report.started.isoformat(timespec="seconds"),
        "seconds": round(report.seconds, 1),
        "seconds_of_load": report.plan.seconds,
        "machine": {
            "cpu": machine.cpu,
            "cores": machine.cores,
            "memory_gb": round(machine.memory_gb, 1),
            "system": machine.system,
            "python": machine.python,
            "load_at_start": round(machine.load, 2),
        },
        "rasa": report.rasa,
        "products": report.products,
        "errors": report.errors,
        "levels": [_level_json(level) for level in report.levels],
        "alerts": _alerts_json(report.alerts),
        "memory": [{"process": item.name, "rss": item.rss, "pss": item.pss} for item in report.memory],
    }


def _alerts(alerts: Alerts) -> str:
    """The whole distribution in a line."""
    if not alerts.seconds:
        return "From “a person please” to the agent's alert: never measured."
    shares = (("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99))
    places = [f"{name} {percentile(alerts.seconds, share) * 1000:,.0f}" for name, share in shares]
    least, most = (f"{alerts.seconds[end] * 1000:,.0f}" for end in (0, -1))
    figures = ", ".join((f"fastest {least}", *places, f"slowest {most} ms"))
    return f"From “a person please” to the agent's alert, {len(alerts.seconds)} times: {figures}."


def _alerts_json(alerts: Alerts) -> dict[str, Any]:
    times = [round(seconds * 1000, 1) for seconds in alerts.seconds]
    places = {f"p{share}_ms": round(percentile(times, share / 100), 1) if times else None for share in (50, 90, 95, 99)}
    return {"count": len(times), **places, "ms": times, "problems": dict(alerts.problems)}


def _level_json(level: Level) -> dict[str, Any]:
    stock = level.stock.kinds[HELLO]

    def side_json(side: Side) -> dict[str, Any]:
        kinds = {kind: _summary_json(summary) for kind, summary in side.kinds.items()}
        return {"turns_per_second": round(side.turns_per_second, 2), "turns": kinds}

    ratios = {
        kind: {"p50": _round(ratio(summary.p50, stock.p50), 2), "p95": _round(ratio(summary.p95, stock.p95), 2)}
        for kind, summary in level.ours.kinds.items()
    }
    ours, theirs = side_json(level.ours), side_json(level.stock)
    return {"shoppers": level.shoppers, "ours": ours, "stock": theirs, "ratio_to_stock": ratios}


def _summary_json(summary: Summary) -> dict[str, Any]:
    p50, p95 = _milliseconds(summary.p50), _milliseconds(summary.p95)
    return {"count": summary.count, "p50_ms": p50, "p95_ms": p95, "problems": dict(summary.problems)}


def _turns(report: Report) -> Table:
    table = _table()
    table.add_column("at\nonce", justify="right", no_wrap=True)
    table.add_column("turn", no_wrap=True)
    for name in ("turns", "errors", "p50\nms", "p95\nms", "p50 ×\nstock", "p95 ×\nstock", "all\nper s"):
        table.add_column(name, justify="right", no_wrap=True)
    for level in report.levels:
        stock = level.stock.kinds[HELLO]
        table.add_row()
        for number, (kind, summary) in enumerate(_rows(level)):
            mine = kind != HELLO
            side = level.ours if mine else level.stock
            table.add_row(
                str(level.shoppers) if number == 0 else "",
                _TURNS[kind],
                f"{summary.count:,}",
                str(summary.errors),
                _shown(_milliseconds(summary.p50), 0),
                _shown(_milliseconds(summary.p95), 0),
                _shown(ratio(summary.p50, stock.p50), 2) if mine else "",
                _shown(ratio(summary.p95, stock.p95), 2) if mine else "",
                f"{side.turns_per_second:.1f}" if kind in (OPENING, HELLO) else "",
                style=None if mine else "dim",
            )
    return table


def _memory(found: Sequence[Memory]) -> Table:
    table = _table()
    table.add_column("process")
    table.add_column("RSS\nMB", justify="right")
    table.add_column("PSS\nMB", justify="right")
    for item in found:
        table.add_row(item.name, f"{item.rss / 1e6:,.0f}", f"{item.pss / 1e6:,.0f}" if item.pss else "–")
    return table


def _table() -> Table:
    """Return a table without lines: with them it would not fit into 80 columns."""
    return Table(box=None, padding=(0, 2, 0, 0))


def _rows(level: Level) -> Iterator[tuple[str, Summary]]:
    yield from level.ours.kinds.items()
    yield from level.stock.kinds.items()


def _milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds * 1000, 1)


def _round(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _shown(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"
