"""Where learned rankers are kept: a file each, and a pointer to the one that is used."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

from catalog_index.learned import LearnedRanker, RankerError

_POINTER = "current"
_NAME = re.compile(r"[0-9a-f]{12}")


class RankerStore:
    """Rankers by fingerprint under `root`. Those that were used stay: a receipt may name them months later."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def all(self) -> list[LearnedRanker]:
        """All that can be read, the newest first."""
        found = []
        for path in self._root.glob("*.json") if self._root.is_dir() else ():
            try:
                found.append(self.get(path.stem))
            except RankerError:
                continue
        return sorted(found, key=lambda ranker: (ranker.trained_at, ranker.fingerprint), reverse=True)

    def get(self, fingerprint: str) -> LearnedRanker:
        """Read one.

        Raises:
            RankerError: there is none of this fingerprint, or its file can't be used.
        """
        path = self._root / f"{fingerprint}.json"
        if not _NAME.fullmatch(fingerprint) or not path.is_file():
            raise RankerError(f"there is no ranker {fingerprint!r}")
        try:
            ranker = LearnedRanker.from_json(json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, RankerError) as cause:
            raise RankerError(f"the ranker {fingerprint} can't be used: {cause}") from cause
        if ranker.fingerprint != fingerprint:
            raise RankerError(f"the ranker {fingerprint} can't be used: its file holds {ranker.fingerprint}")
        return ranker

    def save(self, ranker: LearnedRanker) -> None:
        """Keep one; it is not used by that."""
        self._replace(f"{ranker.fingerprint}.json", json.dumps(ranker.to_json(), indent=1, ensure_ascii=False) + "\n")

    @property
    def current(self) -> str:
        """The fingerprint of the one that is used, "" where none is."""
        try:
            return (self._root / _POINTER).read_text("utf-8").strip()
        except OSError:
            return ""

    @property
    def used_since(self) -> datetime | None:
        """Since when that one is, None where none is."""
        try:
            return datetime.fromtimestamp((self._root / _POINTER).stat().st_mtime, UTC)
        except OSError:
            return None

    def use(self, fingerprint: str) -> LearnedRanker:
        """Let one be used from now on.

        Raises:
            RankerError: it can't be.
        """
        ranker = self.get(fingerprint)
        self._replace(_POINTER, f"{fingerprint}\n")
        return ranker

    def remove(self) -> str:
        """Let none be used; returns the one that was, "" where none was. Its file stays."""
        before = self.current
        (self._root / _POINTER).unlink(missing_ok=True)
        return before

    def _replace(self, name: str, text: str) -> None:
        self._root.mkdir(parents=True, exist_ok=True)
        beside = self._root / f".{name}.{os.getpid()}"
        beside.write_text(text, encoding="utf-8")
        beside.replace(self._root / name)
