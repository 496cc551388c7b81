"""Which dialogue models run where: written by who runs them, read by every gateway of the machine.

releases/running.json    {"models": {"giftfinder-0a1b.tar.gz": ["http://127.0.0.1:5005", ...], ...}}
releases/processes       how many processes a model is to have, where that was changed since `giftfinder up` began
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

FILE = "running.json"
PROCESSES = "processes"


def write_running(folder: Path, models: Mapping[str, Sequence[str]]) -> None:
    """Tell where models answer, each at one address or several, in one step."""
    _write(folder, FILE, json.dumps({"models": {name: list(urls) for name, urls in models.items()}}))


def read_running(folder: Path) -> dict[str, tuple[str, ...]]:
    """Where models answer: file name to URLs, at least one. Empty where nobody has told."""
    try:
        models = json.loads((folder / FILE).read_text(encoding="utf-8"))["models"]
        return {str(name): tuple(map(str, urls)) for name, urls in models.items() if urls}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def want_processes(folder: Path, count: int) -> None:
    """Let each model have so many processes from now on."""
    _write(folder, PROCESSES, str(count))


def wanted_processes(folder: Path) -> int | None:
    """How many processes a model is to have; None where nobody has changed it."""
    try:
        return int((folder / PROCESSES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def start_anew(folder: Path) -> None:
    """Forget what ran, and was changed, before the last stop."""
    write_running(folder, {})
    (folder / PROCESSES).unlink(missing_ok=True)


def _write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{name}.{os.getpid()}"
    beside.write_text(text, encoding="utf-8")
    beside.replace(folder / name)
