"""What is measured of an index, ours or another's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.bench.vectors.data import Filter, Problem
from catalog_index.encoder import Vectors


class Contender(Protocol):
    """An index over a problem's vectors."""

    def search(self, vector: Vectors, chosen: Filter) -> Sequence[int]:
        """The rows nearest to one vector (dimension,) that pass a filter, best first, at most WANTED.

        What the filter needs (a mask, an expression) is made here: it is part of the search.
        """
        ...


Builder = Callable[[Problem, Path], Contender]
"""Builds an index; the folder is empty and for what it writes."""


@dataclass(frozen=True, slots=True)
class FilterResult:
    """One filter: mean recall of the true ten, the time of a search in milliseconds, over so many queries."""

    filter: str
    queries: int
    recall: float
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Result:
    """One index. Memory in bytes: `held` is its own, `mapped` the files that the system keeps for it and may drop.

    `whole` is the shop's whole vector search, of which `embedding_ms` (p50, p95) is the embedding.
    """

    name: str
    products: int
    version: str
    build_seconds: float
    held: int
    mapped: int
    filters: tuple[FilterResult, ...]
    whole: tuple[FilterResult, ...] = ()
    embedding_ms: tuple[float, float] | None = None
    problem: str = ""

    def to_json(self) -> dict[str, Any]:
        """All of it."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Result:
        """What `to_json` made."""
        rows = {name: tuple(FilterResult(**row) for row in data[name]) for name in ("filters", "whole")}
        embedding = tuple(data["embedding_ms"]) if data["embedding_ms"] else None
        return cls(**{**data, **rows, "embedding_ms": embedding})
