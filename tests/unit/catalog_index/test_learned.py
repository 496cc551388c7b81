"""A learned ranker moves what passed the filters, within bounds, and is read only from what it wrote."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from catalog_index.brief import Budget, GiftBrief
from catalog_index.learned import BOUND, LearnedRanker, RankerError, bounded
from catalog_index.steering import Condition, Plan, Rule, Steering, Targets
from tests.support.catalog import gift, search_over

LIKES_OTTER = LearnedRanker(parts={}, traits={"brand:otter": 5.0}, encoder="hash-64", catalog_version="v1")


@pytest.fixture(scope="module")
def search():
    kinds = ("amber", "cedar", "oak", "birch")
    return search_over(
        *(
            gift(f"tea-{kind}", f"Tea box {kind}", 20, interests=("tea",), brand="Otter" if kind == "amber" else "")
            for kind in kinds
        ),
        gift("chess", "Chess board", 20, interests=("chess",), brand="Otter"),
        gift("dear", "Tea chest", 500, interests=("tea",), brand="Otter"),
    )


def order(search, brief: GiftBrief, **more) -> list[str]:
    return [hit.product.id for hit in search.search(brief, limit=6, **more).hits]


def ranked(search, ranker: LearnedRanker = LIKES_OTTER):
    return search.ranked_by(ranker.over(search.index.products, "hash-64"))


def test_it_moves_what_it_likes_and_nothing_past_the_filters_or_the_wishes(search):
    brief = GiftBrief(interests=["tea"], budget=Budget(max=50))
    before, after = order(search, brief), order(ranked(search), brief)
    assert before[0] != "tea-amber" and after[0] == "tea-amber"
    assert "dear" not in after
    assert after[-1] == "chess" and set(after) == set(before)
    assert order(ranked(search).ranked_by(None), brief) == before


def test_the_trace_names_it_and_what_it_added(search):
    brief = GiftBrief(interests=["tea"])
    trace = ranked(search).search(brief).trace
    assert trace.ranker == LIKES_OTTER.fingerprint
    added = {weighed.product_id: weighed.learned for weighed in trace.weighed}
    plain = {weighed.product_id: weighed.score for weighed in search.search(brief).trace.weighed}
    for weighed in trace.weighed:
        assert weighed.score == pytest.approx(plain[weighed.product_id] + weighed.learned, abs=2e-4)
    assert 0 < added["tea-amber"] <= BOUND and -BOUND <= added["tea-cedar"] < 0
    assert search.search(brief).trace.ranker == "" and not any(w.learned for w in search.search(brief).trace.weighed)


def test_a_merchants_rule_has_the_last_word(search):
    rule = Rule(1, "no otter", "bury", products=("tea-amber",), condition=Condition(), strength=3)
    steering = Steering.over(Targets(search.index.products), Plan((rule,)), today=lambda: date(2026, 1, 1))
    found = order(ranked(search).steered(steering), GiftBrief(interests=["tea"], budget=Budget(max=50)))
    assert found.index("tea-amber") == 3


def test_bounds_by_hand():
    values = np.array([0.0, 0.2, 0.1], dtype=np.float32)
    assert bounded(values) == pytest.approx(BOUND * np.tanh(np.array([-0.1, 0.1, 0.0]) / BOUND), abs=1e-6)
    serving = np.array([True, False, False])
    assert bounded(values, serving)[0] == 0
    assert bounded(values * 1e6).max() == pytest.approx(BOUND) and len(bounded(values[:0])) == 0
    assert bounded(values, np.zeros(3, dtype=np.bool_)) == pytest.approx(bounded(values))


def test_it_is_read_as_it_was_written_and_named_by_what_decides():
    read = LearnedRanker.from_json(json.loads(json.dumps(LIKES_OTTER.to_json())))
    assert read == LIKES_OTTER
    later = replace(LIKES_OTTER, catalog_version="v2", trained_at="2026-01-01T00:00:00Z", report={"gain": 1})
    assert later.fingerprint == LIKES_OTTER.fingerprint
    assert replace(LIKES_OTTER, traits={"brand:otter": 4.0}).fingerprint != LIKES_OTTER.fingerprint
    assert replace(LIKES_OTTER, encoder="other").fingerprint != LIKES_OTTER.fingerprint


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 9}, "format is 9"),
        ({"parts": {"charm": 1.0}}, "'charm'"),
        ({"traits": {"brand:otter": 4.0}}, "damaged"),
        ({"traits": {"brand:otter": float("inf")}}, "too large"),
        ({"traits": []}, "no ranker"),
        ({"traits": {f"word:{n}": 1.0 for n in range(10_001)}}, "too many"),
    ],
)
def test_what_is_not_right_is_refused(change, message):
    with pytest.raises(RankerError, match=message):
        LearnedRanker.from_json({**LIKES_OTTER.to_json(), **change})


def test_a_file_without_its_fields_or_no_record_is_refused():
    for data in ({}, [], None, {"format": 1}):
        with pytest.raises(RankerError):
            LearnedRanker.from_json(data)


def test_over_another_encoders_index_it_means_nothing(search):
    with pytest.raises(RankerError, match="train anew"):
        LIKES_OTTER.over(search.index.products, "hash-256")
