"""Long work gives way to what answers shoppers."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot import cli
from bot.jobs.manners import NICE


@pytest.mark.parametrize(
    ("words", "gives_way"),
    [
        (["catalog", "import", "--help"], True),
        (["train", "--help"], True),
        (["release", "check", "--help"], True),
        (["release", "list", "--help"], False),
        (["up", "--help"], False),
    ],
)
def test_commands_of_long_work_give_way(monkeypatch, words, gives_way):
    asked = []
    monkeypatch.setattr("bot.jobs.manners.give_way", lambda: asked.append(words))
    monkeypatch.setattr(sys, "argv", ["giftfinder", *words])
    with pytest.raises(SystemExit):
        cli.app()
    assert bool(asked) == gives_way


def test_giving_way_twice_is_giving_way_once():
    code = "import os; from bot.jobs.manners import give_way; give_way(); give_way(); print(os.nice(0))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(said.stdout) >= NICE
