"""The simulation: the same seeds say the same, a prior that does nothing gains nothing."""

from __future__ import annotations

import pytest

from bot.evaluation.prior import Gain, Verdict, gain, judge, requests
from tests.support.catalog import gift, search_over


@pytest.fixture(scope="module")
def search():
    labels = ("tea", "chess", "dinosaurs", "running", "music", "wool")
    shop = [
        gift(f"{label}{number}", f"{label} thing {number} {word}", 20 + number, interests=(label,))
        for label in labels
        for number, word in enumerate("amber birch cedar delta ember fjord grove".split())
    ]
    return search_over(*shop)


def test_requests_are_interests_with_something_to_choose_from(search):
    assert sorted(brief.interests[0] for brief in requests(search)) == [
        "chess",
        "dinosaurs",
        "music",
        "running",
        "tea",
        "wool",
    ]


def test_the_same_seeds_say_the_same_and_known_tastes_are_learnt(search):
    options = {"runs": 5, "rounds": 3, "shoppers": 200}
    one, two = judge(search, weight=0.06, **options), judge(search, weight=0.06, **options)
    assert one == two
    assert one.same.low > 0
    assert one.misled.mean < one.same.mean


def test_a_prior_without_weight_changes_nothing_and_is_refused(search):
    verdict = judge(search, runs=3, rounds=1, shoppers=50, weight=0)
    assert (verdict.same.mean, verdict.unseen.mean, verdict.helps) == (0, 0, False)


def test_an_interval_by_hand():
    found = gain("x", [1, 2, 3, 4, 5])
    assert found.mean == 3
    assert found.high - found.mean == pytest.approx(2.776 * 1.5811 / 5**0.5, abs=1e-3)


@pytest.mark.parametrize(("low", "harm", "helps"), [(0.1, 0, True), (-0.1, 0, False), (0.1, -9, False)])
def test_it_must_surely_gain_and_do_no_harm(low, harm, helps):
    sure, calm = Gain("a", 1, low, 2), Gain("b", 0, harm, 1)
    assert Verdict(sure, Gain("u", 0, 0, 0), calm, 5).helps is helps
    assert not Verdict(sure, Gain("u", -1, -1, 0), calm, 5).helps


def test_a_shop_with_nothing_to_choose_from_is_told_so():
    with pytest.raises(ValueError, match="too few"):
        judge(search_over(gift("a", interests=("tea",))), runs=2, rounds=1, shoppers=1, weight=0.1)
