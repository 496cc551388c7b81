"""Flat vector files are byte for byte what faiss writes, and are read by row."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_index.flat_file import FlatFile, FlatFileError, FlatFileWriter


def vectors(count: int, dimension: int) -> np.ndarray:
    return np.random.default_rng(count + dimension).standard_normal((count, dimension)).astype(np.float32)


@given(st.lists(st.integers(0, 9), max_size=5), st.integers(1, 40))
@settings(max_examples=50, deadline=None)
def test_pieces_make_the_file_that_faiss_writes(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[int], dimension: int
) -> None:
    folder = tmp_path_factory.mktemp("flat")
    whole = vectors(sum(pieces), dimension)
    with FlatFileWriter(folder / "ours", dimension) as writer:
        start = 0
        for piece in pieces:
            writer.write(whole[start : start + piece])
            start += piece
    index = faiss.IndexFlatIP(dimension)
    index.add(whole)
    faiss.write_index(index, str(folder / "theirs"))
    assert (folder / "ours").read_bytes() == (folder / "theirs").read_bytes()
    assert FlatFile(folder / "ours", dimension).count == len(whole)


def test_rows_are_taken_in_any_order(tmp_path: Path) -> None:
    whole = vectors(20, 8)
    with FlatFileWriter(tmp_path / "f", 8) as writer:
        writer.write(whole)
    rows = np.array([19, 0, 7, 7], dtype=np.int64)
    assert np.array_equal(FlatFile(tmp_path / "f", 8).take(rows), whole[rows])
    assert FlatFile(tmp_path / "f", 8).take(rows[:0]).shape == (0, 8)


def test_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "f"
    with FlatFileWriter(path, 8) as writer:
        writer.write(vectors(3, 8))
    with pytest.raises(FlatFileError, match="7 dimensions"):
        FlatFile(path, 7)
    content = path.read_bytes()
    for damaged in (content[:-1], content + b"x"):
        path.write_bytes(damaged)
        with pytest.raises(FlatFileError, match="size of 3"):
            FlatFile(path, 8)
    path.write_bytes(b"x" * 10)
    with pytest.raises(FlatFileError):
        FlatFile(path, 8)
    with pytest.raises(ValueError, match="shape"), FlatFileWriter(path, 8) as writer:
        writer.write(vectors(3, 9))
