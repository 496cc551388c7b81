"""From the products of a draft to its vector files: old vectors are taken over, only new texts are encoded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalog_index.embedding_log import EmbeddingLog
from catalog_index.encoder import Encoder, Progress, Vectors
from catalog_index.fingerprints import Hashes, Rows, interleaved
from catalog_index.flat_file import FlatFile, FlatFileWriter
from catalog_index.index import META_FILE, PRODUCTS_FILE, TEXTS_FILE, TITLES_FILE, embedded_texts
from catalog_index.product import Product

_CHUNK = 8_192


@dataclass(frozen=True, slots=True)
class KnownVectors:
    """The vectors of an index version, by the hash of their text."""

    rows: Rows
    titles: FlatFile
    texts: FlatFile

    @classmethod
    def of(cls, folder: Path, rows: Rows, dimension: int) -> KnownVectors:
        """Open a version's folder; `rows` are its fingerprints.

        Raises:
            FlatFileError, OSError: its vector files are not readable.
        """
        return cls(rows, FlatFile(folder / TITLES_FILE, dimension), FlatFile(folder / TEXTS_FILE, dimension))


class TextPlan:
    """Which of a catalog's texts have vectors, and which are new.

    A text's place is 2 * row for a title, 2 * row + 1 for a whole text.
    """

    def __init__(self, rows: Rows, known: KnownVectors | None) -> None:
        distinct, first, which = np.unique(interleaved(rows), return_index=True, return_inverse=True)
        self._which: NDArray[np.int64] = which
        self._old = _places(distinct, known)
        new = np.flatnonzero(self._old < 0)
        in_feed_order = new[np.argsort(first[new], kind="stable")]
        self._number = np.full(len(distinct), -1, dtype=np.int64)
        self._number[in_feed_order] = np.arange(len(new))
        self._places = np.sort(first[new])
        self._known = known

    @property
    def new(self) -> int:
        """How many texts must be encoded."""
        return len(self._places)

    def new_texts(self, products: Path) -> Iterator[str]:
        """The texts to encode, in the order of the products file, each once."""
        wanted = iter(self._places.tolist())
        place = next(wanted, None)
        with products.open("rb") as file:
            for row, line in enumerate(file):
                if place is None:
                    return
                if place // 2 == row:
                    texts = embedded_texts(Product.from_json(json.loads(line)))
                    while place is not None and place // 2 == row:
                        yield texts[place % 2]
                        place = next(wanted, None)

    def vectors(self, places: NDArray[np.int64], log: EmbeddingLog, dimension: int) -> Vectors:
        """The vectors at these places, float32 (len(places), dimension)."""
        texts = self._which[places]
        old, number = self._old[texts], self._number[texts]
        result = np.empty((len(places), dimension), dtype=np.float32)
        result[number >= 0] = log.take(number[number >= 0])
        if self._known is not None:
            for part, file in ((0, self._known.titles), (1, self._known.texts)):
                here = (old >= 0) & (old % 2 == part)
                result[here] = file.take(old[here] // 2)
        return result


def _places(distinct: Hashes, known: KnownVectors | None) -> NDArray[np.int64]:
    """Where each text has its vector in the version before, -1 for nowhere."""
    result = np.full(len(distinct), -1, dtype=np.int64)
    if known is not None and len(known.rows):
        before, first = np.unique(interleaved(known.rows), return_index=True)
        place = np.minimum(np.searchsorted(before, distinct), len(before) - 1)
        there = before[place] == distinct
        result[there] = first[place[there]]
    return result


def write_vectors(
    folder: Path, rows: Rows, known: KnownVectors | None, encoder: Encoder, log: EmbeddingLog, progress: Progress
) -> None:
    """Write the vector files and the description of an index beside its products, which are there already.

    Raises:
        OSError: a file can't be written.
    """
    plan = TextPlan(rows, known)
    log.run(plan.new_texts(folder / PRODUCTS_FILE), plan.new, progress)
    for part, name in ((0, TITLES_FILE), (1, TEXTS_FILE)):
        with FlatFileWriter(folder / name, encoder.dimension) as file:
            for start in range(0, len(rows), _CHUNK):
                chunk = np.arange(start, min(start + _CHUNK, len(rows)), dtype=np.int64)
                file.write(plan.vectors(2 * chunk + part, log, encoder.dimension))
    meta = {"encoder": encoder.name, "dimension": encoder.dimension, "count": len(rows)}
    (folder / META_FILE).write_text(json.dumps(meta), encoding="utf-8")


def check_folder(folder: Path, dimension: int, count: int) -> None:
    """Check, without loading them, that the files of a draft fit together.

    Raises:
        FlatFileError, OSError: a vector file is not what it should be.
        ValueError: the numbers of products and vectors differ.
    """
    with (folder / PRODUCTS_FILE).open("rb") as file:
        lines = sum(1 for line in file if line.endswith(b"\n"))
    found = {lines, *(FlatFile(folder / name, dimension).count for name in (TITLES_FILE, TEXTS_FILE))}
    if found != {count}:
        raise ValueError(f"{sorted(found)} products and vectors were written instead of {count:,}")
