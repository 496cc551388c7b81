"""A synthetic feed of any size, the same at every run, and an encoder that costs next to nothing."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from hashlib import shake_128
from pathlib import Path

import numpy as np

from catalog_index.encoder import Progress, Vectors

COLUMNS = (
    "id", "title", "description", "link", "image_link", "price", "availability", "brand", "product_type", "age_group",
    "color", "material",
)  # fmt: skip
_LOOKS = "red blue green sand ivory black walnut linen copper rose slate mint amber plum teal".split()
_STUFFS = "wood cotton steel wool glass leather paper clay bamboo silk cork brass felt oak porcelain".split()
_THINGS = (
    "puzzle mug scarf lamp notebook backpack kite teapot telescope candle blanket drum atlas apron planter chess-set "
    "bracelet jigsaw whistle pencil-case umbrella clock vase basket journal globe slippers tray frame lunchbox"
).split()
_THEMES = (
    "dinosaurs astronomy gardening knitting baking sailing chess birds trains football painting photography camping "
    "coffee music cats dogs horses robots chemistry poetry travel yoga cycling fishing woodwork maps foxes whales"
).split()
_LINES = (
    "Made by hand in small batches.",
    "A favourite of everyone who loves {theme}.",
    "Packed in a box that can be used again.",
    "Easy to clean and built to last.",
    "With a card that tells the story of {theme}.",
    "Suitable for ages {low} and up.",
    "Comes with a drawing of {theme} on its side.",
    "The {stuff} is from certified sources.",
    "Folds flat into a drawer.",
    "A quiet gift for long evenings.",
    "Holds its colour for years.",
    "Signed and numbered inside.",
)


def rows(count: int, *, changed: float = 0.0) -> Iterator[tuple[str, ...]]:
    """The feed's rows; `changed` is the share of products whose text is another than without it."""
    for number in range(count):
        chance = random.Random(number)
        look, stuff, thing, theme = (chance.choice(words) for words in (_LOOKS, _STUFFS, _THINGS, _THEMES))
        lines = chance.sample(_LINES, 4)
        text = " ".join(lines).format(theme=theme, stuff=stuff, low=chance.randint(3, 12))
        again = " Newly made." if chance.random() < changed else ""
        yield (
            f"p{number}",
            f"{look.title()} {stuff} {thing} with {theme}, no. {number}",
            f"A {look} {thing} of {stuff}, number {number} of its kind. {text}{again}",
            f"https://shop.example/products/p{number}",
            f"https://shop.example/pictures/p{number}.jpg",
            f"{chance.randint(500, 15000) / 100:.2f} USD",
            "in_stock" if chance.random() < 0.95 else "out_of_stock",
            f"Maker {number % 997}",
            f"Gifts > {theme.title()} > {thing.title()}",
            "adult" if chance.random() < 0.5 else "kids",
            look,
            stuff,
        )


def write_feed(path: Path, count: int, *, changed: float = 0.0) -> None:
    """Write a Google Merchant CSV of so many products."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows(count, changed=changed))


class StandInEncoder:
    """Vectors of the real one's shape made of a text's checksum: what an import costs without its encoder."""

    def __init__(self, dimension: int = 384) -> None:
        self.name = f"stand-in-{dimension}"
        self.dimension = dimension
        self.texts = 0

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return float32 (len(texts), dimension), each row of unit length."""
        self.texts += len(texts)
        content = b"".join(shake_128(text.encode()).digest(self.dimension) for text in texts)
        vectors = np.frombuffer(content, dtype=np.uint8).reshape(len(texts), self.dimension).astype(np.float32) - 127.5
        if progress is not None:
            progress(len(texts), len(texts))
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)
