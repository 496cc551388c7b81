"""`giftfinder bench all`: each bench in turn, what it found kept, what failed told."""

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from bot.bench import whole
from bot.cli import app

runner = CliRunner()
MACHINE = {"cpu": "Fast CPU", "cores": 2, "load": 0.1}
SIDE = {"products_per_second": 1.0, "query_p50": 1.0}
# What the benches may find when there is little to tell.
NOTHING = {
    "levels": [],
    "results": [],
    "answers": [],
    "load": {"searches_per_second": 1, "messages_per_second": 1},
    "ours": SIDE,
    "torch": SIDE,
    "seconds": {"giftfinder": {"answer": 1.0}, "stock": {"answer": 1.0}},
    "machine": MACHINE,
}
FIGURES = {"products": 10, "runs": {"first": {"seconds": 2.0}}, "machine": MACHINE}


@pytest.fixture
def ran(monkeypatch):
    """Pretend that the benches run: `failing` ones fail, the others write their figures."""
    calls, failing = [], set()

    def run(command, check):
        assert not check
        arguments = command[command.index("bench") + 1 : command.index("--json")]
        calls.append(arguments)
        if failing & set(arguments):
            return SimpleNamespace(returncode=1)
        figures = FIGURES if "import" in arguments else NOTHING
        Path(command[-1]).write_text(json.dumps(figures), encoding="utf-8")
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(subprocess, "run", run)
    return SimpleNamespace(calls=calls, failing=failing)


def test_figures_and_pictures_are_kept(ran, tmp_path):
    result = runner.invoke(
        app, ["bench", "all", "--only", "turns, import", "--short", "--folder", str(tmp_path / "out")]
    )
    assert result.exit_code == 0, result.output
    assert ran.calls == [["--short"], ["import", "--rows", "20000"]]
    kept = json.loads((tmp_path / "out" / "all.json").read_text("utf-8"))
    assert kept["import"]["figures"] == FIGURES
    assert "2 s" in (tmp_path / "out" / "import.svg").read_text("utf-8")


def test_one_that_fails_keeps_none_from_running_nor_its_old_figures(ran, tmp_path):
    arguments = ["bench", "all", "--folder", str(tmp_path)]
    assert runner.invoke(app, arguments).exit_code == 0
    ran.failing.add("import")
    ran.calls.clear()
    result = runner.invoke(app, arguments)
    assert result.exit_code == 1
    assert "failed: import" in result.output
    assert len(ran.calls) == len(whole.BENCHES)
    assert json.loads((tmp_path / "all.json").read_text("utf-8"))["import"]["figures"] == FIGURES


def test_a_name_that_is_none_is_said_before_anything_runs(ran, tmp_path):
    result = runner.invoke(app, ["bench", "all", "--only", "turns,tunrs", "--folder", str(tmp_path)])
    assert result.exit_code == 2
    assert "'tunrs'" in result.output
    assert ran.calls == []
