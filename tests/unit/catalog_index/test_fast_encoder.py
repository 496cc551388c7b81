"""The exported encoder: the same vectors as torch's, near enough, and always the same ones."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from catalog_index.encoder import DEFAULT_MODEL, SentenceEncoder
from catalog_index.encoders import encoder_of, names_of, open_encoder
from catalog_index.fast_encoder import FastEncoder
from catalog_index.onnx_encoder import OnnxModelError
from tests.support.exported import exported_encoders
from tests.support.fake_encoder import HashEncoder

TEXTS = (
    "coffee grinder",
    "a gift for my father who likes fishing",
    "",
    "Steel bottle. " + "Keeps tea hot on long walks, and water cold in summer. " * 30,
    "Schal aus Wolle für Oma",
)


@pytest.fixture(scope="module")
def encoder() -> FastEncoder:
    found = open_encoder(DEFAULT_MODEL, exported_encoders(), threads=2)
    assert isinstance(found, FastEncoder)
    return found


def test_vectors_are_those_of_torch_but_for_rounding(encoder: FastEncoder) -> None:
    ours, theirs = encoder.encode(TEXTS), SentenceEncoder().encode(TEXTS)
    assert ours.dtype == np.float32 and ours.shape == (len(TEXTS), 384)
    assert np.linalg.norm(ours, axis=1) == pytest.approx(1, abs=1e-4)
    assert (ours * theirs).sum(axis=1).min() > 0.98


def test_a_text_has_one_vector_whatever_is_beside_it(encoder: FastEncoder) -> None:
    alone = np.concatenate([FastEncoder(_folder(), threads=1).encode([text]) for text in TEXTS])
    many = [f"{number} filler" for number in range(40)]
    assert np.array_equal(encoder.encode([*many, *TEXTS])[40:], alone)
    assert np.array_equal(encoder.encode([*reversed(TEXTS), *many])[: len(TEXTS)], alone[::-1])
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: FastEncoder(_folder()).encode([text])[0], TEXTS))
    assert np.array_equal(np.stack(found), alone)


def test_progress_ends_at_the_total(encoder: FastEncoder) -> None:
    told: list[tuple[int, int]] = []
    encoder.encode([f"text {number}" for number in range(70)], progress=lambda *pair: told.append(pair))
    assert told == [(32, 70), (64, 70), (70, 70)]


def test_nothing_to_encode(encoder: FastEncoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_short_calls_are_cached_and_the_oldest_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder, ran = FastEncoder(_folder(), cache_size=2), []
    real = encoder._one
    monkeypatch.setattr(encoder, "_one", lambda text: ran.append(text) or real(text))
    for text in ("a", "b", "a", "c", "a", "b"):
        encoder.encode([text])
    assert ran == ["a", "b", "c", "b"]


def test_long_texts_are_cut_as_the_model_says(encoder: FastEncoder) -> None:
    long = "gift " * 300
    assert np.array_equal(encoder.encode([long]), encoder.encode([long + "cheese " * 50]))


def test_names_tell_torch_from_int8(encoder: FastEncoder) -> None:
    assert encoder.name == "all-MiniLM-L6-v2@53aa51172d14.1 int8"
    assert names_of(encoder) == (encoder.name, SentenceEncoder().name)
    assert encoder_of(encoder, encoder.name) is encoder
    torch = encoder_of(encoder, SentenceEncoder().name)
    assert isinstance(torch, SentenceEncoder) and encoder_of(encoder, torch.name) is torch
    assert encoder_of(encoder, "another") is encoder
    assert names_of(HashEncoder("x", 8)) == ("x",)
    with pytest.raises(KeyError):
        encoder.named("another")


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(OnnxModelError, match="no usable exported encoder"):
        FastEncoder(tmp_path)


def _folder() -> Path:
    return next(path for path in exported_encoders().iterdir() if path.is_dir())
