"""Which figures of each bench are drawn: from the JSON that the bench writes to charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.bench.pictures.svg import Bar, Chart, Group
from bot.bench.swap import PEER

Figures = Mapping[str, Any]
_TURNS = {"opening": "one sentence to cards", "more": "“more”", "cheaper": "“cheaper”", "button": "a button"}
_STOCK, _TORCH = "stock rasa init bot, plain reply", "sentence-transformers, torch"


def charts_of(bench: str, figures: Figures) -> list[Chart]:
    """The charts of one bench's figures, none for a bench that has none."""
    make = _CHARTS.get(bench)
    return [chart for chart in make(figures) if any(group.bars for group in chart.groups)] if make else []


def _turns(figures: Figures) -> list[Chart]:
    groups = []
    for level in figures["levels"]:
        bars = [
            Bar(_TURNS.get(kind, kind), turn["p50_ms"], _ms(turn["p50_ms"]))
            for kind, turn in level["ours"]["turns"].items()
            if turn["p50_ms"]
        ]
        bars += [
            Bar(_STOCK, turn["p50_ms"], _ms(turn["p50_ms"]), ours=False)
            for turn in level["stock"]["turns"].values()
            if turn["p50_ms"]
        ]
        many = "shopper" if level["shoppers"] == 1 else "shoppers at once"
        groups.append(Group(f"{level['shoppers']} {many}", tuple(bars)))
    title = "A whole turn, from the message to the cards (median)"
    return [Chart("turns", title, tuple(groups), _machine(figures)), _memory("memory-turns", figures, "process")]


def _embed(figures: Figures) -> list[Chart]:
    ours, theirs = figures["ours"], figures["torch"]

    def group(name: str, field: str, shown: Callable[[float], str]) -> Group:
        bars = (Bar("Giftfinder", ours[field], shown(ours[field])),)
        return Group(name, (*bars, Bar(_TORCH, theirs[field], shown(theirs[field]), ours=False)))

    groups = (
        group("Products embedded a second (more is better)", "products_per_second", lambda value: f"{value:,.0f}"),
        group("One query (less is better)", "query_p50", lambda value: f"{value:,.1f} ms"),
    )
    return [Chart("embed", "The encoder of the search", groups, _machine(figures))]


def _start(figures: Figures) -> list[Chart]:
    seconds = figures["seconds"]
    bars = (
        Bar("Giftfinder", seconds["giftfinder"]["answer"], f"{seconds['giftfinder']['answer']:.1f} s"),
        Bar("stock rasa init bot", seconds["stock"]["answer"], f"{seconds['stock']['answer']:.1f} s", ours=False),
    )
    chart = Chart("start", "From the start to the first answer", (Group("", bars),), _machine(figures))
    return [chart, _memory("memory", figures, "process")]


def _vectors(figures: Figures) -> list[Chart]:
    charts = []
    for size in dict.fromkeys(result["products"] for result in figures["results"]):
        results = [result for result in figures["results"] if result["products"] == size and result["filters"]]
        groups = []
        for number, first in enumerate(results[0]["filters"] if results else ()):
            rows = [(result["name"], result["filters"][number]) for result in results]
            bars = tuple(
                Bar(
                    name,
                    row["p95_ms"],
                    f"{row['p95_ms']:,.2f} ms, {row['recall']:.0%}",
                    ours=name == results[0]["name"],
                )
                for name, row in rows
                if row["p95_ms"] is not None
            )
            groups.append(Group(f"the filter leaves {first['filter']}", bars))
        title = f"Nearest ten of {size:,} vectors (p95, and recall)"
        charts.append(Chart(f"vectors-{size}", title, tuple(groups), _machine(figures)))
    return charts


def _scale(figures: Figures) -> list[Chart]:
    groups = []
    for result in figures["results"]:
        times = result["steady"]
        bars = tuple(
            Bar(name, times[field], _ms(times[field]))
            for name, field in (
                ("half of the answers", "p50_ms"),
                ("95 of 100", "p95_ms"),
                ("the slowest", "slowest_ms"),
            )
            if times[field] is not None
        )
        count = result["rasa_processes"]
        groups.append(Group(f"{count} Rasa process{'es' if count > 1 else ''}", bars))
    plan = figures.get("plan", {"conversations": 0, "rate": 0})
    title = f"{plan['conversations']:,} open conversations, {plan['rate']:g} messages a second"
    return [Chart("scale", title, tuple(groups), _machine(figures))]


def _swap(figures: Figures) -> list[Chart]:
    groups = []
    for phase in dict.fromkeys(row["phase"] for row in figures["answers"]):
        times = {row["kind"]: row["slowest_ms"] for row in figures["answers"] if row["phase"] == phase}
        ours = phase != PEER
        bars = tuple(Bar(kind, time, _ms(time), ours) for kind, time in times.items() if time is not None)
        groups.append(Group(phase, bars))
    searches, messages = (figures["load"][f"{kind}_per_second"] for kind in ("searches", "messages"))
    title = f"The slowest answer, {searches:g} searches and {messages:g} messages a second"
    return [Chart("swap", title, tuple(groups), _machine(figures))]


def _imports(figures: Figures) -> list[Chart]:
    bars = tuple(Bar(name, run["seconds"], f"{run['seconds']:,.0f} s") for name, run in figures["runs"].items())
    title = f"Importing {figures['products']:,} products"
    return [Chart("import", title, (Group("", bars),), _machine(figures))]


def _memory(name: str, figures: Figures, key: str) -> Chart:
    found = [(row[key], row["pss"] or row["rss"]) for row in figures.get("memory", ())]
    bars = tuple(Bar(process, size, f"{size / 1e6:,.0f} MB", "stock" not in process) for process, size in found if size)
    return Chart(name, "Memory of each process", (Group("", bars),), _machine(figures))


_CHARTS: dict[str, Callable[[Figures], list[Chart]]] = {
    "turns": _turns,
    "embed": _embed,
    "start": _start,
    "vectors": _vectors,
    "scale": _scale,
    "swap": _swap,
    "import": _imports,
}


def _ms(value: float) -> str:
    return f"{value:,.0f} ms"


def _machine(figures: Figures) -> str:
    machine = figures["machine"]
    load = machine.get("load_at_start", machine.get("load", 0.0))
    return f"{machine['cpu']}, {machine['cores']} cores, at a load of {load:.1f} when it began."
