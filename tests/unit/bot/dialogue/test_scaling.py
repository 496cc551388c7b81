"""`giftfinder scale`: asks the running stack and waits for it; says so where there is none."""

from __future__ import annotations

import threading

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from bot.cli import app
from bot.releases.running import wanted_processes, write_running


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GIFTFINDER_VAR_DIR", str(tmp_path))
    return tmp_path


def test_without_a_running_stack_it_names_the_setting(folder):
    result = CliRunner().invoke(app, ["scale", "--rasa", "2"])
    assert result.exit_code == 2
    assert "GIFTFINDER_RASA_PROCESSES" in result.output
    assert wanted_processes(folder / "releases") is None


def test_it_waits_until_the_stack_has_them(folder):
    models = {"giftfinder-a.tar.gz": ["http://127.0.0.1:1", "http://127.0.0.1:2"]}

    def stack() -> None:
        while wanted_processes(folder / "releases") != 2:
            pass
        write_running(folder / "releases", models)

    thread = threading.Thread(target=stack, daemon=True)
    with FileLock(folder / "up.lock"):
        thread.start()
        result = CliRunner().invoke(app, ["scale", "--rasa", "2"])
    assert (result.exit_code, wanted_processes(folder / "releases")) == (0, 2)
    assert "2 Rasa processes" in result.output


def test_it_gives_up_where_the_stack_can_not(folder, monkeypatch):
    monkeypatch.setenv("GIFTFINDER_RASA_START", "0.3")
    monkeypatch.setenv("GIFTFINDER_RELEASE_POLL", "0.1")
    with FileLock(folder / "up.lock"):
        result = CliRunner().invoke(app, ["scale", "--rasa", "3"])
    assert result.exit_code == 1
    assert "3 wanted" in result.output
