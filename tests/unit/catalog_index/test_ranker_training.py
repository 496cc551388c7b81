"""Training finds what is known to be there: tastes and position bias; and measures by sessions it has not seen."""

from __future__ import annotations

import numpy as np
import pytest

from catalog_index.features import PARTS
from catalog_index.ranker_training import Choice, Weights, _interval, _newton, _Table, _value, fit, gains, measure

WIDTH = len(PARTS) + 2


def simulated(seed: int, count: int, *, taste: float, bias: float, score: float = 4.0, refusals: bool = False):
    """Lists of four with one take each, drawn from the very model; the first trait is liked, the second is not told."""
    random = np.random.default_rng(seed)
    found = []
    for number in range(count):
        scores = np.sort(random.uniform(0.5, 1.0, 4))[::-1]
        features = np.zeros((4, WIDTH))
        features[:, :2] = random.normal(size=(4, 2))
        features[:, -2:] = random.random((4, 2)) < 0.4
        places = np.arange(1, 5)
        grades = np.zeros(4)
        worth = score * scores + taste * features[:, -2]
        for sign in (1, -1) if refusals else (1,):
            odds = np.exp(sign * worth) * places**-bias
            chosen = random.choice(4, p=odds / odds.sum())
            grades[chosen] = grades[chosen] or sign
        arrays = (scores.astype(np.float32), features.astype(np.float32), places, grades.astype(np.float32))
        found.append(Choice(f"s{number // 2}", *arrays))
    return found


@pytest.mark.parametrize(("bias", "taste"), [(0.3, 1.0), (1.2, 1.0), (0.7, -1.0)])
def test_tastes_and_position_bias_are_found(bias, taste):
    found = fit(simulated(1, 6000, taste=taste, bias=bias))
    assert found.bias == pytest.approx(bias, abs=0.12)
    assert found.weights[-2] * found.score == pytest.approx(taste, abs=0.2)
    assert abs(found.weights[-1] * found.score) < 0.1


def test_a_refusal_is_the_contrary_of_a_take():
    choices = simulated(2, 3000, taste=1.0, bias=0.7, refusals=True)
    only = [
        Choice(c.session, c.scores, c.features, c.places, np.minimum(c.grades, 0)) for c in choices if min(c.grades) < 0
    ]
    assert fit(only).weights[-2] > 0.1
    assert fit(choices).weights[-2] > 0.1


def test_the_result_is_where_the_posterior_is_highest():
    table = _Table.of(simulated(3, 200, taste=1.0, bias=0.7))
    centre, spread = np.zeros(table.x.shape[1]), np.full(table.x.shape[1], 0.5)
    found = _newton(table, centre, spread, 50)
    best = _value(table, found, centre, 1 / spread**2)
    random = np.random.default_rng(0)
    for _ in range(50):
        assert _value(table, found + random.normal(0, 0.02, len(found)), centre, 1 / spread**2) < best


def test_little_is_learnt_from_little_and_nothing_from_nothing():
    few, many = (fit(simulated(4, count, taste=1.0, bias=0.7)) for count in (20, 4000))
    assert abs(few.weights[-2] * few.score) < 0.5 * many.weights[-2] * many.score
    silent = [
        Choice("a", np.ones(2, np.float32), np.zeros((2, WIDTH), np.float32), np.arange(1, 3), np.zeros(2, np.float32))
    ]
    assert not fit(silent).weights.any() and fit(silent).bias == pytest.approx(0.7)


def test_the_order_of_sessions_and_lists_does_not_matter_and_nothing_is_drawn_at_random():
    choices = simulated(5, 300, taste=1.0, bias=0.7)
    one, two = fit(choices), fit(choices[::-1])
    assert one.weights == pytest.approx(two.weights, abs=1e-6)
    assert measure(choices, seed=3) == measure(choices, seed=3)


def test_a_taste_is_measured_as_a_gain_and_no_taste_as_none():
    found = measure(simulated(6, 1500, taste=1.5, bias=0.7))
    assert 0 < found.least < found.low < found.gain < found.high
    assert found.learned == pytest.approx(found.base + found.gain, abs=2e-4)
    assert (found.sessions, found.takes) == (750, 1500)
    assert measure(simulated(7, 1500, taste=0.0, bias=0.7)).low <= 0


def test_requests_are_held_out_whole():
    """One favourite a request, which nothing but the request's own trait tells: no other request teaches it."""
    random = np.random.default_rng(9)
    choices = []
    for number in range(600):
        request = number % 10
        features = np.zeros((4, len(PARTS) + 40), dtype=np.float32)
        features[np.arange(4), len(PARTS) + 4 * request + np.arange(4)] = 1
        grades = np.zeros(4, dtype=np.float32)
        grades[(7 * request) % 4 if random.random() < 0.7 else int(random.integers(4))] = 1
        scores = np.array([0.4, 0.3, 0.2, 0.1], dtype=np.float32)
        choices.append(Choice(f"s{number}", scores, features, np.arange(1, 5), grades, f"r{request}"))
    assert measure(choices).least > 0.05
    unseen = measure(choices, by="request")
    assert unseen.sessions == 10 and unseen.gain == 0


@pytest.mark.parametrize("bias", [0.2, 1.2])
def test_position_alone_is_no_taste(bias):
    """Where only places decide, neither too weak nor too strong a bias is taken for a taste (or for the base order)."""
    found = measure(simulated(8, 2000, taste=0.0, bias=bias, score=0.0))
    assert found.low <= 0 and abs(found.gain) < 0.02
    assert found.bias == pytest.approx(bias, abs=0.2)


def test_gains_by_hand():
    features = np.zeros((3, WIDTH), dtype=np.float32)
    features[2, -1] = 1
    weights = np.zeros(WIDTH)
    weights[-1] = 10.0
    choice = Choice("a", np.array([0.3, 0.2, 0.1], np.float32), features, np.arange(1, 4), np.array([0, 0, 2.0]))
    base, learned, ideal = gains(choice, Weights(weights, 1.0, 2.0))
    # The take at place 3 counts 2 x 3; third it is worth half of first.
    assert (base, learned, ideal) == pytest.approx((3.0, 6.0, 6.0))
    assert gains(choice, Weights(np.zeros(WIDTH), 1.0, 2.0))[1] == base


def test_the_interval_is_of_the_ratio_of_sums():
    assert _interval(np.array([[1.0, 2.0, 4.0]] * 5), 0) == (0.25, 0.25, 0.25)
    assert _interval(np.zeros((0, 3)), 0) == (0.0, 0.0, 0.0)


def test_too_few_sessions_are_told():
    with pytest.raises(ValueError, match="can't be split"):
        measure(simulated(9, 4, taste=0, bias=0.7))
