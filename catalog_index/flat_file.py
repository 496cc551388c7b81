"""Flat vector files: what `faiss.write_index` writes of an IndexFlatIP, written and read in pieces.

A catalog of a million products has gigabytes of vectors; an import holds only a few thousand of them at a time.
"""

from __future__ import annotations

import struct
from pathlib import Path
from types import TracebackType
from typing import Self

import faiss
import numpy as np
from numpy.typing import NDArray

from catalog_index.encoder import Vectors

_COUNT_AT = 8  # after the file's mark and the dimension: the number of vectors, int64
_SIZE = struct.Struct("<q")


class FlatFileError(RuntimeError):
    """The file is no flat index of the dimension that was asked for."""


def _empty(dimension: int) -> bytes:
    return faiss.serialize_index(faiss.IndexFlatIP(dimension)).tobytes()


def _header(dimension: int, count: int) -> bytes:
    """The bytes before the vectors; the last number of it is how many floats follow."""
    head = bytearray(_empty(dimension))
    _SIZE.pack_into(head, _COUNT_AT, count)
    _SIZE.pack_into(head, len(head) - _SIZE.size, count * dimension)
    return bytes(head)


class FlatFileWriter:
    """Writes vectors one piece after the other; the file is whole once it is closed."""

    def __init__(self, path: Path, dimension: int) -> None:
        self._dimension = dimension
        self._count = 0
        self._file = path.open("wb")
        self._file.write(_header(dimension, 0))

    def write(self, vectors: Vectors) -> None:
        """Append float32 (n, dimension)."""
        if vectors.ndim != 2 or vectors.shape[1] != self._dimension:
            raise ValueError(f"vectors of shape {vectors.shape} into a file of {self._dimension} dimensions")
        self._file.write(np.ascontiguousarray(vectors, dtype="<f4").tobytes())
        self._count += len(vectors)

    def close(self) -> None:
        """Write the count and close the file."""
        self._file.seek(0)
        self._file.write(_header(self._dimension, self._count))
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class FlatFile:
    """A flat index on disk, read by row; nothing of it stays in memory between two calls."""

    def __init__(self, path: Path, dimension: int) -> None:
        """Open it.

        Raises:
            FlatFileError: another kind of file, another dimension, or cut off.
            OSError: it can't be read.
        """
        self._path = path
        self._dimension = dimension
        self._start = len(_empty(dimension))
        with path.open("rb") as file:
            head = file.read(self._start)
        self.count = _SIZE.unpack_from(head, _COUNT_AT)[0] if len(head) == self._start else -1
        if self.count < 0 or head != _header(dimension, self.count):
            raise FlatFileError(f"{path.name} is no flat index of {dimension} dimensions")
        if path.stat().st_size != self._start + self.count * dimension * 4:
            raise FlatFileError(f"{path.name} has not the size of {self.count:,} vectors")

    def take(self, rows: NDArray[np.int64]) -> Vectors:
        """The vectors of these rows, float32 (len(rows), dimension)."""
        if not len(rows):
            return np.zeros((0, self._dimension), dtype=np.float32)
        return np.array(self.mapped()[rows], dtype=np.float32)

    def mapped(self) -> Vectors:
        """All vectors, float32 (count, dimension), read from the disk where they are looked at; at least one."""
        shape = (self.count, self._dimension)
        return np.memmap(self._path, dtype="<f4", mode="r", offset=self._start, shape=shape)
