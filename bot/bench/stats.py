"""What was measured, and the figures that sum it up. Times are in seconds here, in milliseconds in reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sample:
    """One turn: how long from the request to the whole answer; `problem` says what was wrong with it."""

    kind: str
    seconds: float
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """The turns of one kind. The times are those of good turns only, None without any."""

    count: int
    p50: float | None
    p95: float | None
    problems: Mapping[str, int] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many turns went wrong."""
        return sum(self.problems.values())


@dataclass(frozen=True, slots=True)
class Side:
    """One bot at one number of shoppers."""

    turns_per_second: float
    kinds: Mapping[str, Summary]


@dataclass(frozen=True, slots=True)
class Level:
    """Both bots with the same number of shoppers at once."""

    shoppers: int
    ours: Side
    stock: Side


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` (0 to 1) of the values lie, interpolated linearly between two.

    The same as numpy's default method (the 7th of Hyndman and Fan, 1996, doi:10.2307/2684934).
    """
    if not values:
        raise ValueError("there is no percentile of nothing")
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def summarize(samples: Iterable[Sample]) -> Summary:
    """Return the figures of samples of one kind."""
    samples = list(samples)
    good = [sample.seconds for sample in samples if not sample.problem]
    problems = Counter(sample.problem for sample in samples if sample.problem)
    if not good:
        return Summary(0, None, None, dict(problems))
    return Summary(len(good), percentile(good, 0.5), percentile(good, 0.95), dict(problems))


def side(samples: Sequence[Sample], seconds: float, kinds: Iterable[str]) -> Side:
    """Return the figures of all that one bot did in `seconds`, a summary for each of the kinds."""
    good = sum(not sample.problem for sample in samples)
    by_kind = {kind: summarize(sample for sample in samples if sample.kind == kind) for kind in kinds}
    return Side(good / seconds if seconds else 0.0, by_kind)


def ratio(ours: float | None, stock: float | None) -> float | None:
    """How many times the stock bot's time ours is; None where either is not known."""
    return ours / stock if ours is not None and stock else None
