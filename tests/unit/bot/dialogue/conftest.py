"""Stand-in programs for the supervisor, and ways to look at processes."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from bot.dialogue.process import Program
from tests.support.processes import alive, wait_for
from tests.support.servers import free_port

STAND_IN = Path(__file__).with_name("stand_in.py")


def pids(log: Path, word: str) -> list[int]:
    """The process ids that stand-ins wrote to the log, behind a word."""
    lines = log.read_text().splitlines() if log.exists() else []
    return [int(line.split()[1]) for line in lines if line.startswith(f"{word} ")]


@pytest.fixture
def make_program(tmp_path: Path) -> Callable[..., Program]:
    def make(*words: str, name: str = "Stand-in", **options: object) -> Program:
        port = free_port()

        async def healthy() -> bool:
            async with httpx.AsyncClient(trust_env=False) as client:
                try:
                    return (await client.get(f"http://127.0.0.1:{port}/", timeout=0.5)).status_code == 200
                except httpx.HTTPError:
                    return False

        settings = {"start_seconds": 10.0, "stop_seconds": 2.0} | options
        return Program(
            name=name,
            command=(sys.executable, "-S", str(STAND_IN), str(port), *words),
            healthy=healthy,
            log=tmp_path / f"{name}.log",
            cwd=tmp_path,
            env=dict(os.environ),
            **settings,
        )

    return make


@pytest.fixture
def tools() -> SimpleNamespace:
    return SimpleNamespace(free_port=free_port, alive=alive, wait_for=wait_for, pids=pids)
