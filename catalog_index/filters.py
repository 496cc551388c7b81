"""Hard filters: a product that breaks one is never shown, whatever its score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from catalog_index.analysis import stems
from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.exclusions import covered_terms
from catalog_index.people import ADULT_AGE, GROWN_UP, lower_age, upper_age
from catalog_index.product import Product


class HardFilters:
    """Price, availability, age grade and exclusions of all products as arrays, one entry a product."""

    def __init__(self, products: Sequence[Product]) -> None:
        self.prices = np.array([float(product.current_price.amount) for product in products], dtype=np.float64)
        self.currency = main_currency(products)
        # A price in another currency than the shop's can't be held against a budget.
        self.available = np.array(
            [product.is_available and product.current_price.currency == self.currency for product in products],
            dtype=np.bool_,
        )
        self.age_min = np.array([lower_age(product) for product in products], dtype=np.float64)
        self.age_max = np.array([upper_age(product) for product in products], dtype=np.float64)
        self._texts = [_stem_text(product) for product in products]
        self._rows_by_stem: dict[str, set[int]] = {}
        for row, text in enumerate(self._texts):
            for term in text.split():
                self._rows_by_stem.setdefault(term, set()).add(row)
        self._excluded = lru_cache(maxsize=1024)(self._excluded_rows)

    def mask(self, brief: GiftBrief) -> NDArray[np.bool_]:
        """Which products pass all hard filters of a brief, bool (count,)."""
        result = self.available & self.price_mask(brief.budget) & self.age_mask(brief.age)
        if brief.age is None and brief.relationship in GROWN_UP:
            result &= self.age_max >= ADULT_AGE
        for label in brief.exclude:
            result &= ~self._excluded(label)
        return np.asarray(result, dtype=np.bool_)

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
        singles, phrases = covered_terms(label)
        for term in singles:
            result[list(self._rows_by_stem.get(term, ()))] = True
        for phrase in phrases:
            rows = set.intersection(*(self._rows_by_stem.get(term, set()) for term in phrase))
            joined = f" {' '.join(phrase)} "
            result[[row for row in rows if joined in f" {self._texts[row]} "]] = True
        return result


def main_currency(products: Sequence[Product]) -> str | None:
    """The currency that most prices are in, None without products."""
    counts = Counter(product.current_price.currency for product in products)
    return counts.most_common(1)[0][0] if counts else None


def _stem_text(product: Product) -> str:
    parts = [
        product.title,
        product.description,
        product.brand,
        *product.categories,
        *product.interests,
        *(value for key, value in product.attributes.items() if not key.startswith("google_")),
    ]
    # Without stop words, as the phrases are: "lord of the rings" is "lord ring" in both.
    return " ".join(stems(" . ".join(parts)))
