"""What a learned ranker sees of a candidate: the parts of the base score for its brief, and traits of the product.

Parts are a fixed, named vector; new ones are appended, never renamed, since ranker files name them. Traits are facts of
a product by name ("brand:otterby", "category:mugs", "word:handmad"), so that what was learnt holds for products that
nobody has seen yet, and for the next catalog.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog_index.analysis import stems
from catalog_index.brief import GiftBrief
from catalog_index.product import Product
from catalog_index.ranking import Signals, age_fit, gender_fit, price_fit, timely

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

PARTS = (
    "wish_best",  # relevance of the wish that the product serves best: words, titles and cosine, 0 to 1
    "wish_others",  # sum of the other wishes'
    "serves_best",  # how well it serves a wish, 0 to 1
    "serves_share",  # share of the wishes that it serves
    "lexical",  # BM25 of the best wish over the best of the catalog, 0 to 1
    "cosine",  # cosine of the best wish
    "person",  # cosine with whom the gift is for, and when
    "age",  # as the base score reckons it
    "gender",  # as the base score reckons it
    "occasion",  # 1 where it is made for the occasion (or the season)
    "budget",  # as the base score reckons it: near what is to be spent
    "price",  # log10 of price over the catalog's median price
    "price_of_budget",  # price over the most that is to be spent, 0 where nothing is said, at most 1
    "on_sale",
    "appeal",  # how many it may please, by the catalog alone
    "highlights",  # whether the shop names strong points
    "pictures",  # log10 of 1 + how many
)

# A trait tells something where some products have it and some have not.
_LEAST_PRODUCTS = 4
_MOST_SHARE = 0.5
MOST_TRAITS = 500
_SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Weighing:
    """The candidates of a brief and what speaks for each, before anything that was learnt or that merchants say.

    `rows` int64 (n,); `wishes` and `strengths` by interest, `person` and `scores` (the base score) float32 (n,).
    """

    rows: Rows
    wishes: Mapping[str, Floats]
    strengths: Mapping[str, Floats]
    person: Floats
    scores: Floats


def part_vectors(
    brief: GiftBrief,
    weighing: Weighing,
    words: Mapping[str, Floats],
    cosines: Mapping[str, Floats],
    signals: Signals,
    *,
    gender: str | None = None,
    season: Collection[str] = (),
) -> Floats:
    """The parts of each candidate, float32 (n, len(PARTS)).

    `words` are BM25 scores over the best of the catalog and `cosines` the plain cosines, by interest, float32 (n,).
    """
    rows = weighing.rows
    none = np.zeros(len(rows), dtype=np.float32)
    wishes, strengths = _stacked(weighing.wishes, none), _stacked(weighing.strengths, none)
    prices = np.maximum(signals.prices[rows], 0.01)
    most = brief.budget.max if brief.budget else None
    columns = [
        wishes.max(axis=0),
        wishes.sum(axis=0) - wishes.max(axis=0),
        strengths.max(axis=0),
        (strengths > 0).mean(axis=0),
        _stacked(words, none).max(axis=0),
        _stacked(cosines, none).max(axis=0),
        weighing.person,
        age_fit(brief, rows, signals),
        gender_fit(gender, rows, signals),
        timely(brief, rows, signals, season),
        price_fit(brief, rows, signals),
        np.log10(prices / signals.median_price),
        np.minimum(prices / most, 1) if most else none,
        signals.on_sale[rows],
        signals.appeal[rows],
        signals.highlights[rows],
        signals.pictures[rows],
    ]
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def traits(product: Product) -> set[str]:
    """The names of what is so of a product."""
    found = {f"word:{word}" for word in _words(product)}
    if product.brand:
        found.add(f"brand:{_key(product.brand)}")
    if product.categories:
        found.add(f"category:{_key(product.categories[-1])}")
    return found


def telling_traits(products: Sequence[Product], shown: Iterable[int], most: int = MOST_TRAITS) -> tuple[str, ...]:
    """The traits that a shop's shoppers could show a taste for, most telling first: by the variance of having it over
    the rows that were shown (`shown`, one row an impression)."""
    having = [traits(product) for product in products]
    everywhere = Counter(name for names in having for name in names)
    seen = Counter(shown)
    total = sum(seen.values())
    counts: Counter[str] = Counter()
    for row, times in seen.items():
        for name in having[row]:
            counts[name] += times
    usable = [
        (name, counts[name] / total * (1 - counts[name] / total))
        for name, count in everywhere.items()
        if _LEAST_PRODUCTS <= count <= max(_MOST_SHARE * len(products), _LEAST_PRODUCTS) and counts[name]
    ]
    usable.sort(key=lambda pair: (-pair[1], pair[0]))
    return tuple(name for name, variance in usable[:most] if variance > 0)


def trait_matrix(products: Sequence[Product], names: Sequence[str]) -> Floats:
    """Which products have which traits, float32 (len(products), len(names)), 0 or 1."""
    columns = {name: column for column, name in enumerate(names)}
    result = np.zeros((len(products), len(names)), dtype=np.float32)
    for row, product in enumerate(products):
        for name in traits(product):
            if (column := columns.get(name)) is not None:
                result[row, column] = 1
    return result


def _stacked(values: Mapping[str, Floats], none: Floats) -> Floats:
    return np.stack(list(values.values())) if values else none[None, :]


def _words(product: Product) -> set[str]:
    said = [product.title, product.description]
    said += [product.attributes.get(name, "") for name in ("product_highlight", "material", "color", "pattern")]
    return {word for word in stems(" ".join(said)) if len(word) >= _SHORTEST_WORD and not word.isdigit()}


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
