"""What the search needs of a vector index, whatever its kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from catalog_index.encoder import Vectors

Mask = NDArray[np.bool_]
"""Which rows a search may find, bool (count,)."""
Rows = NDArray[np.int64]
Scores = NDArray[np.float32]


class VectorsDamagedError(RuntimeError):
    """The files of a vector index can't be written, or don't belong together; the message says why."""


class VectorIndex(Protocol):
    """Unit vectors by row; a score is an inner product, so the cosine, and higher is better."""

    @property
    def kind(self) -> str:
        """The kind's name: "flat", "ivf"."""
        ...

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        ...

    def __len__(self) -> int: ...

    def search(self, vectors: Vectors, k: int, mask: Mask | None = None) -> tuple[Scores, Rows]:
        """The nearest rows of each of float32 (n, dimension), best first: scores and rows, both (n, k).

        Only rows where `mask` is true are found. Where fewer than `k` are there, the rest of the rows is -1.
        """
        ...

    def reconstruct(self, row: int) -> Vectors:
        """The exact vector of a row, float32 (dimension,)."""
        ...

    def reconstruct_n(self, start: int, count: int) -> Vectors:
        """The exact vectors of `count` rows from `start` on, float32 (count, dimension)."""
        ...

    def reconstruct_batch(self, rows: Rows) -> Vectors:
        """The exact vectors of some rows, float32 (len(rows), dimension)."""
        ...

    def scores(self, vector: Vectors, rows: Rows) -> Scores:
        """The exact scores of some rows for one vector (dimension,), float32 (len(rows),)."""
        ...

    def save(self, path: Path) -> None:
        """Write it to `path` (the exact vectors) and, where the kind has more, beside it."""
        ...


class VectorStore(Protocol):
    """A vector database beside the versions' folders. Whatever it lacks of a version, it takes from its files."""

    def open(self, version: str, path: Path) -> VectorIndex:
        """A part of a version, given its file of exact vectors; what is lacking is brought there first.

        Raises:
            OSError, RuntimeError: it can't be.
        """
        ...

    def activate(self, version: str, parts: Collection[str]) -> None:
        """Note that a version serves now; `parts` are the names of its vector files without ending.

        Raises:
            RuntimeError: it can't be noted.
        """
        ...

    def keep_only(self, versions: Collection[str]) -> list[str]:
        """Drop all other versions, and return the names of what was dropped.

        Raises:
            RuntimeError: they can't be dropped.
        """
        ...


def packed(mask: Mask) -> NDArray[np.uint8]:
    """The mask as FAISS's bitmap: a bit a row, the lowest first."""
    return np.packbits(mask, bitorder="little")


def only_rows(mask: Mask) -> Any:
    """FAISS search parameters of a flat index that look only at the rows where `mask` (count,) is true."""
    # The stubs know only the C++ signature; the Python wrapper takes the packed array itself.
    selector = faiss.IDSelectorBitmap(packed(mask))  # type: ignore[call-arg, arg-type]
    return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]


@contextmanager
def one_thread() -> Iterator[None]:
    """Let FAISS work in the calling thread alone.

    For one query a team of threads gains little, and where another process holds a core, all wait for the member that
    does not run: 16 ms instead of 1 were measured. The number of threads is the calling thread's own setting in OpenMP.
    """
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)
