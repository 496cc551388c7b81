"""Tuning with the packaged encoder: a word that it can't know, learnt in few steps; kept, refused, found again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.tuning.pairs import Take
from bot.tuning.store import TunedStore, UnknownEncoderError
from bot.tuning.training import Budget, mixed
from bot.tuning.tune import Limits, Material, TuningError, prepared, tune
from catalog_index.encoder import DEFAULT_MODEL
from catalog_index.encoders import open_encoder
from tests.support.catalog import gift
from tests.support.exported import exported_encoders
from tests.support.fake_encoder import HashEncoder

NAMES = ["coffee mug", "fishing rod", "frying pan", "chess board", "garden spade", "wool scarf"]
PRODUCTS = [gift(name.replace(" ", "-"), title=name.title()) for name in NAMES]
# What shoppers say instead, in many forms: two wordings of three are learnt.
WORDS = ["brakkel", "zimpto", "quorvy", "mellusk", "throndle", "vixamop"]
FORMS = ["{}", "{} things", "{} stuff", "a {} fan", "{} at home", "my {}"]
TAKES = [
    Take(f"{form}-{word}-{person}", (form.format(word),), product.id, 1, 1.0)
    for word, product in zip(WORDS, PRODUCTS, strict=True)
    for form in FORMS
    for person in range(2)
]
# And what was shown beside it.
SHOWN = TAKES + [
    replace(take, product_id=one.id, place=2, value=0.0)
    for take in TAKES
    for one in PRODUCTS
    if one.id != take.product_id
]
LIMITS = Limits(takes=20, held_out=5, budget=Budget(epochs=6, batch=8, rate=2e-4, mix=0.7, seed=3))


@pytest.fixture
def store(tmp_path):
    for path in filter(Path.is_dir, exported_encoders().iterdir()):
        (tmp_path / path.name).symlink_to(path)
    return TunedStore(tmp_path)


def opened(store):
    return lambda model: open_encoder(model, store.model(""))


def test_invented_words_are_learnt_and_the_encoder_kept(store):
    steps = []
    material = Material("v1", PRODUCTS, SHOWN)
    done = tune(
        DEFAULT_MODEL,
        material,
        store,
        opened(store),
        LIMITS,
        tell=lambda stage, done, of: steps.append((stage, done, of)),
    )
    assert done.kept, done.reason
    assert done.figures["held_out"]["change_95"][0] > 0
    assert (store.usable(done.id).name, done.base) == (done.name, DEFAULT_MODEL)
    assert done.name.startswith(done.id)
    trained = [step for step in steps if step[0] == "train"]
    assert trained[-1][1] == trained[-1][2] == len(trained)
    # The same once more is not made anew.
    assert tune(DEFAULT_MODEL, material, store, opened(store), LIMITS) == done
    store.prune(0, {done.name})
    assert store.find(done.id)
    store.prune(0, set())
    assert store.find(done.id) is None
    assert list(store.model("").glob("tuned-*")) == []


def test_takes_without_a_meaning_are_refused_with_the_reason(store):
    products = [product.id for product in PRODUCTS]
    chance = [
        Take(f"s{number}", (f"{WORDS[number % 6]} {number // 6 % 9}",), products[number * 7 % 11 % 6], 1, 1.0)
        for number in range(54)
    ]
    chance += [
        replace(take, product_id=name, place=2, value=0.0)
        for take in chance
        for name in products
        if name != take.product_id
    ]
    done = tune(
        DEFAULT_MODEL, Material("v1", PRODUCTS, chance), store, opened(store),
        Limits(takes=20, held_out=5, budget=Budget(epochs=1, batch=8, rate=1e-5)),
    )  # fmt: skip
    assert not done.kept
    assert "not surely better" in done.reason
    assert not store.model(done.id).exists()
    with pytest.raises(UnknownEncoderError, match="was refused"):
        store.usable(done.id)
    assert json.loads((store.model("") / f"{done.id}.json").read_text())["figures"]["held_out"]["questions"] >= 5


def test_too_little_is_said_and_nothing_trained(store):
    with pytest.raises(TuningError, match="3 takes, 20 are needed"):
        prepared(Material("v1", PRODUCTS, TAKES[:3]), LIMITS)
    with pytest.raises(TuningError, match="held-out"):
        prepared(Material("v1", PRODUCTS, [TAKES[0]] * 30), LIMITS)
    assert store.all() == []


def test_who_is_measured_on_teaches_nothing():
    both = [Take("s", (word, other), PRODUCTS[0].id, 1, 1.0) for word in WORDS for other in FORMS]
    limits = Limits(takes=1, held_out=1)
    with pytest.raises(TuningError):
        prepared(Material("v1", PRODUCTS, both), limits)
    pairs, held = prepared(Material("v1", PRODUCTS, TAKES), limits)
    assert held
    assert {pair.asks for pair in pairs["shoppers"]}.isdisjoint(held)


def test_weights_are_mixed_tensor_by_tensor():
    import torch

    before = {"a": torch.tensor([0.0, 2.0]), "n": torch.tensor([1])}
    after = {"a": torch.tensor([1.0, 4.0]), "n": torch.tensor([5])}
    found = mixed(before, after, 0.25)
    assert found["a"].tolist() == [0.25, 2.5]
    assert found["n"].tolist() == [5]


def test_a_training_that_fails_leaves_nothing_and_says_why(store):
    with pytest.raises(TuningError, match=r"training failed: \w"):
        tune("no-such-model", Material("v1", PRODUCTS, TAKES), store, lambda model: HashEncoder(), LIMITS)
    assert list(store.model("").glob("tuned-*")) == []
    slow = replace(LIMITS, seconds=0.0)
    with pytest.raises(TuningError, match="took more than 0 s"):
        tune(DEFAULT_MODEL, Material("v1", PRODUCTS, TAKES), store, lambda model: HashEncoder(), slow)
    assert list(store.model("").glob("tuned-*")) == []
