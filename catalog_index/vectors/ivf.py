"""The index of large catalogs: k-means lists of short codes, and the exact vectors to settle the order.

The vectors nearest to a list's centre are in that list as codes of 4 bits for 2 numbers: an inverted file with product
quantization (Jegou, Douze, Schmid 2011), scanned out of the processor's registers (Andre, Kermarrec, Le Scouarnec
2015). A search scans the lists nearest to the query and compares the best of them again with their exact vectors. A
filter is a bitmap that the scan heeds. Where it leaves few rows, these are all compared exactly.
"""

from __future__ import annotations

import math
from pathlib import Path

import faiss
import numpy as np

from catalog_index.encoder import Vectors
from catalog_index.vectors.base import Mask, Rows, Scores, VectorsDamagedError, one_thread, packed
from catalog_index.vectors.flat import FlatVectors

SUFFIX = ".ivf"

# Up to so many rows left by a filter, comparing all of them is about as fast as the lists, and exact.
EXACT_UP_TO = 15_000
# How many lists: this times the square root of the number of vectors, as a power of two.
_LISTS = 2
# The share of the lists that is looked at. Shoppers' sentences lie far from products, so that their neighbours are in
# many lists, and so do the products of one category; `giftfinder bench vectors` measures what it costs and brings.
PROBED = 0.15
# Codes are rough: so many more are compared exactly than are wanted.
_AGAIN = 1.5
_AGAIN_AT_LEAST = 500
_SAMPLE_A_LIST = 40
_TRAINING_ROUNDS = 8
_CODE_BITS = 4
_BLOCK = 65_536


def list_count(count: int) -> int:
    """How many lists so many vectors get."""
    return int(2 ** max(0, round(math.log2(_LISTS * math.sqrt(max(count, 1))))))


def train_ivf(exact: Vectors) -> faiss.IndexIVF:
    """The lists and codes of float32 (count, dimension), at least 16, which may be mapped from a file: read in blocks.

    The same vectors give the same lists: the sample is drawn with a fixed seed.
    """
    count, dimension = exact.shape
    lists = list_count(count)
    coarse = faiss.IndexFlatIP(dimension)
    parts = dimension // 2 if dimension % 2 == 0 else dimension
    ivf = faiss.IndexIVFPQFastScan(coarse, dimension, lists, parts, _CODE_BITS, faiss.METRIC_INNER_PRODUCT)
    ivf.cp.spherical = True
    ivf.cp.niter = _TRAINING_ROUNDS
    ivf.cp.max_points_per_centroid = _SAMPLE_A_LIST
    ivf.cp.min_points_per_centroid = 1
    sample = np.random.default_rng(0).permutation(count)[: lists * _SAMPLE_A_LIST]
    ivf.train(np.ascontiguousarray(exact[np.sort(sample)], dtype=np.float32))
    for start in range(0, count, _BLOCK):
        ivf.add(np.ascontiguousarray(exact[start : start + _BLOCK], dtype=np.float32))
    return ivf


