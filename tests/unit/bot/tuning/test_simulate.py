"""Simulated shoppers: what they mean is known, what they take depends on where it stands."""

import numpy as np
import pytest

from bot.tuning.idioms import FORMS, IDIOMS
from bot.tuning.simulate import Shop, pooled
from tests.support.catalog import gift
from tests.support.fake_encoder import HashEncoder

PRODUCTS = [
    gift(f"{label}-{number}", title=f"{label} thing {number}", interests=(label,))
    for label in list(IDIOMS)[:12]
    for number in range(4)
]


@pytest.fixture
def shop():
    return Shop(PRODUCTS, HashEncoder(), 5, 150)


def test_what_is_heard_and_what_nobody_says_are_apart_and_mean_their_label(shop):
    assert shop.heard
    assert shop.unheard
    assert not shop.heard.keys() & shop.unheard.keys()
    meant = {form.format(word): label for label, words in IDIOMS.items() for word in words for form in FORMS}
    for text, grades in (shop.heard | shop.unheard).items():
        assert {name.rpartition("-")[0] for name in grades} == {meant[text]}


def test_shoppers_take_what_they_mean_and_noise_takes_anything(shop):
    def right(takes):
        taken = [take for take in takes if take.value > 0]
        meant = {form.format(word): label for label, words in IDIOMS.items() for word in words for form in FORMS}
        return np.mean([take.product_id.startswith(meant[take.interests[0]]) for take in taken])

    takes = shop.takes("idiom")
    assert right(takes) > 0.6
    assert right(shop.takes("noise")) < 0.4
    assert {take.value for take in takes} == {1.0, 0.0, -1.0}
    assert not {text for take in takes for text in take.interests} & shop.unheard.keys()
    places = [take.place for take in shop.takes("noise") if take.value > 0]
    assert sum(place <= 4 for place in places) > sum(place > 8 for place in places)


def test_the_same_seed_is_the_same_shop():
    first, again = (Shop(PRODUCTS, HashEncoder(), 7, 40).takes("idiom") for _ in range(2))
    assert first == again
    assert first != Shop(PRODUCTS, HashEncoder(), 8, 40).takes("idiom")


def test_the_pooled_interval_knows_that_runs_differ():
    still = [(np.zeros(50), np.full(50, 0.1))] * 3
    assert pooled(still).change_95 == (0.1, 0.1)
    mixed = [(np.zeros(50), np.full(50, value)) for value in (0.3, 0.0, -0.1)]
    found = pooled(mixed)
    assert not found.surely_better
    assert found.change == pytest.approx(0.0667, abs=1e-3)
