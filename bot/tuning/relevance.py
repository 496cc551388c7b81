"""Does tuning help on a judged corpus? Half of its queries teach, with what was judged best; the others measure.

Each half does both in turn, so that every query is measured on once a seed, by an encoder that has not seen it. Ranked
are the titles of all judged documents; a run where tuning would be refused counts as no change in `kept`.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.settings import Settings
from bot.tuning.compare import Change, Doubles, Remembering, change
from bot.tuning.pairs import Pair
from bot.tuning.running import limits_of, opened
from bot.tuning.tune import Tell, trained
from catalog_index.encoder import Encoder
from catalog_index.evaluate import Dataset, ndcg
from catalog_index.product import Product

_DEPTH = 10
_SHORT = 800
_TEXT = 240


@dataclass(frozen=True, slots=True)
class Relevance:
    """`measured` is over all queries, each the mean over seeds, its interval over queries; `seeds` are the mean changes
    of each seed; `documents` were ranked, `pairs` taught in a run."""

    measured: Change
    seeds: tuple[float, ...]
    documents: int
    pairs: int

    @property
    def helps(self) -> bool:
        """Whether tuning is surely better; else it would be refused."""
        return self.measured.surely_better

    def to_json(self) -> dict[str, Any]:
        """The figures by name."""
        return {
            "helps": self.helps, "measured": self.measured.to_json(), "seeds": list(self.seeds),
            "documents": self.documents, "pairs": self.pairs,
        }  # fmt: skip

    def __str__(self) -> str:
        each = ", ".join(f"{one:+.4f}" for one in self.seeds)
        return (
            f"{self.documents:,} documents, {self.pairs} pairs a run, mean change by seed: {each}\n{self.measured}\n"
            f"{'It helps.' if self.helps else 'Refused: not surely better.'}"
        )


def relevance(settings: Settings, dataset: Dataset, *, seeds: int, short: bool, tell: Tell) -> Relevance:
    """Tune and measure `seeds` times two halves.

    Raises:
        TuningError: a training failed. EncoderError: the encoder can't be loaded.
    """
    judged = {name for grades in dataset.grades.values() for name in grades}
    documents = [product for product in dataset.products if product.id in judged]
    queries = sorted(
        query for query, grades in dataset.grades.items() if query in dataset.queries and any(grades.values())
    )
    if short:
        documents = documents[:_SHORT]
    limits = limits_of(settings)
    limits = replace(limits, pairs=100 if short else 300)
    base = Remembering(opened(settings, settings.encoder))
    before = _gains(dataset, documents, queries, base, tell)
    after = np.zeros((seeds, len(queries)))
    taught = 0
    for seed in range(seeds):
        order = list(range(len(queries)))
        random.Random(seed).shuffle(order)
        halves = order[::2], order[1::2]
        for number, (learnt, measured) in enumerate((halves, halves[::-1])):
            tell("run", 2 * seed + number, 2 * seeds)
            pairs = _pairs(dataset, documents, [queries[row] for row in learnt], limits.pairs, seed)
            taught = len(pairs)
            with tempfile.TemporaryDirectory(prefix="giftfinder-tuning-") as folder:
                model = Path(folder) / "tuned-run"
                budget = replace(limits.budget, seed=seed)
                trained(settings.encoder, pairs, replace(limits, budget=budget), model, tell)
                tuned = opened(settings.model_copy(update={"var_dir": Path(folder)}), str(model))
            after[seed, measured] = _gains(dataset, documents, [queries[row] for row in measured], tuned, tell)
    found = change(before, after.mean(axis=0))
    return Relevance(found, tuple(round(float((one - before).mean()), 4) for one in after), len(documents), taught)


def _pairs(dataset: Dataset, documents: Sequence[Product], queries: Sequence[str], most: int, seed: int) -> list[Pair]:
    """Queries with the titles judged best for them, beside one judged irrelevant; and titles with their texts."""
    shuffle = random.Random(seed)
    titles = {product.id: product.title for product in documents}
    taught = []
    for query in queries:
        grades = {name: grade for name, grade in dataset.grades[query].items() if name in titles}
        best = [name for name, grade in grades.items() if grade == max(grades.values()) > 0]
        wrong = [name for name, grade in grades.items() if grade == 0]
        for name in shuffle.sample(best, min(len(best), 6)):
            refused = titles[shuffle.choice(wrong)] if wrong else ""
            taught.append(Pair(dataset.queries[query], titles[name], refused))
    own = [Pair(product.title, product.description[:_TEXT]) for product in documents if product.description]
    shuffle.shuffle(taught)
    return taught[:most] + shuffle.sample(own, min(len(own), most, len(taught)))


def _gains(
    dataset: Dataset, documents: Sequence[Product], queries: Sequence[str], encoder: Encoder, tell: Tell
) -> Doubles:
    """nDCG@10 of each query over the documents' titles, float64 (queries,)."""
    names = [product.id for product in documents]
    vectors = encoder.encode(
        [product.title for product in documents], progress=lambda done, of: tell("embed", done, of)
    )
    scores = encoder.encode([dataset.queries[query] for query in queries]) @ vectors.T
    order = np.argsort(-scores, axis=1, kind="stable")[:, :_DEPTH]
    each = [
        ndcg([names[row] for row in rows], dataset.grades[query], _DEPTH)
        for query, rows in zip(queries, order, strict=True)
    ]
    return np.array(each, dtype=np.float64)
