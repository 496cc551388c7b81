"""Hard filters: a product that breaks one is never shown, whatever its score."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from catalog_index.analysis import stems
from catalog_index.brief import AgeRange, Budget, GiftBrief
from catalog_index.exclusions import covered_terms
from catalog_index.product import Product


class HardFilters:
    """Price, availability, age grade and exclusions of all products as arrays, one entry a product."""

    def __init__(self, products: Sequence[Product]) -> None:
        self.prices = np.array([float(product.current_price.amount) for product in products], dtype=np.float64)
        self.available = np.array([product.is_available for product in products], dtype=np.bool_)
        self.age_min = np.array([_lower(product) for product in products], dtype=np.float64)
        self.age_max = np.array([_upper(product) for product in products], dtype=np.float64)
        self._texts = [_stem_text(product) for product in products]
        self._rows_by_stem: dict[str, set[int]] = {}
        for row, text in enumerate(self._texts):
            for term in text.split():
                self._rows_by_stem.setdefault(term, set()).add(row)
        self._excluded = lru_cache(maxsize=1024)(self._excluded_rows)

    def mask(self, brief: GiftBrief) -> NDArray[np.bool_]:
        """Which products pass all hard filters of a brief, bool (count,)."""
        result = self.available & self.price_mask(brief.budget) & self.age_mask(brief.age)
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


def _lower(product: Product) -> float:
    return 0.0 if product.age_min is None else product.age_min


# Google's age groups; a text such as "3+" says from when on, the group until when.
_GROUP_UPPER = {"newborn": 2.0, "infant": 2.0, "toddler": 5.0, "kids": 13.0}


def _upper(product: Product) -> float:
    if product.age_max is not None:
        return product.age_max
    return max(_GROUP_UPPER.get(product.age_group or "", np.inf), _lower(product))


def _stem_text(product: Product) -> str:
    parts = [
        product.title,
        product.description,
        product.brand,
        *product.categories,
        *product.interests,
        *(value for key, value in product.attributes.items() if not key.startswith("google_")),
    ]
    return " ".join(stems(" . ".join(parts), keep_stop_words=True))
