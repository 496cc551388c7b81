"""Judged gift wishes: how well the lists fit that our search and its peers give, each measured on the same briefs.

nDCG with linear gains; what was not judged counts as not fitting (see data/eval/README.md for the grades).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.nlu.relationships import gender_of
from catalog_index.analysis import words
from catalog_index.brief import GiftBrief
from catalog_index.evaluate import interval, ndcg
from catalog_index.product import Product
from catalog_index.search import GiftSearch, best_rows

# A page of ten, of which a shopper is to find five that fit.
SHOWN = 10
ENOUGH = 5
OURS = "ours"
Floats = NDArray[np.float64]


class GiftWishesError(ValueError):
    """A file of judged wishes can't be read, or names products that the catalog lacks; the message says which."""


class GiftWish(BaseModel):
    """A shopper's sentence, the brief it stands for and the grades of all products that fit: 3 perfect, 2, 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    text: str = Field(min_length=1)
    brief: GiftBrief
    grades: dict[str, int] = Field(min_length=1)


Lists = Callable[[GiftWish], list[str]]
"""A wish -> the ids of the products shown, best first, at most SHOWN."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over all wishes of one search, each list SHOWN long.

    `ndcg_95` and `behind_ours_95` are 95% bootstrap intervals over wishes, the latter of our nDCG@10 minus this
    search's, wish by wish. `five_fitting` is the share of wishes with five fitting gifts among those shown, of the
    `possible` ones for which the catalog has five. `fitting`, `categories` and `price_ratio` say how many of the shown
    fit, of how many categories those are, and how many times the cheapest of them the dearest costs (geometric mean).
    """

    ndcg_at_10: float
    ndcg_95: tuple[float, float]
    five_fitting: float
    fitting: float
    categories: float
    price_ratio: float
    behind_ours: float | None = None
    behind_ours_95: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures by search, ours first, and of how many wishes they are."""

    wishes: int
    possible: int
    searches: dict[str, Figures]

    def to_json(self) -> dict[str, object]:
        """The figures by name."""
        return asdict(self)


def load_wishes(path: Path) -> list[GiftWish]:
    """Read judged wishes, one a line.

    Raises:
        GiftWishesError: the file is missing, empty, or a line is not of the form.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
        found = [GiftWish.model_validate(json.loads(line)) for line in lines if line.strip()]
    except (OSError, ValueError, ValidationError) as cause:
        raise GiftWishesError(f"{path} holds no judged wishes that can be read: {cause}") from cause
    if not found:
        raise GiftWishesError(f"{path} holds no judged wishes")
    return found


def measure(wishes: Sequence[GiftWish], search: GiftSearch) -> Report:
    """Our search and its peers over the same wishes and products.

    Raises:
        GiftWishesError: a graded product is not in the catalog.
    """
    products = {product.id: product for product in search.index.products}
    if missing := {product_id for wish in wishes for product_id in wish.grades} - products.keys():
        raise GiftWishesError(f"the catalog lacks {len(missing)} graded products, {min(missing)!r} for one")
    possible = sum(len(wish.grades) >= ENOUGH for wish in wishes)
    figures: dict[str, Figures] = {}
    ours = np.zeros(len(wishes))
    for name, lists in searches(search).items():
        shown = [lists(wish) for wish in wishes]
        gains = gains_of(wishes, shown)
        ours = gains if name == OURS else ours
        figures[name] = _figures(wishes, shown, products, gains, None if name == OURS else ours - gains)
    return Report(len(wishes), possible, figures)


def gains_of(wishes: Sequence[GiftWish], shown: Sequence[Sequence[str]]) -> Floats:
    """nDCG@10 of each wish's list, float64 (len(wishes),)."""
    each = [ndcg(ids, dict(wish.grades), SHOWN) for wish, ids in zip(wishes, shown, strict=True)]
    return np.array(each, dtype=np.float64)


def searches(search: GiftSearch) -> dict[str, Lists]:
    """Our search, which is given the brief, and the peers, which are given the sentence, the encoder's also behind
    our hard filters."""
    sentences = _Sentences(search)
    return {
        OURS: searches_ours(search),
        "embedding of the sentence": lambda wish: sentences.embedded(wish.text),
        "the same, hard filters": lambda wish: sentences.embedded(wish.text, wish.brief),
        "BM25 of the sentence": lambda wish: sentences.worded(wish.text),
        "BM25, hard filters": lambda wish: sentences.worded(wish.text, wish.brief),
    }


