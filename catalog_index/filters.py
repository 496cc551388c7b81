"""Hard filters: a product that breaks one is never shown, whatever its score."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from catalog_index.analysis import stems, words
from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.claims import without_claims
from catalog_index.exclusions import exclusion
from catalog_index.people import ADULT_AGE, GROWN_UP, lower_age, upper_age
from catalog_index.product import Product
from catalog_index.steering import UNSTEERED, Steering

# Categories of Google's taxonomy and of the demo catalog; a merchant names others by a setting.
EXTRAS = ("Gift Wrapping", "Greeting & Note Cards", "Gift Wrap & Cards")
# What a product's data says of other products, or in codes, is not about itself.
_COLORS = ("color", "colour")
_NOT_ITS_OWN = ("google_", "goes_with")


class HardFilters:
    """Price, availability, age grade and exclusions of all products as arrays, one entry a product."""

    def __init__(self, products: Sequence[Product], extras: Sequence[str] = EXTRAS) -> None:
        """`extras` are categories of what goes with a gift and is none itself (wrap, cards): never recommended."""
        names = {name.casefold() for name in extras}
        self.extra = np.array([bool(names & {c.casefold() for c in p.categories}) for p in products], dtype=np.bool_)
        self.prices = np.array([float(product.current_price.amount) for product in products], dtype=np.float64)
        self.currency = main_currency(products)
        # A price in another currency than the shop's can't be held against a budget.
        self.available = np.array(
            [product.is_available and product.current_price.currency == self.currency for product in products],
            dtype=np.bool_,
        )
        self.available &= ~self.extra
        self.age_min = np.array([lower_age(product) for product in products], dtype=np.float64)
        self.age_max = np.array([upper_age(product) for product in products], dtype=np.float64)
        self._texts = [_stem_text(product) for product in products]
        self._said = [_stem_text(product, own=True) for product in products]
        self._rows_by_stem: dict[str, set[int]] = {}
        for row, text in enumerate(self._texts):
            for term in text.split():
                self._rows_by_stem.setdefault(term, set()).add(row)
        self._titles = [" ".join(stems(product.title)) for product in products]
        self._rows_by_word: dict[str, set[int]] = {}
        for row, product in enumerate(products):
            for word in words(without_claims(_text(product, own=True))):
                self._rows_by_word.setdefault(word, set()).add(row)
        self._said_by_stem: dict[str, set[int]] = {}
        for row, text in enumerate(self._said):
            for term in text.split():
                self._said_by_stem.setdefault(term, set()).add(row)
        self.steering = UNSTEERED
        self._excluded = lru_cache(maxsize=1024)(self._excluded_rows)

    def leaving_out(self, rows: Sequence[int]) -> HardFilters:
        """Return these filters with some rows taken out for good; all else is shared."""
        other = copy.copy(self)
        other.available, other.extra = self.available.copy(), self.extra.copy()
        other.available[list(rows)] = other.extra[list(rows)] = False
        return other

    def mask(self, brief: GiftBrief) -> NDArray[np.bool_]:
        """Which products pass all hard filters of a brief, bool (count,)."""
        result = self.available & self.price_mask(brief.budget) & self.age_mask(brief.age)
        if brief.age is None and brief.relationship in GROWN_UP:
            result &= self.age_max >= ADULT_AGE
        for label in brief.exclude:
            result &= ~self._excluded(label)
        result[self.steering.excluded(brief)] = False
        return np.asarray(result, dtype=np.bool_)

    def steered(self, steering: Steering) -> HardFilters:
        """The same filters, which also take away what a merchant's rules exclude."""
        other = copy.copy(self)
        other.steering = steering
        return other

    def price_mask(self, budget: Budget | None) -> NDArray[np.bool_]:
        """Which products cost what the budget allows; the budget is in the catalog's currency."""
        result = np.ones(len(self.prices), dtype=np.bool_)
        if budget and budget.max is not None:
            result &= self.prices <= budget.max + 1e-9
        if budget and budget.min is not None:
            result &= self.prices >= budget.min - 1e-9
        return result

    def age_mask(self, age: AgeRange | None) -> NDArray[np.bool_]:
        """Which products are graded for the whole age range of the recipient, or not graded at all."""
        if age is None:
            return np.ones(len(self.age_min), dtype=np.bool_)
        oldest = age.min if age.max is None else age.max
        # A grade "3 to 6 years" includes the year after the sixth birthday, a newborn's "0-3 months" its first day.
        return np.asarray((self.age_min <= age.min) & (self.age_max >= oldest), dtype=np.bool_)

    def _excluded_rows(self, label: str) -> NDArray[np.bool_]:
        result = np.zeros(len(self.prices), dtype=np.bool_)
        covered = exclusion(label)
        claimed = {row for claim in covered.claims for row in _holding(claim, self._rows_by_stem, self._texts)}
        for term in covered.terms:
            rows = _holding(term, self._said_by_stem, self._titles if covered.title else self._said)
            result[list(rows - claimed if term in covered.soft else rows)] = True
        result[list(self._rows_by_word.get(covered.word, ()))] = True
        if covered.own:
            result[list(_holding(covered.own, self._rows_by_stem, self._texts))] = True
        return result


def _holding(term: tuple[str, ...], rows_by_stem: Mapping[str, set[int]], texts: Sequence[str]) -> set[int]:
    """The rows whose text has the stems of a term side by side."""
    rows = set.intersection(*(rows_by_stem.get(word, set()) for word in term))
    joined = f" {' '.join(term)} "
    return {row for row in rows if joined in f" {texts[row]} "}


def main_currency(products: Sequence[Product]) -> str | None:
    """The currency that most prices are in, None without products."""
    counts = Counter(product.current_price.currency for product in products)
    return counts.most_common(1)[0][0] if counts else None


def _stem_text(product: Product, *, own: bool = False) -> str:
    """The stems of a product's text; with `own` without its colors and what it says to be free of."""
    text = _text(product, own=own)
    # Without stop words, as the phrases are: "lord of the rings" is "lord ring" in both.
    return " ".join(stems(without_claims(text) if own else text))


def _text(product: Product, *, own: bool) -> str:
    parts = [
        product.title,
        product.description,
        product.brand,
        *product.categories,
        *product.interests,
        *(
            value
            for key, value in product.attributes.items()
            if not key.startswith(_NOT_ITS_OWN) and not (own and key in _COLORS)
        ),
    ]
    return " . ".join(parts)
