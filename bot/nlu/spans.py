"""Findings of the parsers and bookkeeping of which characters they have used up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """A typed piece of meaning at text[start:end]; a higher `weight` is surer."""

    kind: str
    value: Any
    start: int
    end: int
    weight: float = 1.0


class Taken:
    """The stretches of a text that have been understood and must not be read as something else."""

    def __init__(self) -> None:
        self._spans: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> None:
        self._spans.append((start, end))

    def remove(self, start: int, end: int) -> None:
        """Give a stretch back that was added just so."""
        self._spans.remove((start, end))

    def overlaps(self, start: int, end: int) -> bool:
        return any(start < other_end and other_start < end for other_start, other_end in self._spans)

    def blank(self, text: str) -> str:
        """The text, as long as before, with what was taken replaced by `|`."""
        characters = list(text)
        for start, end in self._spans:
            for position in range(start, min(end, len(characters))):
                characters[position] = "|"
        return "".join(characters)
