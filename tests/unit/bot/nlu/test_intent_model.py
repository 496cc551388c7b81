"""The statistical part of understanding, with vectors made up for it."""

import numpy as np
import pytest

from bot.nlu.intent_model import IntentModel, alike

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


def test_all_large_figures_are_alike_and_small_ones_stay():
    assert alike("Make it under $123") == alike("make it under $1,234.50") == "make it under $100"
    assert alike("the 2nd for my 12 year old, item AB123") == "the 2nd for my 12 year old, item ab123"


def test_a_figure_never_changes_the_intent(model):
    nothing = np.zeros(3, dtype=np.float32)
    ranked = [model.rank(model.mended(f"my dad, {figure}"), nothing, []) for figure in (100, 123, 747, 911, "1,234")]
    assert all(one == ranked[0] for one in ranked)
