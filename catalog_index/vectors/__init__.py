"""The vector indexes: one interface, a kind by size.

flat   exact; every vector is compared. Best up to FLAT_UP_TO vectors.
milvus  in a Milvus, where the settings say so: catalog_index/vectors/milvus.py, loaded only then.
ivf    k-means lists of 8-bit codes, what they find compared again with the exact vectors. For more.

A filter works inside the search: it is a mask over the rows, never a cut of what was found.
"""

from catalog_index.vectors.base import Mask, Rows, Scores, VectorIndex, VectorsDamagedError, VectorStore, only_rows
from catalog_index.vectors.choosing import FLAT_UP_TO, build_beside, load_vectors, vectors_of
from catalog_index.vectors.flat import FlatVectors
from catalog_index.vectors.ivf import IvfVectors

__all__ = [
    "FLAT_UP_TO",
    "FlatVectors",
    "IvfVectors",
    "Mask",
    "Rows",
    "Scores",
    "VectorIndex",
    "VectorStore",
    "VectorsDamagedError",
    "build_beside",
    "load_vectors",
    "only_rows",
    "vectors_of",
]
