"""`python -m tools.check STAGE ...`: runs checks and tests one after the other and sums them up at the end.

All stages run whatever becomes of the others, except those that can't without the one before them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import build, environments, web
from tools.console import ROOT, VAR, say

BIN = environments.APP / "bin"
Command = tuple[str, Sequence[str | Path], Path]


@dataclass(frozen=True, slots=True)
class Stage:
    """Commands that belong together; `needs` names stages without whose success it makes no sense."""

    title: str
    commands: Callable[[], list[Command]]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a command. `closing` is the last line that it wrote."""

    name: str
    passed: bool
    seconds: float
    closing: str


def app(name: str, *arguments: str | Path, program: str | None = None) -> Command:
    """A command of the app's environment, in the checkout."""
    return name, [BIN / (program or name), *arguments], ROOT


def npm(name: str, script: str) -> Command:
    """A script of the web part's package.json."""
    return name, ["npm", "run", "--silent", script], web.WEB


def lint() -> list[Command]:
    """Style, format and types."""
    return [
        app("ruff check", "check", ".", program="ruff"),
        app("ruff format", "format", "--check", ".", program="ruff"),
        app("mypy"),
        npm("web lint", "lint"),
    ]


def unit() -> list[Command]:
    """Unit tests; those of Python in as many processes as there are cores."""
    return [
        app("pytest unit", "-q", "-n", "auto", "tests/unit", program="pytest"),
        npm("vitest", "test"),
        npm("widget size", "size"),
    ]


def nlu() -> list[Command]:
    """Training data and model."""
    return [app("giftfinder train", "train", "--setup", "--validate", program="giftfinder")]


def dialogue() -> list[Command]:
    """Test stories against the very model that ships, and what we put into Rasa's process."""
    from_app: list[str | Path] = [BIN / "python", "-c", _MODEL]
    model = subprocess.run(from_app, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    command: list[str | Path] = [
        environments.RASA / "bin" / "python",
        "-m",
        "rasa",
        "test",
        "core",
        "--fail-on-prediction-errors",
    ]
    command += ["--stories", "tests/dialogue", "--model", model, "--out", VAR / "test-results" / "dialogue"]
    own: list[str | Path] = [environments.RASA / "bin" / "python", "-W", "ignore", "-m", "unittest", "discover", "-v"]
    own += ["-s", "tests/rasa_process"]
    return [("rasa test core", command, ROOT), ("unittest in Rasa's process", own, ROOT)]


def stack(folder: str) -> Callable[[], list[Command]]:
    """Tests that start the whole stack."""
    return lambda: [app(f"pytest {folder}", "-v", f"tests/{folder}", program="pytest")]


STAGES = {
    "lint": Stage("Style, format and types", lint),
    "imports": Stage("Import rules", lambda: [app("lint-imports")]),
    "unit": Stage("Unit tests", unit),
    "nlu": Stage("Training data and model", nlu),
    "dialogue": Stage("Conversations with the trained model", dialogue, needs=("nlu",)),
    "e2e": Stage("The running stack", stack("e2e"), needs=("nlu",)),
    "browser": Stage("The running stack in a browser", stack("browser"), needs=("nlu",)),
}
_MODEL = """
from bot.dialogue.training import current_model
from bot.settings import load_settings
print(current_model(load_settings().models_dir))
"""
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_ENV = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONUNBUFFERED": "1",
    "PYTHONPATH": str(ROOT),
    "MPLBACKEND": "agg",
}


def run(command: Command) -> Result:
    """Run a command with its output on the console."""
    name, words, folder = command
    say(f"\n--- {name}")
    started, closing = time.monotonic(), ""
    with subprocess.Popen(  # noqa: S603 - commands of ours
        list(map(str, words)), cwd=folder, env=os.environ | _ENV, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            sys.stdout.buffer.write(line)
            sys.stdout.flush()
            closing = _COLOURS.sub("", line.decode("utf-8", "replace")).strip() or closing
    return Result(name, process.returncode == 0, time.monotonic() - started, closing)


def check(names: Sequence[str]) -> list[Result]:
    """Run the stages and return all results."""
    results: list[Result] = []
    failed: set[str] = set()
    for number, name in enumerate(names, 1):
        stage = STAGES[name]
        say(f"\n=== [{number}/{len(names)}] {stage.title}")
        if missing := failed.intersection(stage.needs):
            own = [Result(name, False, 0.0, f"not run, because {', '.join(missing)} failed")]
        else:
            try:
                own = [run(command) for command in stage.commands()]
            except (OSError, subprocess.CalledProcessError) as error:
                own = [Result(name, False, 0.0, f"could not be run: {error}")]
        results += own
        if not all(result.passed for result in own):
            failed.add(name)
    return results


def sum_up(results: Sequence[Result], seconds: float) -> None:
    """Write a line a command, and the verdict."""
    say("\n=== Summary")
    for result in results:
        verdict = "ok    " if result.passed else "FAILED"
        say(f"{verdict} {result.name:<18} {result.seconds:6.1f} s  {result.closing[:120]}")
    failures = sum(not result.passed for result in results)
    say(f"{len(results) - failures} passed, {failures} failed, in {seconds:.0f} s")


def main() -> None:
    """Set up, check, sum up; status 1 when anything failed."""
    names = sys.argv[1:]
    if unknown := set(names) - set(STAGES):
        sys.exit(f"unknown: {', '.join(sorted(unknown))}; there are: {', '.join(STAGES)}")
    os.chdir(ROOT)
    started = time.monotonic()
    build.do(build.steps("test-setup", None))
    try:
        if {"e2e", "browser"}.intersection(names):
            build.do(build.steps("test-catalog", None))
        results = check(names)
    except KeyboardInterrupt:
        sys.exit(130)
    sum_up(results, time.monotonic() - started)
    sys.exit(any(not result.passed for result in results))


if __name__ == "__main__":
    main()
