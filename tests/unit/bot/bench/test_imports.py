"""`giftfinder bench import`."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console
from typer.testing import CliRunner

from bot.bench import imports
from bot.bench.imports import ImportBench
from bot.bench.running import BenchError
from bot.bench.synthetic import COLUMNS, StandInEncoder, rows, write_feed
from bot.cli import app
from catalog_index.feeds import FeedOptions, open_feed
from tests.unit.bot.bench.test_report import report

runner = CliRunner()


def one(seconds: float, encoded: int, **counts: int) -> dict[str, Any]:
    zero = {"read": 1000, "added": 0, "changed": 0, "unchanged": 0, "gone": 0}
    return {
        "seconds": seconds, "stages": {}, "peak_memory": 5e8, "encoded": encoded, "counts": zero | counts,
        "files": {"titles.faiss": 1_500_000, "manifest.json": 900},
    }  # fmt: skip


def bench(encoder: str = "stand-in") -> ImportBench:
    runs = (
        ("first", one(100, 2000, added=1000)),
        ("again", one(2, 0, unchanged=1000)),
        ("1% changed", one(90, 10, changed=10, unchanged=990)),
    )
    return ImportBench(1000, encoder, 500_000, 50.0, runs, report().machine)


def test_the_feed_is_the_same_at_every_run_and_can_be_imported(tmp_path: Path) -> None:
    assert list(rows(50)) == list(rows(50))
    write_feed(tmp_path / "a.csv", 50)
    entries = list(open_feed(tmp_path / "a.csv").entries(FeedOptions()))
    assert [entry.product is not None and not entry.problems for entry in entries] == [True] * 50
    other = [mine != theirs for mine, theirs in zip(rows(2000), rows(2000, changed=0.1), strict=True)]
    assert 120 < sum(other) < 280
    assert all(len(row) == len(COLUMNS) for row in rows(3))


def test_the_stand_in_makes_unit_vectors_that_depend_on_the_text_alone() -> None:
    encoder = StandInEncoder()
    vectors = encoder.encode(["a", "b", "a"])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-6)
    assert np.array_equal(vectors[0], vectors[2])
    assert abs(float(vectors[0] @ vectors[1])) < 0.3
    assert (vectors.dtype, encoder.texts) == (np.float32, 3)


def test_figures() -> None:
    found = bench()
    assert (found.speedup, found.encoding_seconds) == (50, 40)
    assert found.to_json()["second_import_times_faster"] == 50
    text = io.StringIO()
    imports.show(Console(file=text, width=200), found)
    for expected in ("50 times faster", "stand-in", "50 texts/s", "titles.faiss 2 MB", "1,000"):
        assert expected in text.getvalue()
    text = io.StringIO()
    imports.show(Console(file=text, width=200), bench("real"))
    assert "stand-in" not in text.getvalue()


def test_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(tmp_path))
    asked: list[tuple[int, str, int]] = []

    def run(folder: Path, products: int, encoder: str, sample: int, tell: Any) -> ImportBench:
        asked.append((products, encoder, sample))
        return bench(encoder)

    monkeypatch.setattr(imports, "run", run)
    result = runner.invoke(app, ["bench", "import", "--rows", "1000", "--json", str(tmp_path / "f.json")])
    assert result.exit_code == 0, result.output
    assert json.loads((tmp_path / "f.json").read_text())["products"] == 1000
    runner.invoke(app, ["bench", "import", "--real", "--sample", "200"])
    assert asked == [(1000, "stand-in", 2000), (1_000_000, "real", 200)]

    def fail(*_: Any) -> ImportBench:
        raise BenchError("an import failed", ["disk full"])

    monkeypatch.setattr(imports, "run", fail)
    result = runner.invoke(app, ["bench", "import"])
    assert (result.exit_code, "disk full" in result.output) == (1, True)
    assert list((tmp_path / "bench").iterdir()) == []
