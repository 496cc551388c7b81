"""Looks at the machine's processes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path


def alive(pid: int) -> bool:
    """Whether the process runs (one that has ended and waits for its parent does not)."""
    return (_stat(pid) or ["Z"])[0] not in "ZX"


def children(pid: int) -> list[int]:
    """The process ids of the running children of a process."""
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    return [child for child in pids if alive(child) and (_stat(child) or ["", "0"])[1] == str(pid)]


def command_line(pid: int) -> str:
    """What the process list shows of it; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""


def wait_for(condition: Callable[[], object], seconds: float = 10.0) -> None:
    """Return once the condition holds; fail when it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"did not happen in {seconds:g} s"
        time.sleep(0.02)


def _stat(pid: int) -> list[str] | None:
    """State and parent's process id."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return None
