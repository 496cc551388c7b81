"""The command: what is wrong is said before minutes are spent."""

import json

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from bot.bench import command, session
from bot.bench.measure import SHORT
from bot.bench.running import BenchError
from bot.cli import app
from tests.unit.bot.bench.test_report import report

runner = CliRunner()


@pytest.fixture(autouse=True)
def var(monkeypatch, tmp_path):
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(tmp_path))
    return tmp_path


def pretend(monkeypatch, outcome):
    """Let a run of the bench come to this at once; returns the plans that were asked for."""
    plans = []

    async def run(settings, folder, plan, steps):
        plans.append(plan)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    monkeypatch.setattr(session, "run", run)
    return plans


def test_figures_go_to_the_console_and_into_the_file(monkeypatch, tmp_path):
    found = report(levels=[])
    plans = pretend(monkeypatch, found)
    result = runner.invoke(app, ["bench", "--short", "--json", str(tmp_path / "figures.json")])
    assert result.exit_code == 0, result.output
    assert plans == [SHORT]
    assert "Fast CPU" in result.stdout
    assert json.loads((tmp_path / "figures.json").read_text("utf-8")) == command.to_json(found)


def test_turns_that_went_wrong_are_status_1(monkeypatch):
    pretend(monkeypatch, report())
    assert runner.invoke(app, ["bench"]).exit_code == 1


@pytest.mark.parametrize(
    ("outcome", "status", "said"),
    [(BenchError("Rasa ended", ["no memory"]), 1, "no memory"), (KeyboardInterrupt(), 130, "stopped")],
)
def test_how_it_can_end_early(monkeypatch, outcome, status, said):
    pretend(monkeypatch, outcome)
    result = runner.invoke(app, ["bench"])
    assert result.exit_code == status
    assert said in result.stderr


def test_a_second_bench_is_refused(monkeypatch, var):
    plans = pretend(monkeypatch, report())
    (var / "bench").mkdir()
    with FileLock(var / "bench" / "bench.lock"):
        result = runner.invoke(app, ["bench"])
    assert (result.exit_code, plans) == (2, [])
    assert "another bench" in result.stderr


def test_a_file_that_could_not_be_written_is_refused_first(monkeypatch, tmp_path):
    plans = pretend(monkeypatch, report())
    assert runner.invoke(app, ["bench", "--json", str(tmp_path / "nowhere" / "x.json")]).exit_code == 2
    assert plans == []
