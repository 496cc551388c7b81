"""One score of several that say how well products match a query."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from catalog_index.titles import TitleIndex

Scores = NDArray[np.float32]

# Round numbers, chosen by 20 times repeated 5-fold cross-validation over queries; see docs/search.md.
_LEXICAL, _PIECES, _PHRASES = 0.2, 0.2, 0.1
_COSINE = 0.5
# The title's share of the cosine; the rest is the whole text's.
TITLE_SHARE = 0.7
_THING = 0.1
_LEXICAL_ALONE = 0.3
_OTHER_FORM = 0.05
# Pseudo relevance feedback (Rocchio 1971, on vectors): the best so many speak for what is like them.
FEEDBACK_PRODUCTS = 10
_FEEDBACK = 0.2


def scaled(values: Scores) -> Scores:
    """Values scaled to 0..1 over the catalog (min-max), float32; all 0 where all are equal."""
    low, high = float(values.min()), float(values.max())
    return ((values - low) / (high - low)).astype(np.float32) if high > low else np.zeros_like(values)


def fuse(query: str, lexical: Scores, cosines: Scores, titles: TitleIndex | None) -> Scores:
    """Lexical score, pieces, phrases, thing asked for and cosine of all products as one, float32 (count,).

    Without an index of titles, which is kept for catalogs of ordinary size only, words and cosine alone count.
    """
    if titles is None:
        rest = _LEXICAL_ALONE * scaled(lexical) + (1 - _LEXICAL_ALONE) * scaled(cosines)
        return np.asarray(rest, dtype=np.float32)
    parts = _LEXICAL * scaled(lexical) + _PIECES * scaled(titles.pieces(query)) + _COSINE * scaled(cosines)
    parts = parts + _PHRASES * scaled(titles.phrases(query)) + _THING * titles.things(query)
    return np.asarray(parts - _OTHER_FORM * titles.of_another_form(query), dtype=np.float32)


def with_feedback(scores: Scores, likeness: Scores) -> Scores:
    """Scores of the first round and each product's likeness to its best ones, joined, float32 (count,), 0 to 1."""
    return np.asarray((1 - _FEEDBACK) * scaled(scores) + _FEEDBACK * scaled(likeness), dtype=np.float32)