def searches_ours(search: GiftSearch) -> Lists:
    """Gift search by the brief."""

    def ours(wish: GiftWish) -> list[str]:
        result = search.search(wish.brief, limit=SHOWN, gender=gender_of(wish.brief.relationship))
        return [hit.product.id for hit in result.hits]

    return ours


class _Sentences:
    """Searches by nothing but the sentence; what is out of stock or no gift itself is left out."""

    def __init__(self, search: GiftSearch) -> None:
        self._search = search
        texts = [words(f"{product.title} {product.description}") for product in search.index.products]
        self._bm25 = _bm25(texts)

    def embedded(self, text: str, brief: GiftBrief | None = None) -> list[str]:
        """By the mean cosine of the sentence with title and whole text."""
        index = self._search.index
        vector = self._search.encoder.encode([text])
        scores = np.zeros(len(index), dtype=np.float32)
        for part in (index.titles, index.texts):
            found, rows = part.search(vector, len(index))
            scores[rows[0]] += found[0] / 2
        return self._best(scores, brief)

    def worded(self, text: str, brief: GiftBrief | None = None) -> list[str]:
        """By BM25 over title and description."""
        return self._best(self._bm25(words(text)), brief)

    def _best(self, scores: NDArray[np.float32], brief: GiftBrief | None) -> list[str]:
        filters = self._search.filters
        allowed = filters.available if brief is None else filters.mask(brief)
        order = best_rows(np.where(allowed, scores, -np.inf).astype(np.float32), SHOWN)
        return [self._search.index.products[int(row)].id for row in order if allowed[row]]


def _bm25(texts: Sequence[Sequence[str]]) -> Callable[[Sequence[str]], NDArray[np.float32]]:
    """Okapi BM25 (k1 1.5, b 0.75) over texts: a query's words -> scores, float32 (len(texts),)."""
    postings: dict[str, dict[int, int]] = {}
    for row, text in enumerate(texts):
        for word in text:
            counts = postings.setdefault(word, {})
            counts[row] = counts.get(row, 0) + 1
    lengths = np.array([len(text) for text in texts], dtype=np.float64)
    norm = 0.25 + 0.75 * lengths / max(float(lengths.mean()) if len(texts) else 1.0, 1.0)

    def scores(query: Sequence[str]) -> NDArray[np.float32]:
        result = np.zeros(len(texts), dtype=np.float64)
        for word in query:
            counts = postings.get(word, {})
            rarity = np.log1p((len(texts) - len(counts) + 0.5) / (len(counts) + 0.5))
            for row, count in counts.items():
                result[row] += rarity * count * 2.5 / (count + 1.5 * norm[row])
        return result.astype(np.float32)

    return scores


def _figures(
    wishes: Sequence[GiftWish],
    shown: Sequence[Sequence[str]],
    products: dict[str, Product],
    gains: Floats,
    behind: Floats | None,
) -> Figures:
    fitting = [
        [products[product_id] for product_id in ids if product_id in wish.grades]
        for wish, ids in zip(wishes, shown, strict=True)
    ]
    enough = [len(found) >= ENOUGH for wish, found in zip(wishes, fitting, strict=True) if len(wish.grades) >= ENOUGH]
    kinds = [len({product.categories[-1:] for product in found}) for found in fitting]
    ratios = [_price_ratio(found) for found in fitting if found]
    return Figures(
        ndcg_at_10=round(float(gains.mean()), 4),
        ndcg_95=interval(gains),
        five_fitting=round(float(np.mean(enough)), 4) if enough else 0.0,
        fitting=round(float(np.mean([len(found) for found in fitting])), 2),
        categories=round(float(np.mean(kinds)), 2),
        price_ratio=round(float(np.exp(np.mean(np.log(ratios)))), 2) if ratios else 1.0,
        behind_ours=None if behind is None else round(float(behind.mean()), 4),
        behind_ours_95=None if behind is None else interval(behind),
    )


def _price_ratio(found: Sequence[Product]) -> float:
    prices = [max(float(product.current_price.amount), 0.01) for product in found]
    return max(prices) / min(prices)
