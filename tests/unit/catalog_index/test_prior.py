"""The prior's arithmetic, by hand and on shops whose rates are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from catalog_index.prior import BOUND, MOST, Seen, look, prior


def test_later_places_are_looked_at_less():
    assert look(1) == 1
    assert [look(place) for place in range(1, 8)] == sorted((look(place) for place in range(1, 8)), reverse=True)


def test_by_hand_with_rates_that_differ_no_more_than_chance():
    # Exactly the mean everywhere: the strongest prior, and nothing to add.
    seen = {name: Seen(100, 10) for name in "abc"}
    assert prior(seen, weight=1) == pytest.approx(dict.fromkeys("abc", 0.0))
    seen = {"a": Seen(100, 12), "b": Seen(100, 8), "c": Seen(100, 10)}
    rate = (12 + MOST * 0.1) / (100 + MOST)
    assert prior(seen, weight=1)["a"] == pytest.approx(math.log(rate / 0.1))


def test_the_same_takes_at_a_later_place_say_more():
    seen = {"first": Seen(200 * look(1), 30), "fourth": Seen(200 * look(4), 30), "rest": Seen(500, 20)}
    values = prior(seen, weight=0.01)
    assert values["fourth"] > values["first"]


def test_what_is_little_known_moves_little():
    rest = {f"r{number}": Seen(1000, 100 + 60 * (number % 3 - 1)) for number in range(30)}
    values = prior({"lucky": Seen(2, 2), "proven": Seen(1000, 400), **rest}, weight=0.01)
    assert 0 < values["lucky"] < values["proven"] / 2


def test_it_is_bounded_and_off_when_told_so_or_when_nothing_is_known():
    seen = {"best": Seen(1000, 900), "worst": Seen(1000, 0), "rest": Seen(1000, 100)}
    values = prior(seen, weight=1.0)
    assert (values["best"], values["worst"]) == (BOUND, -BOUND)
    assert prior(seen, weight=0) == {}
    assert prior({"a": Seen(10, 3)}, weight=1) == {}
    assert prior({}, weight=1) == {}


def test_more_refused_than_taken_is_nothing_taken():
    values = prior({"a": Seen(100, -5), "b": Seen(100, 40)}, weight=0.05)
    assert values["a"] < 0 < values["b"]


def test_true_rates_are_found_again():
    random = np.random.default_rng(7)
    rates = random.gamma(4, 0.025, 300)
    looks = random.uniform(50, 400, 300)
    takes = random.poisson(rates * looks)
    seen = {str(i): Seen(float(looks[i]), float(takes[i])) for i in range(300)}
    values = np.array(list(prior(seen, weight=0.02).values()))
    raw = np.log((takes + 0.5) / looks)
    truth = np.log(rates)
    assert np.corrcoef(values, truth)[0, 1] > np.corrcoef(raw, truth)[0, 1] > 0.5
