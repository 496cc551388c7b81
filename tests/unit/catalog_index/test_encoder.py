"""The sentence encoder without its model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from catalog_index import encoder as module
from catalog_index.encoder import DEFAULT_WEIGHTS_SHA256, EncoderError, SentenceEncoder, default_model_folder


class Model:
    """Counts what it is asked to encode; a text's vector is its length."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def get_embedding_dimension(self) -> int:
        return 2

    def encode(self, texts: list[str], **options: object) -> list[list[float]]:
        assert options["normalize_embeddings"] is True
        self.batches.append(list(texts))
        return [[float(len(text)), 1.0] for text in texts]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Model:
    fake = Model()
    monkeypatch.setattr(SentenceEncoder, "load", lambda self: fake)
    return fake


def test_short_calls_are_cached(model: Model) -> None:
    encoder = SentenceEncoder("some-model", batch_size=4)
    assert encoder.encode(["aa", "b", "aa"]).tolist() == [[2, 1], [1, 1], [2, 1]]
    assert encoder.encode(["b", "ccc"]).tolist() == [[1, 1], [3, 1]]
    assert model.batches == [["aa", "b"], ["ccc"]]
    assert (encoder.name, encoder.dimension) == ("some-model", 2)


def test_the_cache_forgets_the_oldest(model: Model) -> None:
    encoder = SentenceEncoder("some-model", cache_size=2)
    for text in ("a", "b", "a", "c", "a", "b"):
        encoder.encode([text])
    assert model.batches == [["a"], ["b"], ["c"], ["b"]]


def test_one_call_may_be_larger_than_the_cache(model: Model) -> None:
    encoder = SentenceEncoder("some-model", cache_size=2, batch_size=8)
    assert encoder.encode(["a", "bb", "ccc"])[:, 0].tolist() == [1, 2, 3]


def test_long_calls_go_by_length_and_keep_their_order(model: Model) -> None:
    encoder = SentenceEncoder("some-model", batch_size=2)
    told: list[tuple[int, int]] = []
    texts = ["xxxxx", "x", "xxx", "xx", "xxxx"]
    found = encoder.encode(texts, progress=lambda done, total: told.append((done, total)))
    assert found[:, 0].tolist() == [5, 1, 3, 2, 4]
    assert found.dtype == np.float32
    assert model.batches == [["x", "xx"], ["xxx", "xxxx"], ["xxxxx"]]
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_nothing_to_encode(model: Model) -> None:
    assert SentenceEncoder("some-model").encode([]).shape == (0, 2)
    assert model.batches == []


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other")
    monkeypatch.setattr(module, "default_model_folder", lambda: tmp_path)
    with pytest.raises(EncoderError, match=DEFAULT_WEIGHTS_SHA256):
        SentenceEncoder()


def test_the_package_that_ships_has_the_published_weights() -> None:
    assert module._sha256(default_model_folder() / "model.safetensors") == DEFAULT_WEIGHTS_SHA256
