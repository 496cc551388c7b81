"""`giftfinder bench start` without starting a stack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from bot.bench import starting, starting_command
from bot.bench.command import bench_app
from bot.bench.machine import Memory, this_machine
from bot.bench.makeup import Part
from bot.bench.running import BenchError
from bot.bench.starting import InMemory, Start, StartBench

runner = CliRunner()


def figures() -> StartBench:
    held = InMemory(Memory("Rasa", 300_000_000, 250_000_000), (Part("allocated", 200_000_000), Part("tiny", 10)))
    return StartBench(2, Start(1.5, 6.0, 6.5), Start(12.0, 12.0, 13.0), (held,), this_machine())


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(tmp_path / "var"))


def test_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    starting.show(Console(width=200), figures())
    shown = capsys.readouterr().out
    for text in ("Giftfinder", "0.50", "stock bot", "Rasa", "250", "allocated 200", "Medians of 2 starts"):
        assert text in shown
    assert "tiny" not in shown


def test_the_command_writes_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    async def run(settings: object, folder: Path, starts: int, tell: object) -> StartBench:
        asked.append(starts)
        return figures()

    monkeypatch.setattr(starting_command.starting, "run", run)
    file = tmp_path / "start.json"
    assert runner.invoke(bench_app, ["start", "--short", "--json", str(file)]).exit_code == 0
    found = json.loads(file.read_text())
    assert asked == [2] and found["first_answer_times_stock"] == 0.5
    assert found["seconds"]["giftfinder"] == {"pages": 1.5, "ready": 6.0, "first_answer": 6.5}
    assert found["memory"][0]["parts"]["allocated"] == 200_000_000


def test_what_goes_wrong_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run(*_: object) -> StartBench:
        raise BenchError("the stack ended", ["its last line"])

    monkeypatch.setattr(starting_command.starting, "run", run)
    result = runner.invoke(bench_app, ["start"])
    assert result.exit_code == 1 and "the stack ended" in result.stderr and "its last line" in result.stderr
    assert runner.invoke(bench_app, ["start", "--json", str(tmp_path / "no" / "file")]).exit_code == 2


def test_the_database_is_new_each_time(tmp_path: Path) -> None:
    for name in ("giftfinder.db", "giftfinder.db-wal", "up.lock"):
        (tmp_path / name).touch()
    starting._forget(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["up.lock"]
