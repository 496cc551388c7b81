"""The other side of the bench: the starter bot of `rasa init`, trained with its own configuration."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from importlib.metadata import PathDistribution
from pathlib import Path

from bot.bench.running import BenchError, finish, free_ports, never, probe
from bot.dialogue import stack
from bot.dialogue.process import Program
from bot.dialogue.training import rasa_env
from bot.settings import Settings

_TRAINING_SECONDS = 900.0


async def prepare(settings: Settings, bench: Path, say: Callable[[str], None]) -> Path:
    """Return the starter bot's folder with its trained model in it; made once for each version of Rasa.

    Raises:
        BenchError: it can't be made.
    """
    python = stack.rasa_python(settings)
    folder = bench / f"stock-rasa-{await asyncio.to_thread(rasa_version, python)}"
    if model(folder):
        return folder
    say("training the stock bot with `rasa init`: done once, takes a minute or two")
    beside = bench / ".unfinished-stock"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    program = Program(
        name="rasa init",
        command=(str(python), "-m", "rasa", "init", "--no-prompt", "--init-dir", str(beside)),
        healthy=never,
        log=bench / "logs" / "stock-train.log",
        cwd=beside,
        env=_environment(),
        start_seconds=_TRAINING_SECONDS,
    )
    await finish(program, lambda: model(beside) is not None)
    beside.replace(folder)
    return folder


def program(settings: Settings, folder: Path, logs: Path) -> tuple[Program, str]:
    """Return the starter bot as a program, served as ours is: one worker, HTTP API on, loopback; and its address."""
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    found = Program(
        name="The stock bot",
        command=(
            *(str(stack.rasa_python(settings)), "-m", "rasa", "run", "--enable-api"),
            *("--interface", "127.0.0.1", "--port", str(port), "--model", str(model(folder))),
        ),
        healthy=probe(f"{url}/status"),
        log=logs / "stock.log",
        cwd=folder,
        env=_environment(),
        start_seconds=240.0,
        stop_seconds=4.0,
    )
    return found, url


def model(folder: Path) -> Path | None:
    """The trained model in a bot's folder."""
    return next(iter(sorted((folder / "models").glob("*.tar.gz"))), None)


def rasa_version(python: Path) -> str:
    """The version of Rasa in the environment of this Python, read from its files.

    Raises:
        BenchError: there is none.
    """
    found = next((python.parent.parent / "lib").glob("python3*/site-packages/rasa-3*.dist-info"), None)
    if found is None:
        raise BenchError(f"Rasa is not installed for {python}: run `make setup`")
    return PathDistribution(found).version


def _environment() -> dict[str, str]:
    # As ours, but for our modules, which it has no use for.
    return {name: value for name, value in rasa_env().items() if name != "PYTHONPATH"}
