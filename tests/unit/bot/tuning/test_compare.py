"""Paired comparisons of encoders, and the verdict on them."""

import numpy as np
import pytest

from bot.tuning.compare import Ranked, change
from bot.tuning.tune import Limits, own_words, verdict
from tests.support.catalog import gift
from tests.support.fake_encoder import HashEncoder

SURE = change(np.zeros(20), np.full(20, 0.2))


def test_the_ranking_is_by_the_mean_cosine_of_title_and_text():
    products = [gift("mug"), gift("rod"), gift("pan")]
    ranked = Ranked(products, HashEncoder())
    assert ranked.lists([products[1].title])[0][0] == "rod"
    question = {products[1].title: {"pan": 1.0}}
    assert ranked.gains(question, {products[1].title: {"pan"}}).tolist() == [1.0]
    assert ranked.gains(question, {products[1].title: {"pan", "rod"}})[0] < 0.7
    assert ranked.gains({products[2].title: {"pan": 1.0}, products[0].title: {"none": 1.0}}).tolist() == [1.0, 0.0]


def test_a_change_is_sure_where_the_whole_interval_is_above_nothing():
    draw = np.random.default_rng(1).normal
    noise = change(np.zeros(40), draw(0, 0.2, 40))
    assert not noise.surely_better
    assert SURE.surely_better
    assert SURE.change_95 == pytest.approx((0.2, 0.2))
    assert not change(np.zeros(0), np.zeros(0)).surely_better


def test_kept_is_what_is_surely_better_and_forgot_little():
    worse = change(np.full(20, 0.5), np.full(20, 0.48))
    assert verdict({"held_out": SURE, "gift_wishes": change(np.ones(9), np.ones(9) - 0.005)}, Limits()) == ""
    assert "not surely better" in verdict({"held_out": worse}, Limits())
    assert "gift wishes fell" in verdict({"held_out": SURE, "gift_wishes": worse}, Limits())


def test_the_catalogs_own_words_are_answered_by_what_has_them():
    products = [gift("mug", interests=("coffee",)), gift("pot", interests=("coffee", "tea"))]
    assert own_words(products) == {"coffee": {"mug": 1.0, "pot": 1.0}, "tea": {"pot": 1.0}}
    assert list(own_words(products, 1)) == ["coffee"]
