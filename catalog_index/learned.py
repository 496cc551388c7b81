"""A learned ranker: weights of parts and traits, read from a JSON file, that move candidates within bounds.

What it adds to the base score of a candidate is

    BOUND x tanh((w . x - mean) / BOUND),

x being its parts and traits, and the mean that over the candidates that serve the wish. The hard filters come before
it, what serves a wish stays before what serves none, and no gift moves by more than BOUND: a merchant's clear boost,
and less than a strong one.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog_index.features import PARTS, Rows, trait_matrix
from catalog_index.product import Product

Floats = NDArray[np.float32]
FORMAT = 1
BOUND = 0.25
# Files from elsewhere are read, too: none of these is ever exceeded by training.
_MOST_WEIGHTS = 10_000
_MOST_WEIGHT = 1000.0


class RankerError(ValueError):
    """A ranker can't be read or applied; the message says why."""


@dataclass(frozen=True, slots=True)
class LearnedRanker:
    """Weights by the names of parts and traits, in units of the base score.

    `encoder` made the vectors behind the parts: over another one's index the weights mean nothing. `report` is what
    training measured, `trained_at` RFC 3339.
    """

    parts: Mapping[str, float]
    traits: Mapping[str, float]
    encoder: str
    catalog_version: str = ""
    trained_at: str = ""
    report: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """The first 12 hex digits of the SHA-256 of what decides an order: weights and encoder."""
        what = json.dumps([FORMAT, BOUND, dict(self.parts), dict(self.traits), self.encoder], sort_keys=True)
        return hashlib.sha256(what.encode()).hexdigest()[:12]

    def over(self, products: Sequence[Product], encoder: str) -> AppliedRanker:
        """Make it ready for the products of an index that an encoder made.

        Raises:
            RankerError: it was trained with another encoder.
        """
        if encoder != self.encoder:
            raise RankerError(f"it was trained with encoder {self.encoder!r}, the catalog has {encoder!r}: train anew")
        weights = np.array([self.parts.get(name, 0.0) for name in PARTS], dtype=np.float32)
        of_traits = np.array(list(self.traits.values()), dtype=np.float32)
        by_row = trait_matrix(products, list(self.traits)) @ of_traits
        return AppliedRanker(self.fingerprint, weights, by_row.astype(np.float32))

    def to_json(self) -> dict[str, Any]:
        """Return a JSON-ready record; `from_json` reads it back to an equal ranker."""
        return {
            "format": FORMAT,
            "fingerprint": self.fingerprint,
            "trained_at": self.trained_at,
            "catalog_version": self.catalog_version,
            "encoder": self.encoder,
            "parts": dict(self.parts),
            "traits": dict(self.traits),
            "report": dict(self.report),
        }

    @classmethod
    def from_json(cls, data: Any) -> LearnedRanker:
        """Read what `to_json` wrote.

        Raises:
            RankerError: it is of another form or format, names parts that are not known here, or is not what its
                fingerprint says.
        """
        try:
            if data["format"] != FORMAT:
                raise RankerError(f"its format is {data['format']!r}, this program reads {FORMAT}")
            made = cls(
                parts=_weights(data["parts"]),
                traits=_weights(data["traits"]),
                encoder=str(data["encoder"]),
                catalog_version=str(data["catalog_version"]),
                trained_at=str(data["trained_at"]),
                report=dict(data["report"]),
            )
        except (KeyError, TypeError, AttributeError) as cause:
            raise RankerError(f"it is no ranker: {cause!r}") from cause
        if unknown := made.parts.keys() - set(PARTS):
            raise RankerError(f"it weighs {min(unknown)!r}, which is not known here")
        if made.fingerprint != data.get("fingerprint"):
            raise RankerError("it is damaged: its fingerprint differs")
        return made


@dataclass(frozen=True)
class AppliedRanker:
    """A ranker over one index: `weights` float32 (len(PARTS),), `by_row` float32 (count,) what traits add."""

    fingerprint: str
    weights: Floats
    by_row: Floats

    def adds(self, parts: Floats, rows: Rows, serving: NDArray[np.bool_]) -> Floats:
        """What is added to the base scores of some rows, float32 (n,), within +-BOUND.

        `parts` float32 (n, len(PARTS)), `serving` bool (n,).
        """
        return bounded(parts @ self.weights + self.by_row[rows], serving)


def bounded(values: Floats, serving: NDArray[np.bool_] | None = None) -> Floats:
    """Values around their mean (over those that serve, where any does), drawn softly into +-BOUND, float32 (n,)."""
    if not len(values):
        return values.astype(np.float32)
    heeded = values[serving] if serving is not None and serving.any() else values
    return np.asarray(BOUND * np.tanh((values - heeded.mean()) / BOUND), dtype=np.float32)


def _weights(data: Any) -> dict[str, float]:
    found = {str(name): float(value) for name, value in data.items()}
    if len(found) > _MOST_WEIGHTS or not all(math.isfinite(v) and abs(v) <= _MOST_WEIGHT for v in found.values()):
        raise RankerError("its weights are too many or too large")
    return found