class IvfVectors:
    """Lists of codes over exact vectors."""

    kind = "ivf"

    def __init__(self, flat: FlatVectors, ivf: faiss.IndexIVF, *, probed: float = PROBED) -> None:
        """`probed` is the share of the lists that a search looks at.

        Raises:
            VectorsDamagedError: they are not of the same vectors.
        """
        if (int(ivf.ntotal), int(ivf.d)) != (len(flat), flat.dimension):
            raise VectorsDamagedError(
                f"lists of {ivf.ntotal:,} vectors of {ivf.d} dimensions, "
                f"but there are {len(flat):,} of {flat.dimension}"
            )
        self.flat = flat
        self.ivf = ivf
        self.dimension = flat.dimension
        self.probed = probed

    @classmethod
    def of(cls, vectors: Vectors, *, probed: float = PROBED) -> IvfVectors:
        """Over float32 (count, dimension), at least 16."""
        return cls(FlatVectors.of(vectors), train_ivf(vectors), probed=probed)

    def __len__(self) -> int:
        return len(self.flat)

    def search(self, vectors: Vectors, k: int, mask: Mask | None = None) -> tuple[Scores, Rows]:
        """The nearest rows: see VectorIndex. Their scores are exact, their being the nearest is very likely."""
        scores = np.full((len(vectors), k), np.finfo(np.float32).min, dtype=np.float32)
        rows = np.full((len(vectors), k), -1, dtype=np.int64)
        passing = len(self) if mask is None else int(np.count_nonzero(mask))
        if passing == len(self):
            mask = None
        if mask is not None and passing <= max(EXACT_UP_TO, k):
            survivors = np.flatnonzero(mask)
            for number, vector in enumerate(vectors):
                self._best(vector, survivors, scores[number], rows[number])
            return scores, rows
        bitmap = None if mask is None else packed(mask)
        for number, vector in enumerate(vectors):
            candidates = self._candidates(vector, k, passing, bitmap)
            self._best(vector, candidates, scores[number], rows[number])
        return scores, rows

    def _candidates(self, vector: Vectors, k: int, passing: int, bitmap: np.ndarray | None) -> Rows:
        """The rows whose codes are nearest."""
        wanted = min(max(math.ceil(k * _AGAIN), _AGAIN_AT_LEAST), passing)
        lists = int(self.ivf.nlist)
        probes = max(1, math.ceil(lists * self.probed))
        while True:
            selector = None if bitmap is None else faiss.IDSelectorBitmap(bitmap)  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParametersIVF(sel=selector, nprobe=probes)  # type: ignore[call-arg]
            with one_thread():
                _, found = self.ivf.search(vector[None, :], wanted, params=parameters)
            rows: Rows = found[0][found[0] >= 0]
            # What passes may lie in other lists altogether, as one category's products do.
            if len(rows) >= wanted or probes == lists:
                return rows
            probes = min(lists, probes * 4)

    def _best(self, vector: Vectors, candidates: Rows, scores: Scores, rows: Rows) -> None:
        """Write the best of some rows into `scores` and `rows`, both (k,)."""
        exact = self.flat.scores(vector, candidates)
        top = np.arange(len(exact))
        if len(exact) > len(rows):
            top = np.argpartition(-exact, len(rows) - 1)[: len(rows)]
        # Equal scores in the order of the rows, so that the same question gets the same answer.
        top = top[np.lexsort((candidates[top], -exact[top]))]
        scores[: len(top)], rows[: len(top)] = exact[top], candidates[top]

    def reconstruct(self, row: int) -> Vectors:
        """The exact vector of a row."""
        return self.flat.reconstruct(row)

    def reconstruct_n(self, start: int, count: int) -> Vectors:
        """The exact vectors of neighbouring rows."""
        return self.flat.reconstruct_n(start, count)

    def reconstruct_batch(self, rows: Rows) -> Vectors:
        """The exact vectors of some rows."""
        return self.flat.reconstruct_batch(rows)

    def scores(self, vector: Vectors, rows: Rows) -> Scores:
        """The exact scores of some rows."""
        return self.flat.scores(vector, rows)

    def save(self, path: Path) -> None:
        """Write the exact vectors, and the lists beside them."""
        self.flat.save(path)
        save_lists(self.ivf, path)


def lists_path(path: Path) -> Path:
    """Where the lists of a vector file are: titles.faiss -> titles.ivf."""
    return path.with_suffix(SUFFIX)


def save_lists(ivf: faiss.IndexIVF, path: Path) -> None:
    """Write the lists beside the file of the exact vectors.

    Raises:
        VectorsDamagedError: they can't be written.
    """
    try:
        faiss.write_index(ivf, str(lists_path(path)))
    except RuntimeError as cause:
        raise VectorsDamagedError(f"{lists_path(path).name} can't be written: {cause}") from cause
