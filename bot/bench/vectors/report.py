"""The contest's table for people, and its JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.bench.vectors.contenders import OURS
from bot.bench.vectors.contest import FilterResult, Result
from bot.bench.vectors.run import VectorBench

_NOTE = (
    "recall: the share of the true ten nearest that were found. × ours: how many times our p95 that is. The filter is "
    "part of each search. … whole search: a shopper's sentence embedded, the filter, the nearest of titles and of "
    "whole texts (two searches), one after the other in one process. Not in it: words, ranking and reasons."
)


def show(console: Console, bench: VectorBench) -> None:
    """Print the tables."""
    for products in bench.contest.sizes:
        results = [result for result in bench.results if result.products == products]
        console.print(f"\nNearest ten of {products:,} vectors\n", style="bold")
        console.print(_table(results))
        console.print()
        for result in results:
            line = f"{result.name} {result.version}: {_about(result)}"
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    console.print(f"\n{_NOTE}", style="dim", soft_wrap=True)
    machine = bench.machine
    console.print(
        f"\n{bench.contest.queries} queries; vectors made of {bench.real_texts:,} real embeddings. Machine: "
        f"{machine.cpu}, {machine.cores} cores, {machine.memory_gb:.0f} GB, load {machine.load:.1f} at the start.",
        soft_wrap=True,
        highlight=False,
    )


def to_json(bench: VectorBench) -> dict[str, Any]:
    """All figures: times in milliseconds (building: seconds), memory in bytes."""
    machine = bench.machine
    return {
        "started": bench.started.isoformat(timespec="seconds"),
        "seconds": round(bench.seconds, 1),
        "machine": {
            "cpu": machine.cpu,
            "cores": machine.cores,
            "memory_gb": round(machine.memory_gb, 1),
            "system": machine.system,
            "python": machine.python,
            "load_at_start": round(machine.load, 2),
        },
        "queries": bench.contest.queries,
        "real_texts": bench.real_texts,
        "results": [
            result.to_json() | {"p95_ratio_to_ours": _ratios(result, _ours(bench.results, result.products))}
            for result in bench.results
        ],
    }


def _table(results: Iterable[Result]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("filter leaves")
    table.add_column("index")
    for name in ("recall\n@10", "p50\nms", "p95\nms", "p95 ×\nours"):
        table.add_column(name, justify="right")
    measured = [result for result in results if result.filters]
    ours = _ours(measured, None)
    for number, first in enumerate(measured[0].filters if measured else ()):
        table.add_row()
        for place, result in enumerate(measured):
            row = result.filters[number]
            ratio = "" if ours is None or result is ours else f"{_ratio(row, ours.filters[number]):,.1f}"
            _add(table, first.filter if place == 0 else "", result.name, row, ratio)
        if ours is not None and ours.whole:
            _add(table, "", "… whole search", ours.whole[number], "")
    return table


def _add(table: Table, label: str, name: str, row: FilterResult, ratio: str) -> None:
    table.add_row(label, name, f"{row.recall:.3f}", f"{row.p50_ms:,.1f}", f"{row.p95_ms:,.1f}", ratio)


def _about(result: Result) -> str:
    if result.problem:
        return f"not measured, {result.problem}"
    mapped = f" and {result.mapped / 1e6:,.0f} MB of files mapped" if result.mapped else ""
    about = f"built in {result.build_seconds:,.1f} s, {result.held / 1e6:,.0f} MB{mapped}"
    if result.embedding_ms is None:
        return about
    p50, p95 = result.embedding_ms
    return f"{about}; embedding a sentence p50 {p50:,.1f}, p95 {p95:,.1f} ms"


def _ours(results: Iterable[Result], products: int | None) -> Result | None:
    return next((r for r in results if r.name == OURS and r.filters and products in (None, r.products)), None)


def _ratios(result: Result, ours: Result | None) -> dict[str, float]:
    if ours is None or result is ours:
        return {}
    pairs = zip(result.filters, ours.filters, strict=False)
    return {row.filter: round(_ratio(row, own), 2) for row, own in pairs}


def _ratio(row: FilterResult, own: FilterResult) -> float:
    return row.p95_ms / max(own.p95_ms, 0.001)
