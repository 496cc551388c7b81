"""Learns a ranker from graded lists, and keeps it only where it surely helps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.learning.takes import ShownList
from bot.nlu.relationships import gender_of
from catalog_index.brief import GiftBrief
from catalog_index.features import PARTS, telling_traits, trait_matrix
from catalog_index.learned import AppliedRanker, LearnedRanker
from catalog_index.ranker_training import FOLDS, Choice, Measured, Weights, fit, measure
from catalog_index.search import GiftSearch

# What a weight must move at least to be written down.
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Limits:
    """How much feedback training needs at least, and how much of the judged wishes' nDCG@10 may be lost."""

    sessions: int = 200
    takes: int = 300
    tolerance: float = 0.02


@dataclass(frozen=True, slots=True)
class Judged:
    """nDCG@10 of the judged gift wishes without and with a ranker."""

    wishes: int
    without: float
    learned: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a training. `reason` says why nothing is kept, "" where `ranker` is.

    `sessions` and `takes` are those that can be learnt from. `measured` is of sessions that were not learnt from,
    `unseen` of requests that were not, None where there are too few different ones.
    """

    reason: str
    sessions: int
    takes: int
    measured: Measured | None = None
    unseen: Measured | None = None
    judged: Judged | None = None
    ranker: LearnedRanker | None = None

    def to_json(self) -> dict[str, Any]:
        """The figures, and the fingerprint of what is kept."""
        data = {name: value for name, value in asdict(self).items() if name != "ranker"}
        return data | {"kept": self.ranker.fingerprint if self.ranker else None}


class Examples:
    """Makes choices of lists over one index. What was reckoned for a brief and its cards is kept."""

    def __init__(self, search: GiftSearch) -> None:
        """`search` without what was learnt before: the base score is the unit of what is learnt."""
        self.search = search.ranked_by(None)
        self._known: dict[tuple[str, tuple[int, ...]], tuple[NDArray[np.float32], NDArray[np.float32]]] = {}

    def of(self, lists: Sequence[ShownList]) -> tuple[list[Choice], tuple[str, ...]]:
        """Choices, and the names of the traits behind the parts. Cards that the index lacks are left out."""
        rows = [[self.search.index.row(name) for name in shown.product_ids] for shown in lists]
        products = self.search.index.products
        names = telling_traits(products, [row for found in rows for row in found if row is not None])
        having = trait_matrix(products, names)
        return [self._choice(shown, found, having) for shown, found in zip(lists, rows, strict=True)], names

    def _choice(self, shown: ShownList, rows: Sequence[int | None], having: NDArray[np.float32]) -> Choice:
        there = [place for place, row in enumerate(rows) if row is not None]
        known = np.array([rows[place] for place in there], dtype=np.int64)
        scores, parts = self._weighed(shown.brief, known)
        return Choice(
            session=shown.session,
            scores=scores,
            features=np.concatenate([parts, having[known]], axis=1),
            places=np.array([place + 1 for place in there], dtype=np.int64),
            grades=np.array([shown.grades[place] for place in there], dtype=np.float32),
            request=shown.brief.model_dump_json(include={"relationship", "interests", "occasion"}),
        )

    def _weighed(self, brief: GiftBrief, rows: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        key = brief.model_dump_json(), tuple(int(row) for row in rows)
        if key not in self._known:
            gender = gender_of(brief.relationship)
            weighing = self.search.weigh(brief, rows, gender=gender)
            self._known[key] = weighing.scores, self.search.parts(brief, weighing, gender=gender)
        return self._known[key]


def learn(
    examples: Examples,
    lists: Sequence[ShownList],
    limits: Limits,
    *,
    judge: Callable[[AppliedRanker | None], tuple[int, float]] | None = None,
    seed: int = 0,
) -> Outcome:
    """Train on graded lists, and refuse what does not surely help.

    `judge` measures a search with a ranker (None: without) on judged wishes and returns their number and mean nDCG@10;
    None where there are none for this catalog.
    """
    told = [shown for shown in lists if len(shown.grades) > 1 and any(shown.grades)]
    taken = [shown for shown in told if max(shown.grades) > 0]
    sessions, takes = len({shown.session for shown in taken}), sum(g > 0 for shown in taken for g in shown.grades)
    start = Outcome("", sessions, takes)
    if sessions < max(limits.sessions, FOLDS) or takes < limits.takes:
        return replace(
            start,
            reason=f"too little to learn from: {sessions} sessions with {takes} takes, at least {limits.sessions} "
            f"sessions and {limits.takes} takes are needed",
        )
    choices, names = examples.of(told)
    measured = measure(choices, seed)
    start = replace(start, measured=measured)
    if measured.least <= 0:
        return replace(
            start,
            reason=f"it does not surely help: on sessions that it has not seen nDCG@10 changes by "
            f"{measured.gain:+.4f} (95%: {measured.low:+.4f} to {measured.high:+.4f}, 99%: from {measured.least:+.4f})",
        )
    if len({choice.request for choice in choices}) >= FOLDS:
        unseen = measure(choices, seed, by="request")
        start = replace(start, unseen=unseen)
        if unseen.gain <= 0:
            return replace(
                start,
                reason=f"what it learnt does not hold for other requests: on those that it has not seen nDCG@10 "
                f"changes by {unseen.gain:+.4f} (95%: {unseen.low:+.4f} to {unseen.high:+.4f})",
            )
    ranker = named(fit(choices), names, examples.search.index.encoder_name)
    if judge is not None:
        index = examples.search.index
        applied = ranker.over(index.products, index.encoder_name)
        (wishes, before), (_, after) = judge(None), judge(applied)
        start = replace(start, judged=Judged(wishes, round(before, 4), round(after, 4)))
        if before - after > limits.tolerance:
            return replace(
                start,
                reason=f"it harms the judged wishes: nDCG@10 falls from {before:.4f} to {after:.4f}, by more than "
                f"{limits.tolerance:g}",
            )
    return replace(start, ranker=ranker)


def named(weights: Weights, names: Sequence[str], encoder: str) -> LearnedRanker:
    """Weights by name, without those that do next to nothing."""
    values = [round(float(value), 6) for value in weights.weights]
    parts, traits = values[: len(PARTS)], values[len(PARTS) :]
    return LearnedRanker(
        parts={name: value for name, value in zip(PARTS, parts, strict=True) if abs(value) >= _LEAST},
        traits={name: value for name, value in zip(names, traits, strict=True) if abs(value) >= _LEAST},
        encoder=encoder,
    )
