"""The command line: quick help, clear errors."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from bot.cli import COMMANDS, app

runner = CliRunner()


def test_help_lists_every_command_without_loading_any():
    code = (
        "import sys; from bot.cli import app\n"
        "try: app(['--help'])\n"
        "except SystemExit as done: assert not done.code\n"
        "loaded = [m for m in sys.modules if m.startswith(('bot.', 'fastapi', 'sqlalchemy', 'torch', 'faiss'))]\n"
        "assert loaded == ['bot.cli'], loaded\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for name in COMMANDS:
        assert name in done.stdout


def test_db_upgrade(tmp_path, monkeypatch):
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(tmp_path / "state"))
    result = runner.invoke(app, ["db", "upgrade"])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "state" / "giftfinder.db").is_file()


@pytest.mark.parametrize("command", [["serve"], ["db", "upgrade"]])
def test_wrong_settings_are_one_readable_line(monkeypatch, command):
    monkeypatch.setenv("GIFTFINDER_PORT", "abc")
    result = runner.invoke(app, command)
    assert result.exit_code == 2
    assert "GIFTFINDER_PORT" in result.stderr
    assert "Traceback" not in result.output


def test_an_unknown_command_is_an_error():
    assert runner.invoke(app, ["sing"]).exit_code == 2
