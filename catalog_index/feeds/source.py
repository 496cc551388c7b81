"""A feed's file: how it is opened as text, and how far it was read."""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO


class Source:
    """A plain (not packed) file in a known encoding."""

    def __init__(self, path: Path, encoding: str) -> None:
        self.path = path
        self.encoding = encoding
        self._raw: io.FileIO | None = None
        self._last = 0

    @property
    def size(self) -> int:
        """The file's size in bytes."""
        return self.path.stat().st_size

    def open(self) -> IO[str]:
        """Open it as text; broken bytes become lone surrogates, which refuse their row later."""
        self._raw = io.FileIO(self.path)
        self._last = 0
        return io.TextIOWrapper(
            io.BufferedReader(self._raw), encoding=self.encoding, errors="surrogateescape", newline=""
        )

    def position(self) -> int:
        """How many bytes were read since it was last opened."""
        if self._raw is not None and not self._raw.closed:
            self._last = self._raw.tell()
        return self._last
