"""GiftSearch: from a brief to the products that fit it."""

from __future__ import annotations

import copy
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from catalog_index.brief import GiftBrief
from catalog_index.encoder import Encoder, Vectors
from catalog_index.features import Weighing, part_vectors
from catalog_index.filters import EXTRAS, HardFilters
from catalog_index.fusion import FEEDBACK_PRODUCTS, TITLE_SHARE, fuse, scaled, with_feedback
from catalog_index.index import CatalogIndex
from catalog_index.kinds import Kinds
from catalog_index.learned import AppliedRanker
from catalog_index.lexical import LexicalIndex
from catalog_index.narrowing import Narrowing
from catalog_index.product import Product
from catalog_index.qualities import Qualities, with_qualities
from catalog_index.ranking import NEAR_DUPLICATE, Signals, diversify, rank
from catalog_index.reasons import Reason, reasons_for
from catalog_index.steering import TRACED, UNSTEERED, Steering, Trace, pin_scores
from catalog_index.titles import TitleIndex
from catalog_index.vectors import FLAT_UP_TO
from catalog_index.vectors.ivf import EXACT_UP_TO
from catalog_index.wishes import NEAR_THRESHOLD, WishMatcher, wish_query

Sort = Literal["fit", "cheaper"]

# Up to this many products every one is scored; above it only the nearest by vector and by words.
EXHAUSTIVE_LIMIT = FLAT_UP_TO
CANDIDATES = 2_000
# By how much of a score the nearness to what was praised lifts a product.
LIKED = 0.3


@dataclass(frozen=True, slots=True)
class Hit:
    """A product found: `score` is higher for a better fit; each reason's evidence is a span of the product's data."""

    product: Product
    score: float
    matched: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`total` counts the products that pass the hard filters and serve a wish; `passing` all that pass the filters.

    `trace` says how the hits came about.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    passing: int = 0
    trace: Trace | None = None


