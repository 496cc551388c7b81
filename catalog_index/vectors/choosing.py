"""Which kind of index how many vectors get, in memory and on disk."""

from __future__ import annotations

from pathlib import Path

import faiss

from catalog_index.encoder import Vectors
from catalog_index.flat_file import FlatFile
from catalog_index.vectors.base import VectorIndex, VectorsDamagedError
from catalog_index.vectors.flat import FlatVectors
from catalog_index.vectors.ivf import IvfVectors, lists_path, save_lists, train_ivf

# Up to this many vectors, comparing all takes a few milliseconds and is exact.
FLAT_UP_TO = 50_000


def vectors_of(vectors: Vectors) -> VectorIndex:
    """An index over float32 (count, dimension), of the kind that is best for so many."""
    return FlatVectors.of(vectors) if len(vectors) <= FLAT_UP_TO else IvfVectors.of(vectors)


def build_beside(path: Path, dimension: int) -> bool:
    """Make what a flat file of vectors needs beside it to be searched fast; False where it needs nothing.

    Raises:
        FlatFileError: it is no flat file of that dimension.
        OSError: it can't be read.
        VectorsDamagedError: what belongs beside it can't be written.
    """
    file = FlatFile(path, dimension)
    if file.count <= FLAT_UP_TO:
        return False
    save_lists(train_ivf(file.mapped()), path)
    return True


def load_vectors(path: Path) -> VectorIndex:
    """Read what `save` or `build_beside` wrote.

    A large catalog's exact vectors are mapped from their file: the system keeps in memory what is used of them. Where
    the lists are missing (a version of before there were any), the vectors are searched flat.

    Raises:
        OSError, RuntimeError: a file is missing or can't be read.
        VectorsDamagedError: the files don't belong together.
    """
    beside = lists_path(path)
    if not beside.exists():
        return FlatVectors(faiss.read_index(str(path)))
    flat = FlatVectors(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
    ivf = faiss.read_index(str(beside))
    if not isinstance(ivf, faiss.IndexIVF):
        raise VectorsDamagedError(f"{beside.name} holds no lists of codes")
    return IvfVectors(flat, ivf)
