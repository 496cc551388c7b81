"""A log file that takes a program's raw output and rotates by size."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from pathlib import Path

MAX_BYTES = 5_000_000
KEEP = 3
TAIL_LINES = 40


class LogFile:
    """`name.log` and up to `keep` older ones (`name.log.1` is the youngest); remembers the last lines."""

    def __init__(self, path: Path, *, max_bytes: int = MAX_BYTES, keep: int = KEEP) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._max_bytes = max_bytes
        self._keep = keep
        self._tail: deque[str] = deque(maxlen=TAIL_LINES)
        self._file = path.open("ab", buffering=0)

    def write(self, line: bytes) -> None:
        """Append a line (or part of one), in a new file when this one would grow too large."""
        if self._file.tell() and self._file.tell() + len(line) > self._max_bytes:
            self._rotate()
        self._file.write(line)
        self._tail.append(line.decode("utf-8", "replace").rstrip())

    def tail(self, count: int = 15) -> list[str]:
        """The last lines written here, oldest first."""
        return [line for line in self._tail if line][-count:]

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _rotate(self) -> None:
        self._file.close()
        older = [self.path, *(self._numbered(number) for number in range(1, self._keep + 1))]
        for source, target in reversed(list(pairwise(older))):
            if source.exists():
                source.replace(target)
        self._file = self.path.open("ab", buffering=0)

    def _numbered(self, number: int) -> Path:
        return self.path.with_name(f"{self.path.name}.{number}")
