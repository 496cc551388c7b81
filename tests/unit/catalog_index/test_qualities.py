"""Qualities by a shop's own words."""

from __future__ import annotations

import numpy as np

from catalog_index.qualities import UNWANTED, WANTED, Qualities, evidence, with_qualities
from catalog_index.reasons import Reason
from tests.support.catalog import gift

SOFT = gift("scarf", title="Merino Scarf", description="Woven by hand in Wales. It is soft against the neck.")
HARD = gift("saw", title="Steel Saw", description="Never soft. Cuts oak.")


def test_the_evidence_is_verbatim() -> None:
    assert evidence(SOFT, "soft") == "Merino Scarf"
    found = evidence(SOFT, "handmade")
    assert found is not None
    assert found in SOFT.description


def test_what_is_denied_vouches_for_nothing() -> None:
    assert evidence(HARD, "soft") is None
    assert evidence(SOFT, "no such quality") is None


def test_lift() -> None:
    lift = Qualities([SOFT, HARD]).lift(["soft"], ["durable"], np.array([0, 1]))
    np.testing.assert_allclose(lift, [WANTED, UNWANTED])


def test_a_wanted_quality_is_a_reason_and_comes_first() -> None:
    others = (Reason("interest", "wool", "Merino"), Reason("age", "8", "from 8"), Reason("highlight", "", "Warm"))
    reasons = with_qualities(others, SOFT, ["soft", "funny"])
    assert [reason.kind for reason in reasons] == ["quality", "interest", "age"]
    assert with_qualities(others, SOFT, []) == others
