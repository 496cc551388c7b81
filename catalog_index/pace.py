"""How fast an import goes and how long it still takes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# Below this much of a feed an estimate of its length would jump about.
_ENOUGH = 1 << 20
_WINDOW = 30.0


def estimated(items: int, position: int, size: int) -> int | None:
    """How many items a feed has, from how many its first `position` of `size` bytes had; None: too early to say."""
    if position < _ENOUGH or position > size:
        return None
    return max(round(items * size / position), items)


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of an import: its stage, items done of how many, items a second lately, seconds left in the stage."""

    stage: str
    done: int
    total: int | None
    per_second: float | None
    seconds_left: float | None

    def to_json(self) -> dict[str, Any]:
        """Return it JSON-ready, numbers rounded."""
        rate, left = self.per_second, self.seconds_left
        return {
            "stage": self.stage,
            "done": self.done,
            "total": self.total,
            "per_second": None if rate is None else round(rate, 1),
            "seconds_left": None if left is None else round(left),
        }


class Pace:
    """Turns what an import tells (the signature of `ImportProgress`) into `Progress`, over the last half minute."""

    def __init__(self, show: Callable[[Progress], None], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._show = show
        self._clock = clock
        self._stage = ""
        self._seen: deque[tuple[float, int]] = deque()

    def tell(self, stage: str, done: int, total: int | None) -> None:
        """Take a report of the import and show what it means."""
        now = self._clock()
        if stage != self._stage:
            self._stage = stage
            self._seen.clear()
        self._seen.append((now, done))
        while len(self._seen) > 2 and now - self._seen[0][0] > _WINDOW:
            self._seen.popleft()
        start, first = self._seen[0]
        rate = (done - first) / (now - start) if now > start and done > first else None
        left = (total - done) / rate if rate and total is not None else None
        self._show(Progress(stage, done, total, rate, left))
