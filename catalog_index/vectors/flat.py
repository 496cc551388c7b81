"""The exact index: every vector is compared."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np

from catalog_index.encoder import Vectors
from catalog_index.vectors.base import Mask, Rows, Scores, VectorsDamagedError, one_thread, only_rows


class FlatVectors:
    """All vectors as they are, in memory or mapped from their file."""

    kind = "flat"

    def __init__(self, index: faiss.Index) -> None:
        """Over an index of inner products.

        Raises:
            VectorsDamagedError: it is another kind of index.
        """
        if not isinstance(index, faiss.IndexFlat) or index.metric_type != faiss.METRIC_INNER_PRODUCT:
            raise VectorsDamagedError(f"a flat index of inner products was expected, not {type(index).__name__}")
        self.index = index
        self.dimension = int(index.d)

    @classmethod
    def of(cls, vectors: Vectors) -> FlatVectors:
        """Over float32 (count, dimension)."""
        index = faiss.IndexFlatIP(int(vectors.shape[1]))
        if len(vectors):
            index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    def __len__(self) -> int:
        return int(self.index.ntotal)

    def search(self, vectors: Vectors, k: int, mask: Mask | None = None) -> tuple[Scores, Rows]:
        """The nearest rows, exactly: see VectorIndex."""
        if mask is None:
            scores, rows = self.index.search(vectors, k)
        else:
            scores, rows = self.index.search(vectors, k, params=only_rows(mask))
        return scores, rows

    def reconstruct(self, row: int) -> Vectors:
        """The vector of a row."""
        return np.asarray(self.index.reconstruct(row), dtype=np.float32)

    def reconstruct_n(self, start: int, count: int) -> Vectors:
        """The vectors of neighbouring rows."""
        return np.asarray(self.index.reconstruct_n(start, count), dtype=np.float32)

    def reconstruct_batch(self, rows: Rows) -> Vectors:
        """The vectors of some rows."""
        return np.asarray(self.index.reconstruct_batch(rows), dtype=np.float32)

    def scores(self, vector: Vectors, rows: Rows) -> Scores:
        """The scores of some rows, read in place: nothing is copied."""
        wanted = np.ascontiguousarray(rows, dtype=np.int64)
        if len(wanted) and not 0 <= int(wanted.min()) <= int(wanted.max()) < len(self):
            raise IndexError(f"rows outside of 0 to {len(self) - 1}")
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(self.dimension)
        result = np.empty(len(wanted), dtype=np.float32)
        if len(wanted):
            given, out, places = (faiss.swig_ptr(array) for array in (query, result, wanted))
            with one_thread():
                # Not in the stubs.
                self.index.compute_distance_subset(1, given, len(wanted), out, places)  # type: ignore[attr-defined]
        return result

    def save(self, path: Path) -> None:
        """Write the vectors."""
        faiss.write_index(self.index, str(path))