class GiftSearch:
    """Search over one index version."""

    def __init__(self, index: CatalogIndex, encoder: Encoder, *, extras: Sequence[str] = EXTRAS) -> None:
        """`extras` are categories of what is no gift itself: see HardFilters."""
        if encoder.name != index.encoder_name:
            raise ValueError(f"the index was made with encoder {index.encoder_name!r}, not {encoder.name!r}")
        self.index = index
        self.encoder = encoder
        self.lexical = LexicalIndex([_fields(product) for product in index.products])
        small = len(index) <= EXHAUSTIVE_LIMIT
        self.titles = TitleIndex([product.title for product in index.products]) if small else None
        self.filters = HardFilters(index.products, extras)
        self.kinds = Kinds(index.products)
        self.narrowing = Narrowing(index.products, self.filters)
        self.wishes = WishMatcher(index.products, self.lexical)
        self.qualities = Qualities(index.products)
        self._signals = Signals(index.products)
        self.steering = UNSTEERED
        self.ranker: AppliedRanker | None = None
        self._cache()

    def steered(self, steering: Steering) -> GiftSearch:
        """The same search under a merchant's rules; whoever holds this one keeps it as it is."""
        other = copy.copy(self)
        other.steering = steering
        other.filters = self.filters.steered(steering)
        other._cache()
        return other

    def ranked_by(self, ranker: AppliedRanker | None) -> GiftSearch:
        """The same search with what a ranker has learnt, or without; whoever holds this one keeps it as it is."""
        other = copy.copy(self)
        other.ranker = ranker
        return other

    def _cache(self) -> None:
        self._matching = lru_cache(maxsize=512)(self._matching_rows)
        self._fused = lru_cache(maxsize=512)(self._fused_scores)

    def leaving_out(self, product_ids: Collection[str]) -> GiftSearch:
        """Return this search without some products: it neither finds nor counts them. It shares the index, and is made
        in no time."""
        rows = [row for product_id in product_ids if (row := self.index.row(product_id)) is not None]
        if not rows:
            return self
        other = copy.copy(self)
        other.filters = self.filters.leaving_out(rows)
        return other

    def search(
        self,
        brief: GiftBrief,
        *,
        limit: int = 6,
        without: Collection[str] = (),
        sort: Sort = "fit",
        below_price: float | None = None,
        above_price: float | None = None,
        gender: str | None = None,
        only: Sequence[str] = (),
        season: Collection[str] = (),
        qualities: Sequence[str] = (),
        unwanted: Sequence[str] = (),
        liked: Sequence[str] = (),
    ) -> SearchResult:
        """The best products for a brief, at most `limit`, and as many as the catalog can give.

        Price, availability, exclusions and age grade are never broken. `without` are product ids already shown;
        `below_price` and `above_price` ask for cheaper and dearer ones, in the catalog's currency; `gender` is the
        recipient's where it is certain; `only` are kinds of things ("books") of which each must be one, a hard filter
        that `total` and `passing` heed; `season` are the occasions of these days, which speak for a product where the
        brief names none; `qualities` and `unwanted` are what gifts are to be like, and not (see `qualities.py`): they
        lift and sink, and leave nothing out. Products that serve none of the wishes come last; without wishes, what
        suits many comes first. `liked` are product ids that were praised: what is near to them in meaning is lifted.
        """
        if not len(self.index):
            return SearchResult()
        mask = self.filters.mask(brief) & self.kinds.mask(only)
        fitting = mask & self._fits(brief)
        passing, total = int(mask.sum()), int(fitting.sum())
        mask = mask.copy()
        for product_id in without:
            if (row := self.index.row(product_id)) is not None:
                mask[row] = False
        if below_price is not None:
            mask &= self.filters.prices < below_price
        if above_price is not None:
            mask &= self.filters.prices > above_price
        # A pin outdoes what serves a wish, but only while there is such a thing. Who asks for the cheapest gets that.
        pins = self.steering.pins(brief, mask) if total and sort == "fit" else []
        rows = self._candidates(brief, mask)
        if not len(rows):
            return SearchResult([], total, passing)
        if pins:
            rows = np.union1d(rows, pins)
        weighing = self.weigh(brief, rows, gender=gender, season=season)
        matched = {interest: strength > 0 for interest, strength in weighing.strengths.items()}
        learned = np.zeros(len(rows), dtype=np.float32)
        if self.ranker is not None:
            parts = self.parts(brief, weighing, gender=gender, season=season)
            learned = self.ranker.adds(parts, rows, fitting[rows])
        lift = self.steering.lift(brief, rows)
        scores = weighing.scores + learned + lift
        # What is said of the gifts themselves is the shopper's own word; the ranker has learned without it.
        if qualities or unwanted:
            scores = scores + self.qualities.lift(qualities, unwanted, rows)
        if liked:
            scores = scores + LIKED * self._near_to(liked, rows)
        # What serves a wish comes before what serves none, whatever else speaks against it.
        shown_by = scores + pin_scores(rows, pins)
        order = np.lexsort((-shown_by, ~(fitting[rows] | np.isin(rows, pins))))
        if sort == "cheaper":
            cheap = [i for i in order if fitting[rows[i]]] or list(order)
            top = cheap[: max(limit * 4, 24)]
            order = np.array(sorted(top, key=lambda i: (self.filters.prices[rows[i]], -scores[i])))
        chosen = diversify(rows, shown_by, order, self._text_vectors, self.index.products, matched, limit)
        hits = []
        for i in chosen:
            product = self.index.products[int(rows[i])]
            serves = tuple(interest for interest in brief.interests if matched[interest][i])
            hits.append(Hit(product, float(scores[i]), serves, pinned=int(rows[i]) in pins))
        hits = [
            replace(hit, reasons=with_qualities(self.reasons(hit.product, brief, hit.matched), hit.product, qualities))
            for hit in hits
        ]
        unserving = sum(1 for hit in hits if hit.pinned and brief.interests and not hit.matched)
        first = order[:TRACED]
        trace = self.steering.trace(
            brief,
            [self.index.products[int(row)].id for row in rows[first]],
            scores[first],
            lift[first],
            learned[first],
            self.ranker.fingerprint if self.ranker else "",
            [[name for name in brief.interests if matched[name][i]] for i in first],
            [int(row) in pins for row in rows[first]],
        )
        return SearchResult(hits, total + unserving, passing, trace)

    def weigh(
        self, brief: GiftBrief, rows: NDArray[np.int64], *, gender: str | None = None, season: Collection[str] = ()
    ) -> Weighing:
        """What speaks for some rows, by the brief and the catalog alone."""
        wishes = {interest: self._wish_scores(interest, rows) for interest in brief.interests}
        strengths = {interest: self._strengths(interest, brief)[rows] for interest in brief.interests}
        person = self._person_scores(brief, rows)
        scores = rank(brief, rows, wishes, strengths, person, self._signals, gender=gender, season=season)
        if not brief.interests:
            scores = scores + self._signals.appeal[rows]
        return Weighing(rows, wishes, strengths, person, scores)

    def parts(
        self, brief: GiftBrief, weighing: Weighing, *, gender: str | None = None, season: Collection[str] = ()
    ) -> NDArray[np.float32]:
        """What a learned ranker sees of the rows that were weighed, float32 (n, len(PARTS))."""
        rows, words, cosines = weighing.rows, {}, {}
        for interest in brief.interests:
            lexical = self.lexical.scores(wish_query(interest))
            best = float(lexical.max())
            words[interest] = lexical[rows] / np.float32(best) if best > 0 else np.zeros(len(rows), dtype=np.float32)
            cosines[interest] = self._cosines(wish_query(interest), rows)[rows]
        return part_vectors(brief, weighing, words, cosines, self._signals, gender=gender, season=season)

    def similar(
        self, product: Product, brief: GiftBrief, *, limit: int = 6, within: NDArray[np.bool_] | None = None
    ) -> SearchResult:
        """The products nearest in meaning to one of the index that pass the hard filters, nearest first.

        `within`, bool (count,), keeps the search to some products.
        """
        row = self.index.row(product.id)
        if row is None:
            return SearchResult()
        mask = self.filters.mask(brief) if within is None else self.filters.mask(brief) & within
        mask[row] = False
        vector = self.index.texts.reconstruct(row)[None, :]
        # Some more than shown: near-duplicates of the product are left out.
        scores, rows = self.index.texts.search(vector, 3 * limit, mask)
        hits = []
        for score, near in zip(scores[0], rows[0], strict=True):
            if near >= 0 and score < NEAR_DUPLICATE:
                found = self.index.products[int(near)]
                serves = self.serves(found, brief)
                hits.append(Hit(found, float(score), serves, self.reasons(found, brief, serves)))
        return SearchResult(hits[:limit], self.count(brief), int(mask.sum()))

    def reasons(self, product: Product, brief: GiftBrief, matched: tuple[str, ...]) -> tuple[Reason, ...]:
        """Why a product fits a brief, each reason with its evidence."""
        phrases = {
            interest: [phrase for name in self.steering.names(interest) for phrase in self.wishes.alternatives(name)]
            for interest in matched
        }
        return reasons_for(product, brief, phrases)

    def serves(self, product: Product, brief: GiftBrief) -> tuple[str, ...]:
        """The interests of a brief that a product serves."""
        row = self.index.row(product.id)
        return () if row is None else tuple(name for name in brief.interests if self._strengths(name, brief)[row] > 0)

    def near(self, product: Product, brief: GiftBrief) -> bool:
        """Whether a product is at least akin to an interest of a brief, though it may not serve it."""
        row = self.index.row(product.id)
        if row is None:
            return False
        names = [name for interest in brief.interests for name in self.steering.names(interest)]
        here = np.array([row], dtype=np.int64)
        return any(self._cosines(wish_query(name), here)[row] >= NEAR_THRESHOLD for name in names)

    def count(self, brief: GiftBrief, only: Sequence[str] = ()) -> int:
        """How many products pass the hard filters, are of a kind in `only` and serve a wish (all, if none is named)."""
        return int(self.fitting(brief, only).sum())

    def fitting(self, brief: GiftBrief, only: Sequence[str] = ()) -> NDArray[np.bool_]:
        """Which products `count` counts, bool (count,)."""
        if not len(self.index):
            return np.zeros(0, dtype=np.bool_)
        return np.asarray(self.filters.mask(brief) & self.kinds.mask(only) & self._fits(brief), dtype=np.bool_)

    def fitting_rows(self, brief: GiftBrief, only: Sequence[str] = ()) -> NDArray[np.int64]:
        """The rows that `count` counts."""
        return np.flatnonzero(self.fitting(brief, only))

    def find(self, query: str, *, limit: int = 10) -> list[Hit]:
        """Products for a plain query, available or not, best first: retrieval alone, no brief."""
        if not len(self.index) or not query.strip():
            return []
        scores = self._fused(query)
        order = best_rows(scores, limit)
        return [Hit(self.index.products[int(row)], float(scores[row])) for row in order]

    def _fits(self, brief: GiftBrief) -> NDArray[np.bool_]:
        if not brief.interests:
            return np.ones(len(self.index), dtype=np.bool_)
        result = np.zeros(len(self.index), dtype=np.bool_)
        for interest in brief.interests:
            result |= self._strengths(interest, brief) > 0
        return result

    def _strengths(self, interest: str, brief: GiftBrief) -> NDArray[np.float32]:
        """How well products serve an interest: as the data says, or as the merchant does by pinning them for it."""
        found = self._matching(interest)
        meant = self.steering.meant_for(interest, brief)
        if not len(meant):
            return found
        found = found.copy()
        found[meant] = 1.0
        return found

    def _wish_scores(self, interest: str, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """How well some products match an interest, float32 (len(rows),)."""
        queries = [wish_query(name) for name in self.steering.names(interest)]
        if len(self.index) <= EXHAUSTIVE_LIMIT:
            scores = [self._fused(query)[rows] for query in queries]
        else:
            # The nearest of the whole catalog may all be filtered away: what is left has its own cosines.
            scores = [self._fused_scores(query, rows)[rows] for query in queries]
        return np.asarray(np.max(scores, axis=0), dtype=np.float32)

    def _matching_rows(self, interest: str) -> NDArray[np.float32]:
        strengths = [self._named_strengths(name) for name in self.steering.names(interest)]
        return np.asarray(np.max(strengths, axis=0), dtype=np.float32)

    def _named_strengths(self, interest: str) -> NDArray[np.float32]:
        # A product that names the interest needs its cosine also where it is not among the nearest.
        named = np.flatnonzero(self.wishes.named(interest))
        return self.wishes.strengths(interest, self._cosines(wish_query(interest), named))

    def _fused_scores(self, query: str, also: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        cosines = self._cosines(query, also, title_share=TITLE_SHARE)
        first = fuse(query, self.lexical.scores(query), cosines, self.titles)
        best = best_rows(first, FEEDBACK_PRODUCTS)
        weights = scaled(first)[best]
        centre = weights @ np.stack([self.index.titles.reconstruct(int(row)) for row in best])
        length = float(np.linalg.norm(centre))
        if not length:
            return with_feedback(first, np.zeros_like(first))
        likeness = np.zeros(len(self.index), dtype=np.float32)
        near = len(self.index) if len(self.index) <= EXHAUSTIVE_LIMIT else CANDIDATES
        centre = (centre / length).astype(np.float32)
        found, rows = self.index.titles.search(centre[None, :], near)
        likeness[rows[0][rows[0] >= 0]] = found[0][rows[0] >= 0]
        if also is not None and near < len(self.index):
            likeness[also] = self.index.titles.scores(centre, also)
        return with_feedback(first, likeness)

    def _cosines(
        self, query: str, also: NDArray[np.int64] | None = None, *, title_share: float = 0.5
    ) -> NDArray[np.float32]:
        """Weighted mean cosine of the query with each product's title and whole text, float32 (count,).

        In a large catalog only for the nearest products and the rows `also`; 0 for the others.
        """
        vector = self.encoder.encode([query])
        result = np.zeros(len(self.index), dtype=np.float32)
        parts = ((self.index.titles, title_share), (self.index.texts, 1 - title_share))
        if len(self.index) <= EXHAUSTIVE_LIMIT:
            for part, share in parts:
                scores, rows = part.search(vector, len(self.index))
                result[rows[0]] += scores[0] * np.float32(share)
            return result
        near = np.concatenate([part.search(vector, CANDIDATES)[1][0] for part, _ in parts])
        wanted = np.unique(np.concatenate([near[near >= 0], near[:0] if also is None else also]))
        for part, share in parts:
            result[wanted] += part.scores(vector[0], wanted) * np.float32(share)
        return result

    def _candidates(self, brief: GiftBrief, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        rows = np.flatnonzero(mask)
        few = EXHAUSTIVE_LIMIT if len(self.index) <= EXHAUSTIVE_LIMIT else min(EXHAUSTIVE_LIMIT, EXACT_UP_TO)
        if len(rows) <= few:
            return rows
        queries = [wish_query(interest) for interest in brief.interests] or [person_query(brief)]
        found: set[int] = set()
        for vector in self.encoder.encode(queries):
            for part in (self.index.titles, self.index.texts):
                _, near = part.search(vector[None, :], CANDIDATES, mask)
                found.update(int(row) for row in near[0] if row >= 0)
        for query in queries:
            lexical = self.lexical.scores(query) * mask
            found.update(int(row) for row in best_rows(lexical, CANDIDATES) if lexical[row] > 0)
        return np.array(sorted(found), dtype=np.int64)

    def _person_scores(self, brief: GiftBrief, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        query = person_query(brief)
        return self._cosines(query, rows)[rows] if query else np.zeros(len(rows), dtype=np.float32)

    def _near_to(self, product_ids: Sequence[str], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The cosines of some products with the mean of others, float32 (len(rows),); 0 where none is known."""
        known = [row for product_id in product_ids if (row := self.index.row(product_id)) is not None]
        if not known:
            return np.zeros(len(rows), dtype=np.float32)
        centre = self._text_vectors(known).mean(axis=0)
        length = float(np.linalg.norm(centre)) or 1.0
        return np.asarray(self.index.texts.scores((centre / length).astype(np.float32), rows), dtype=np.float32)

    def _text_vectors(self, rows: Sequence[int]) -> Vectors:
        return np.stack([self.index.texts.reconstruct(int(row)) for row in rows])


def best_rows(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """The `count` rows of the highest scores, best first, equal ones in their order: without sorting all."""
    if count >= len(scores):
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, len(scores) - count)[len(scores) - count] if count > 0 else np.inf
    rows = np.flatnonzero(scores >= least)
    return rows[np.argsort(-scores[rows], kind="stable")][:count]


def person_query(brief: GiftBrief) -> str:
    """A sentence for the encoder of whom the gift is for and when, "" when neither is known."""
    parts = []
    if brief.relationship:
        parts.append(f"for my {brief.relationship}")
    if brief.age:
        parts.append(f"aged {brief.age.min}")
    if brief.occasion:
        parts.append(f"for {brief.occasion}")
    return "gift " + " ".join(parts) if parts else ""


def _fields(product: Product) -> list[tuple[str, float]]:
    rest = " ".join(
        value for key, value in product.attributes.items() if key in ("product_highlight", "material", "color")
    )
    return [
        (product.title, 3.0),
        (" ".join(product.interests), 2.0),
        (" ".join(product.categories[-2:]), 1.0),
        (product.description, 1.0),
        (rest, 1.0),
        (product.brand, 0.5),
    ]
