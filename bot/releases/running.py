"""Which dialogue models run where: written by who runs them, read by every gateway of the machine.

releases/running.json    {"models": {"giftfinder-0a1b.tar.gz": "http://127.0.0.1:5005", ...}}
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

FILE = "running.json"


def write_running(folder: Path, models: Mapping[str, str]) -> None:
    """Tell where models answer, in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{FILE}.{os.getpid()}"
    beside.write_text(json.dumps({"models": dict(models)}), encoding="utf-8")
    beside.replace(folder / FILE)


def read_running(folder: Path) -> dict[str, str]:
    """Where models answer: file name to URL. Empty where nobody has told."""
    try:
        models = json.loads((folder / FILE).read_text(encoding="utf-8"))["models"]
        return {str(name): str(url) for name, url in models.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
