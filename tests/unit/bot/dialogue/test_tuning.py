"""The encoder tuned to intents, with a handful of examples."""

import numpy as np
import pytest

from bot.dialogue.examples import read_examples
from bot.dialogue.tuning import tune, tuned
from catalog_index.encoder import SentenceEncoder
from catalog_index.onnx_encoder import OnnxEncoder

NLU = """version: "3.1"
nlu:
- intent: cheaper
  examples: |
    - something cheaper
    - less expensive please
    - a lower [price](thing)
- synonym: "tea"
  examples: |
    - chai
- intent: dearer
  examples: |
    - something more expensive
    - pricier please
    - a higher price
"""


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "nlu"
    folder.mkdir()
    (folder / "prices.yml").write_text(NLU)
    return folder


def test_examples_are_read_without_their_marks(data):
    found = read_examples(data)
    assert len(found) == 6
    assert found[2] == ("a lower price", "cheaper")


def test_tuning_pulls_the_examples_of_an_intent_together_and_others_apart(data):
    texts, intents = zip(*read_examples(data), strict=True)
    before = SentenceEncoder().encode(texts)
    after = tune(texts, intents, lambda _: None, rounds=30).encode(list(texts), normalize_embeddings=True)
    same = np.equal.outer(np.array(intents), np.array(intents))

    def gap(vectors):
        alike = vectors @ vectors.T
        return alike[same].mean() - alike[~same].mean()

    assert gap(after) > gap(before) + 0.1


def test_it_is_made_once_for_the_same_examples(data, tmp_path):
    said = []
    first = tuned(tmp_path / "encoder", data, said.append)
    assert said and OnnxEncoder(first).encode(["cheaper"]).shape == (1, 384)
    told = len(said)
    assert tuned(tmp_path / "encoder", data, said.append) == first
    assert len(said) == told
    (data / "prices.yml").write_text(NLU.replace("pricier", "dearer"))
    assert tuned(tmp_path / "encoder", data, said.append) != first
    assert first.is_dir()  # the one before is kept
    assert not list((tmp_path / "encoder").glob(".unfinished-*"))
