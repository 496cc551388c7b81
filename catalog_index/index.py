"""CatalogIndex: the products of one import and their vectors, saved and loaded as a folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from catalog_index.encoder import Encoder, Progress, Vectors
from catalog_index.product import Product
from catalog_index.vectors import VectorIndex, load_vectors, vectors_of

PRODUCTS_FILE = "products.jsonl"
TITLES_FILE = "titles.faiss"
TEXTS_FILE = "texts.faiss"
META_FILE = "index.json"

# Longer texts are cut by the encoder anyway (256 word pieces); cutting here saves tokenising them.
TEXT_CHARACTERS = 1_000


class IndexDamagedError(RuntimeError):
    """An index folder can't be read as one whole index; the message says what is wrong."""


def embedded_texts(product: Product) -> tuple[str, str]:
    """The two texts of a product that are embedded: its title, and its title with all that describes it.

    Titles alone match short wishes better, the whole text carries whom it is for; search takes both.
    """
    parts = [product.title, product.description, " ".join(product.interests)]
    if product.categories:
        parts.insert(1, product.categories[-1])
    return product.title, ". ".join(part for part in parts if part)[:TEXT_CHARACTERS]


class CatalogIndex:
    """Products with two vector indexes over them: their titles, and their whole texts."""

    def __init__(self, products: Sequence[Product], titles: VectorIndex, texts: VectorIndex, encoder_name: str) -> None:
        self.products = list(products)
        self.titles = titles
        self.texts = texts
        self.encoder_name = encoder_name
        self.dimension = titles.dimension
        self._row_by_id = {product.id: row for row, product in enumerate(self.products)}
        counts = {len(self.products), len(titles), len(texts)}
        if len(counts) != 1:
            raise IndexDamagedError(
                f"{len(self.products)} products, {len(titles)} title and {len(texts)} text vectors don't match"
            )
        if len(self._row_by_id) != len(self.products):
            raise IndexDamagedError("two products have the same id")

    def __len__(self) -> int:
        return len(self.products)

    def get(self, product_id: str) -> Product | None:
        """The product with this id, or None."""
        row = self._row_by_id.get(product_id)
        return None if row is None else self.products[row]

    def row(self, product_id: str) -> int | None:
        """The row of a product in `products` and in both vector indexes, or None."""
        return self._row_by_id.get(product_id)

    @classmethod
    def build(
        cls,
        products: Sequence[Product],
        encoder: Encoder,
        *,
        previous: CatalogIndex | None = None,
        progress: Progress | None = None,
    ) -> CatalogIndex:
        """Embed products; a product whose text is unchanged since `previous` keeps its vectors."""
        pairs = [embedded_texts(product) for product in products]
        known = _known_vectors(previous, encoder)
        todo = list(dict.fromkeys(text for pair in pairs for text in pair if text not in known))
        for text, vector in zip(todo, encoder.encode(todo, progress=progress), strict=True):
            known[text] = vector
        titles = vectors_of(_stacked([known[title] for title, _ in pairs], encoder.dimension))
        texts = vectors_of(_stacked([known[text] for _, text in pairs], encoder.dimension))
        return cls(products, titles, texts, encoder.name)

    def save(self, folder: Path) -> None:
        """Write the index into an existing, empty folder."""
        with (folder / PRODUCTS_FILE).open("w", encoding="utf-8") as file:
            for product in self.products:
                file.write(json.dumps(product.to_json(), ensure_ascii=False) + "\n")
        self.titles.save(folder / TITLES_FILE)
        self.texts.save(folder / TEXTS_FILE)
        meta = {"encoder": self.encoder_name, "dimension": self.dimension, "count": len(self)}
        (folder / META_FILE).write_text(json.dumps(meta), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, open_part: Callable[[Path], VectorIndex] = load_vectors) -> CatalogIndex:
        """Read what `save` wrote; `open_part` opens each of the two vector files.

        Raises:
            IndexDamagedError: a file is missing, can't be read, or the files don't belong together.
        """
        try:
            meta = json.loads((folder / META_FILE).read_text(encoding="utf-8"))
            with (folder / PRODUCTS_FILE).open(encoding="utf-8") as file:
                products = [Product.from_json(json.loads(line)) for line in file]
            titles = open_part(folder / TITLES_FILE)
            texts = open_part(folder / TEXTS_FILE)
            index = cls(products, titles, texts, str(meta["encoder"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RuntimeError) as cause:
            raise IndexDamagedError(f"the index in {folder} can't be read: {cause}") from cause
        told = (meta.get("dimension"), meta.get("dimension"), meta.get("count"))
        if told != (titles.dimension, texts.dimension, len(index)):
            raise IndexDamagedError(f"the index in {folder} does not match its own description")
        return index


def _stacked(vectors: list[Vectors], dimension: int) -> Vectors:
    return np.stack(vectors).astype(np.float32) if vectors else np.zeros((0, dimension), dtype=np.float32)


def _known_vectors(previous: CatalogIndex | None, encoder: Encoder) -> dict[str, Vectors]:
    if previous is None or previous.encoder_name != encoder.name or previous.dimension != encoder.dimension:
        return {}
    if not len(previous):
        return {}
    titles = previous.titles.reconstruct_n(0, len(previous))
    texts = previous.texts.reconstruct_n(0, len(previous))
    known: dict[str, Vectors] = {}
    for row, product in enumerate(previous.products):
        title, text = embedded_texts(product)
        known[title] = titles[row]
        known[text] = texts[row]
    return known
