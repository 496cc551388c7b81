"""Stamps: small files that say from what something was made, written only when it was made whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def digest(*parts: str | bytes) -> str:
    """Return 16 hex digits over the parts, in their order."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()[:16]


def digest_files(root: Path, names: Iterable[str]) -> str:
    """Return 16 hex digits over the names and contents of files; a folder stands for all files in it."""
    parts: list[str | bytes] = []
    for name in names:
        path = root / name
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                parts += [file.relative_to(root).as_posix(), file.read_bytes()]
    return digest(*parts)


def read(path: Path) -> dict[str, Any]:
    """Return a stamp; an empty one when it is not there or can't be read."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def write(path: Path, data: dict[str, Any]) -> None:
    """Write a stamp in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    beside.replace(path)
