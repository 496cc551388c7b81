"""The statistical part of understanding, with vectors made up for it."""

import numpy as np
import pytest

from bot.nlu.intent_model import IntentModel

TEXTS = ["show me more", "more please", "others please", "hello there", "hi there", "hello you", "for my dad", "my dad"]
INTENTS = ["more"] * 3 + ["greet"] * 3 + ["inform"] * 2
KINDS: list[list[str]] = [[]] * 6 + [["relationship"]] * 2
VECTORS = np.eye(3, dtype=np.float32)[[0, 0, 0, 1, 1, 1, 2, 2]]


@pytest.fixture(scope="module")
def model() -> IntentModel:
    made = IntentModel()
    made.fit(TEXTS, VECTORS, KINDS, INTENTS)
    return made


def test_ranks_by_meaning_and_chances_sum_to_one(model):
    ranked = model.rank("zzz", np.array([0, 1, 0], dtype=np.float32), [])
    assert [name for name, _ in ranked][0] == "greet"
    assert sum(chance for _, chance in ranked) == pytest.approx(1)
    assert [chance for _, chance in ranked] == sorted((chance for _, chance in ranked), reverse=True)


def test_letters_count_where_the_meaning_says_nothing(model):
    nothing = np.zeros(3, dtype=np.float32)
    assert model.rank("HELLO thre", nothing, [])[0][0] == "greet"


def test_what_was_read_counts(model):
    nothing = np.zeros(3, dtype=np.float32)
    with_kind = dict(model.rank("zzz", nothing, ["relationship", "never seen"]))
    without = dict(model.rank("zzz", nothing, []))
    assert with_kind["inform"] > without["inform"]


def test_one_intent_is_too_few():
    with pytest.raises(ValueError, match="class"):
        IntentModel().fit(["a a", "a a"], VECTORS[:2], [[], []], ["x", "x"])
