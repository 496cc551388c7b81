"""Says what is being done, runs long commands into a log, and shows the log's end when one fails."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("GIFTFINDER_VAR_DIR") or ROOT / "var").expanduser().absolute()
LOGS = VAR / "logs"
_TELL_EVERY = 10.0
_TAIL = 25


class StepError(Exception):
    """A step could not be done; the text says what to do about it."""


def say(text: str = "") -> None:
    """Write a line."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def note(text: str) -> None:
    """Write a detail of the step at hand."""
    say(f"      {text}")


def run_logged(
    what: str, command: Sequence[str | Path], *, env: dict[str, str] | None = None, cwd: Path = ROOT
) -> None:
    """Run a command with its output in var/logs/<what>.log, telling now and then that it still runs.

    Raises:
        StepError: it failed; the end of the log has been shown.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{what}.log"
    started = told = time.monotonic()
    with log.open("wb") as output:
        try:
            process = subprocess.Popen(  # noqa: S603 - commands of ours
                list(map(str, command)),
                cwd=cwd,
                env=os.environ | (env or {}),
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        except OSError as error:
            raise StepError(f"{command[0]} can't be run: {error}") from error
        try:
            while process.poll() is None:
                time.sleep(0.1)
                if time.monotonic() - told > _TELL_EVERY:
                    told = time.monotonic()
                    note(f"... {told - started:.0f} s")
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
    if process.returncode:
        for line in log.read_text("utf-8", "replace").splitlines()[-_TAIL:]:
            note(f"| {line}")
        raise StepError(f"{what} failed (status {process.returncode}); the whole output is in {shown(log)}")


def shown(path: Path) -> str:
    """The path as seen from the checkout."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
