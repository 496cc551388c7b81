"""Fingerprints of a catalog's products: 64 bytes a product tell what changed and which texts have vectors already."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalog_index.index import PRODUCTS_FILE, embedded_texts
from catalog_index.product import Product

ROWS_FILE = "rows.bin"
# Fixed width, so that comparing compares all 16 bytes. Never take single items out: numpy cuts zeros at their end.
ROW = np.dtype([("id", "S16"), ("content", "S16"), ("title", "S16"), ("text", "S16")])
_JSON = json.JSONEncoder(ensure_ascii=False)
Rows = NDArray[np.void]
Hashes = NDArray[np.bytes_]


def digest(text: str | bytes) -> bytes:
    """16 bytes that stand for a text: two different texts never share them in practice (BLAKE2b)."""
    # Lone surrogates (broken bytes of a feed) never get here: their rows are refused.
    return blake2b(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text, digest_size=16).digest()


def product_line(product: Product) -> bytes:
    """The product's line in an index version: JSON, UTF-8, with its line end."""
    return (_JSON.encode(product.to_json()) + "\n").encode()


class RowsCollector:
    """Gathers the fingerprints of products as they are read."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def __len__(self) -> int:
        return len(self._bytes) // ROW.itemsize

    def add(self, product: Product, line: bytes) -> None:
        """Add a product with its `product_line`."""
        title, text = embedded_texts(product)
        self._bytes += digest(product.id) + digest(line) + digest(title) + digest(text)

    def rows(self) -> Rows:
        """All of them in order, ROW (count,)."""
        return np.frombuffer(bytes(self._bytes), dtype=ROW)


def interleaved(rows: Rows) -> Hashes:
    """The hashes of all embedded texts, (2 * count,): title and whole text of the first product, of the second ..."""
    both = np.empty(2 * len(rows), dtype="S16")
    both[0::2], both[1::2] = rows["title"], rows["text"]
    return both


def read_rows(folder: Path, count: int) -> Rows:
    """The fingerprints of an index version; made of its products where it was written without them.

    Raises:
        OSError, ValueError, KeyError: the version can't be read.
    """
    path = folder / ROWS_FILE
    if path.is_file():
        rows = np.fromfile(path, dtype=ROW)
    else:
        collector = RowsCollector()
        for line in _lines(folder / PRODUCTS_FILE):
            collector.add(Product.from_json(json.loads(line)), line)
        rows = collector.rows()
    if len(rows) != count:
        raise ValueError(f"{len(rows):,} fingerprints for {count:,} products")
    return rows


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def compare(rows: Rows, before: Rows) -> tuple[int, int, int, int]:
    """(added, changed, unchanged, gone) of the products of `rows` against those `before`."""
    order = np.argsort(before["id"], kind="stable")
    known, contents = before["id"][order], before["content"][order]
    if not len(known):
        return len(rows), 0, 0, 0
    place = np.minimum(np.searchsorted(known, rows["id"]), len(known) - 1)
    there = known[place] == rows["id"]
    same = there & (contents[place] == rows["content"])
    kept, unchanged = int(there.sum()), int(same.sum())
    return len(rows) - kept, kept - unchanged, unchanged, len(before) - kept
