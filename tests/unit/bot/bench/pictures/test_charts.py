"""Each bench's own JSON becomes its charts."""

import pytest

from bot.bench import command
from bot.bench.pictures.charts import charts_of
from bot.bench.vectors.contest import FilterResult, Result
from tests.unit.bot.bench.test_report import report

MACHINE = {"cpu": "Fast CPU", "cores": 2, "load": 0.1}


def groups(chart):
    return {group.name: [(bar.name, bar.shown, bar.ours) for bar in group.bars] for group in chart.groups}


def test_turns_stand_beside_the_stock_bots():
    turns, *rest = charts_of("turns", command.to_json(report()))
    assert turns.name == "turns"
    (first, *_) = turns.groups
    assert [bar.ours for bar in first.bars].count(False) == 1
    assert not first.bars[-1].ours
    assert "Fast CPU" in turns.note
    assert [chart.name for chart in rest] in ([], ["memory-turns"])


def test_the_encoder_beside_torch():
    sides = {
        name: {"products_per_second": pace, "query_p50": wait}
        for name, pace, wait in (("ours", 1200.4, 0.93), ("torch", 23.0, 79.0))
    }
    (chart,) = charts_of("embed", sides | {"machine": MACHINE})
    (paces, waits) = groups(chart).values()
    assert paces == [("Giftfinder", "1,200", True), ("sentence-transformers, torch", "23", False)]
    assert waits[0][1] == "0.9 ms"


def test_starts_and_memory():
    figures = {
        "seconds": {"giftfinder": {"answer": 19.3}, "stock": {"answer": 100.6}},
        "memory": [
            {"process": "gateway", "rss": 3e8, "pss": 2.46e8},
            {"process": "stock bot", "rss": 1.1e9, "pss": None},
        ],
        "machine": MACHINE,
    }
    start, memory = charts_of("start", figures)
    assert groups(start)[""] == [("Giftfinder", "19.3 s", True), ("stock rasa init bot", "100.6 s", False)]
    assert groups(memory)[""] == [("gateway", "246 MB", True), ("stock bot", "1,100 MB", False)]


def test_vectors_a_picture_a_size_and_a_group_a_filter():
    def result(name, products, p95):
        rows = tuple(FilterResult(f"{share}%", 10, 0.99, p95 / 2, p95) for share in (100, 1))
        return Result(name, products, "1", 1.0, 1, 1, rows).to_json()

    results = [result("giftfinder", 1000, 2.0), result("numpy", 1000, 40.0), result("giftfinder", 500, 1.0)]
    results.append(result("broken", 500, 1.0) | {"filters": []})
    first, second = charts_of("vectors", {"results": results, "machine": MACHINE})
    assert (first.name, second.name) == ("vectors-1000", "vectors-500")
    assert groups(first)["the filter leaves 1%"] == [
        ("giftfinder", "2.00 ms, 99%", True),
        ("numpy", "40.00 ms, 99%", False),
    ]
    assert [bar.name for bar in second.groups[0].bars] == ["giftfinder"]


def test_swaps_leave_out_what_was_never_answered():
    rows = [
        {"phase": "nothing changes", "kind": "search", "slowest_ms": 300},
        {"phase": "import", "kind": "search", "slowest_ms": 900},
        {"phase": "import", "kind": "message", "slowest_ms": None},
    ]
    load = {"searches_per_second": 20.0, "messages_per_second": 10.0}
    (chart,) = charts_of("swap", {"answers": rows, "load": load, "machine": MACHINE})
    assert "20 searches and 10 messages" in chart.title
    assert groups(chart) == {"nothing changes": [("search", "300 ms", False)], "import": [("search", "900 ms", True)]}


def test_imports():
    figures = {"products": 1_000_000, "runs": {"first": {"seconds": 1156.2}, "again": {"seconds": 27}}}
    (chart,) = charts_of("import", figures | {"machine": MACHINE})
    assert groups(chart)[""] == [("first", "1,156 s", True), ("again", "27 s", True)]


@pytest.mark.parametrize("bench", ["turns", "unheard-of"])
def test_nothing_is_drawn_of_nothing(bench):
    assert charts_of(bench, {"levels": [], "machine": MACHINE}) == []
