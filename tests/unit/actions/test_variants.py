"""Wordings in turn."""

from __future__ import annotations

from itertools import pairwise

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.slots import GiftState
from actions.variants import next_variant, say_variant
from tests.support.acting import Stage


def test_never_the_same_twice_in_a_row(stage: Stage) -> None:
    dispatcher, state = CollectingDispatcher(), GiftState()
    for _ in range(5):
        say_variant(dispatcher, state, "missed")
    texts = [message["text"] for message in dispatcher.messages]
    assert set(texts) == {f"missed.{number}" for number in range(stage.texts.variants("missed"))}
    assert all(one != other for one, other in pairwise(texts))
    assert state.said["missed"] == (5 - 1) % len(set(texts))


def test_a_locale_that_has_lost_a_wording(stage: Stage) -> None:
    state = GiftState(said={"missed": 17})
    assert next_variant(state, "missed").startswith("missed.")
    assert state.said["missed"] < stage.texts.variants("missed")


def test_a_text_without_variants_is_an_error(stage: Stage) -> None:
    with pytest.raises(KeyError, match="after_results"):
        next_variant(GiftState(), "after_results")
