"""By what one of several products is wanted, and what of their own data vouches for it."""

from __future__ import annotations

import pytest

from catalog_index.criteria import criterion_of, vouching
from tests.support.catalog import gift

ANVIL = gift("anvil", "Pan", description="Cast iron that lasts for generations. Heavy.")
KIT = gift("kit", "Kit", description="Made for a first-time sewer. A booklet shows every stitch.")
PARTY = gift("party", "Game", description="A noisy game that is embarrassing for all.")


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("which would a 15-year-old find least embarrassing?", "least embarrassing"),
        ("which is best for a beginner", "best for a beginner"),
        ("which one is the most robust?", "most robust"),
        ("which is the sturdiest", "sturdiest"),
        ("which of them is best for travelling?", "best for travelling"),
        ("which one is best?", None),
        ("which is best for him", None),
        ("which would she like most?", None),
        ("which is the cheapest", None),
        ("which is the most expensive?", None),
        ("what would you pick?", None),
        ("help me choose", None),
    ],
)
def test_the_criterion(question: str, phrase: str | None) -> None:
    found = criterion_of(question)
    assert (found.phrase if found else None) == phrase


@pytest.mark.parametrize(
    ("question", "vouched"),
    [
        ("which is the most robust?", ["Cast iron that lasts for generations.", None, None]),
        ("which is the sturdiest?", ["Cast iron that lasts for generations.", None, None]),
        ("which is best for a beginner?", [None, "Made for a first-time sewer.", None]),
        # That a text names it speaks against it.
        ("which is the least embarrassing?", [None, None, None]),
        ("which is the most embarrassing?", [None, None, "A noisy game that is embarrassing for all."]),
        ("which is best for sailing?", [None, None, None]),
    ],
)
def test_what_vouches_for_it(question: str, vouched: list[str | None]) -> None:
    criterion = criterion_of(question)
    assert criterion is not None
    found = [vouching(product, criterion) for product in (ANVIL, KIT, PARTY)]
    assert [passage.text if passage else None for passage in found] == vouched
