"""The exported encoder beside the one it was made from."""

import numpy as np
import pytest

from catalog_index.encoder import SentenceEncoder
from catalog_index.onnx_encoder import OnnxEncoder, OnnxModelError
from catalog_index.onnx_export import export

TEXTS = ["something for my dad who likes fishing", "", "a mug", "what is your return policy? " * 40]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("encoder")
    export(SentenceEncoder().load(), folder, name="plain")
    return folder


def test_its_vectors_are_those_of_the_original(folder):
    mine, theirs = OnnxEncoder(folder).encode(TEXTS), SentenceEncoder().encode(TEXTS)
    assert mine.shape == theirs.shape == (4, 384) and mine.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(mine, axis=1), 1, atol=1e-5)
    assert ((mine * theirs).sum(axis=1) > 0.95).all()


def test_one_by_one_a_texts_vector_does_not_depend_on_its_neighbours(folder):
    encoder = OnnxEncoder(folder, batch=1)
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_array_equal(alone, encoder.encode(TEXTS))
    assert encoder.encode([]).shape == (0, 384)


def test_only_what_it_needs_is_left(folder):
    assert sorted(path.name for path in folder.iterdir()) == ["about.json", "model.onnx", "tokenizer.json"]
    assert OnnxEncoder(folder).name == "plain"


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(OnnxModelError, match=str(tmp_path)):
        OnnxEncoder(tmp_path)
