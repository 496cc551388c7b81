"""Tables and JSON."""

import io
import re
from datetime import UTC, datetime

import pytest
from rich.console import Console

from bot.bench.alerts import Alerts
from bot.bench.machine import Machine, Memory
from bot.bench.measure import SHORT
from bot.bench.report import Report, show, to_json
from bot.bench.stats import Level, Side, Summary


def report(**changes) -> Report:
    ours = {
        "opening": Summary(40, 0.0503, 0.08),
        "more": Summary(20, 0.04, 0.06),
        "cheaper": Summary(19, 0.042, 0.061, {"no cards for 'cheaper'": 1}),
        "button": Summary(0, None, None),
    }
    level = Level(8, Side(21.26, ours), Side(30.0, {"hello": Summary(100, 0.04, 0.064)}))
    values = {
        "started": datetime(2026, 11, 22, 20, 0, tzinfo=UTC),
        "seconds": 61.24,
        "plan": SHORT,
        "machine": Machine("Fast CPU", 4, 16.0, "3.11.7", "Linux 6", 0.5),
        "rasa": "3.6.21",
        "products": 1645,
        "levels": [level],
        "memory": [Memory("Rasa", 700_000_000, 650_000_000), Memory("Gateway", 500_000_000, None)],
        "alerts": Alerts([0.1, 0.12, 0.3]),
        **changes,
    }
    return Report(**values)


def shown(found: Report) -> str:
    console = Console(width=80, file=io.StringIO())
    show(console, found)
    return console.file.getvalue()


def row(text: str, *words: str) -> list[str]:
    """The cells of the first line with these words; what is between two spaces is one cell."""
    line = next(line for line in text.splitlines() if all(word in line for word in words))
    return re.split(r"\s{2,}", line.strip())


def test_the_table_has_times_and_ratios():
    text = shown(report())
    assert row(text, "one sentence") == ["8", "one sentence", "40", "0", "50", "80", "1.26", "1.25", "21.3"]
    assert row(text, "“more”") == ["“more”", "20", "0", "40", "60", "1.00", "0.94"]
    assert row(text, "a button") == ["a button", "0", "0", "–", "–", "–", "–"]
    assert row(text, "stock bot's") == ["stock bot's reply", "100", "0", "40", "64", "30.0"]


def test_large_figures_fit_into_80_columns():
    turn = Summary(12_345, 12.345, 29.999)
    ours = Side(999.5, dict.fromkeys(("opening", "more", "cheaper", "button"), turn))
    text = shown(report(levels=[Level(32, ours, Side(999.9, {"hello": Summary(10_000, 0.1, 0.12)}))]))
    assert row(text, "one sentence") == [
        *("32", "one sentence", "12,345", "0", "12,345", "29,999", "123.45", "249.99", "999.5")
    ]
    assert "…" not in text


def test_problems_memory_and_machine_are_named():
    text = shown(report())
    assert "8 at once, “cheaper”: 1 × no cards for 'cheaper'" in text
    assert row(text, "Rasa", "700") == ["Rasa", "700", "650"]
    assert row(text, "Gateway") == ["Gateway", "500", "–"]
    assert "Fast CPU, 4 cores, 16 GB" in text
    assert "Python 3.11.7, Rasa 3.6.21, 1,645 products" in text
    assert "busy" not in text


def test_a_busy_machine_is_a_warning():
    assert "noisy" in shown(report(machine=Machine("CPU", 2, 8.0, "3.11", "Linux", 1.4)))


def test_how_soon_an_agent_hears_of_a_wish_for_a_person():
    line = "3 times: fastest 100, p50 120, p90 264, p95 282, p99 296, slowest 300 ms."
    assert f"From “a person please” to the agent's alert, {line}" in shown(report())
    bad = report(levels=[], alerts=Alerts([], {"not heard of in 20 s": 2}))
    assert bad.errors == 2
    assert "never measured" in shown(bad)
    assert "asking for a person: 2 × not heard of in 20 s" in shown(bad)
    assert to_json(bad)["alerts"]["p95_ms"] is None


def test_json():
    data = to_json(report())
    assert data["alerts"]["ms"] == [100, 120, 300]
    assert (data["alerts"]["count"], data["alerts"]["p50_ms"], data["alerts"]["problems"]) == (3, 120, {})
    assert data["started"] == "2026-11-22T20:00:00+00:00"
    assert (data["seconds"], data["rasa"], data["products"], data["errors"]) == (61.2, "3.6.21", 1645, 1)
    assert data["machine"] == {
        "cpu": "Fast CPU",
        "cores": 4,
        "memory_gb": 16.0,
        "system": "Linux 6",
        "python": "3.11.7",
        "load_at_start": 0.5,
    }
    assert data["memory"][0] == {"process": "Rasa", "rss": 700_000_000, "pss": 650_000_000}
    (level,) = data["levels"]
    assert level["shoppers"] == 8
    assert level["ours"]["turns_per_second"] == 21.26
    assert level["ours"]["turns"]["opening"] == {"count": 40, "p50_ms": 50.3, "p95_ms": 80.0, "problems": {}}
    assert level["ours"]["turns"]["cheaper"]["problems"] == {"no cards for 'cheaper'": 1}
    assert level["stock"]["turns"]["hello"]["p95_ms"] == 64.0
    assert level["ratio_to_stock"]["more"] == {"p50": 1.0, "p95": pytest.approx(0.94)}
    assert level["ratio_to_stock"]["button"] == {"p50": None, "p95": None}
