"""The log of vectors: a run that was cut off is gone on with, to the same vectors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_index.embedding_log import EmbeddingLog
from catalog_index.encoder import Progress, Vectors
from tests.support.fake_encoder import HashEncoder


class NeighbourEncoder(HashEncoder):
    """Its vectors depend on the texts beside them, as a real one's do in their last digits."""

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        vectors = super().encode(texts, progress=progress)
        return vectors + np.float32(len(" ".join(texts))) * np.float32(1e-6)


class CutOff(NeighbourEncoder):
    """Breaks off after some blocks."""

    def __init__(self, blocks: int) -> None:
        super().__init__()
        self._blocks = blocks

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        if not self._blocks:
            raise KeyboardInterrupt
        self._blocks -= 1
        return super().encode(texts, progress=progress)


def run(folder: Path, texts: list[str], encoder: HashEncoder) -> tuple[EmbeddingLog, Vectors]:
    log = EmbeddingLog(folder, encoder, block=4)
    log.run(iter(texts), len(texts), lambda done, total: None)
    return log, log.take(np.arange(len(texts)))


TEXTS = [f"text {number}" for number in range(18)]


def test_a_whole_run(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    encoder = HashEncoder()
    log = EmbeddingLog(tmp_path / "log", encoder, block=4)
    log.run(TEXTS, 18, lambda done, total: told.append((done, total)))
    assert np.array_equal(log.take(np.array([17, 0])), HashEncoder().encode(["text 17", "text 0"]))
    assert (told[-1], [done for done, _ in told] == sorted(done for done, _ in told)) == ((18, 18), True)
    log.clear()
    assert not (tmp_path / "log").exists()


@pytest.mark.parametrize("blocks", [0, 1, 3, 4])
def test_what_was_cut_off_goes_on(tmp_path: Path, blocks: int) -> None:
    expected = run(tmp_path / "undisturbed", TEXTS, NeighbourEncoder())[1]
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "cut", TEXTS, CutOff(blocks))
    encoder = NeighbourEncoder()
    log, vectors = run(tmp_path / "cut", TEXTS, encoder)
    assert np.array_equal(vectors, expected)
    assert (log.reused, encoder.encoded) == (4 * blocks, TEXTS[4 * blocks :])


@given(st.integers(0, 5000), st.integers(0, 200), st.booleans())
@settings(max_examples=60, deadline=None)
def test_files_cut_or_changed_anywhere(
    tmp_path_factory: pytest.TempPathFactory, vectors_end: int, lines_end: int, flip: bool
) -> None:
    folder = tmp_path_factory.mktemp("log")
    expected = run(folder, TEXTS, NeighbourEncoder())[1]
    for name, end in (("vectors.f32", vectors_end), ("blocks.log", lines_end)):
        content = bytearray((folder / name).read_bytes())
        if flip and content:
            content[end % len(content)] ^= 0x10
        else:
            del content[end:]
        (folder / name).write_bytes(content)
    assert np.array_equal(run(folder, TEXTS, NeighbourEncoder())[1], expected)


def test_another_feed_or_encoder_takes_over_only_what_is_the_same_start(tmp_path: Path) -> None:
    run(tmp_path, TEXTS, NeighbourEncoder())
    other = [*TEXTS[:9], "new", *TEXTS[10:]]
    encoder = NeighbourEncoder()
    log, vectors = run(tmp_path, other, encoder)
    assert (log.reused, encoder.encoded) == (8, other[8:])
    assert np.array_equal(vectors, run(tmp_path / "fresh", other, NeighbourEncoder())[1])
    shorter = run(tmp_path, TEXTS[:6], NeighbourEncoder())[1]
    assert np.array_equal(shorter, run(tmp_path / "fresh2", TEXTS[:6], NeighbourEncoder())[1])
    renamed = HashEncoder("other", 16)
    assert run(tmp_path, TEXTS, renamed)[0].reused == 0
    assert renamed.encoded == TEXTS
    assert run(tmp_path, [], renamed)[1].shape == (0, 16)
