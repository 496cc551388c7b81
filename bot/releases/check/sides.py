"""The two catalogs of a check. All products are counted; of a large catalog a sample is searched.

The sample holds the same product ids of both sides (chosen by a hash of the id), so that memory stays bounded and the
two can still be compared answer by answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from bot.releases.check.errors import CheckError
from bot.releases.check.links import link_problem
from catalog_index.encoder import Encoder
from catalog_index.encoders import encoder_of
from catalog_index.feeds.entry import DEMO_STORE_URL
from catalog_index.flat_file import FlatFile, FlatFileError
from catalog_index.index import PRODUCTS_FILE, TEXTS_FILE, TITLES_FILE, CatalogIndex, IndexDamagedError
from catalog_index.manifest import Manifest, ManifestError
from catalog_index.product import Product
from catalog_index.search import GiftSearch
from catalog_index.vectors import FlatVectors

_SPACE = float(1 << 64)
_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Inventory:
    """All products of a version, in numbers.

    `keys` uint64 (count,) name the products, sorted; `prices` float64 (count,) what each costs now, NaN where it can't
    be bought; `dead` counts links that can't lead anywhere by their form.
    """

    keys: NDArray[np.uint64]
    prices: NDArray[np.float64]
    dead: int
    demo: bool

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def buyable(self) -> NDArray[np.bool_]:
        """Which can be bought, bool (count,)."""
        return np.asarray(~np.isnan(self.prices))

    @property
    def median_price(self) -> float | None:
        """The median price of what can be bought."""
        return float(np.median(self.prices[self.buyable])) if self.buyable.any() else None

    def has(self, product_id: str) -> bool:
        """Whether a product is there, bought or not."""
        place = int(np.searchsorted(self.keys, key_of(product_id)))
        return place < len(self.keys) and int(self.keys[place]) == key_of(product_id)


@dataclass(frozen=True, slots=True)
class Side:
    """One catalog version: what it holds and the search over (a sample of) it."""

    version: str
    inventory: Inventory
    search: GiftSearch


def key_of(product_id: str) -> int:
    """A number for an id, the same on every machine."""
    return int.from_bytes(blake2b(product_id.encode(), digest_size=8).digest(), "big")


def load_sides(
    root: Path, versions: tuple[str, str], encoder: Encoder, most: int, made_by: Callable[[str], Encoder] | None = None
) -> tuple[Side, Side, float]:
    """Load two versions of the store at `root`, and say which share of the products is searched.

    `made_by` is the encoder of an index by the name in its manifest; without it that is `encoder` or the same by torch.

    Raises:
        CheckError: a version is not there, damaged, or of another encoder.
    """
    folders = [root / version for version in versions]
    of = made_by or (lambda name: encoder_of(encoder, name))
    try:
        sizes = [Manifest.read(folder).products for folder in folders]
        share = min(1.0, most / max(1, *sizes))
        found = []
        for version, folder in zip(versions, folders, strict=True):
            stock = inventory(folder)
            index = CatalogIndex.load(folder) if share == 1.0 else sample(folder, share, encoder)
            found.append(Side(version, stock, GiftSearch(index, of(index.encoder_name))))
    except (ManifestError, IndexDamagedError, FlatFileError, OSError, ValueError, KeyError) as error:
        raise CheckError(f"the catalogs can't be compared: {error}") from error
    return found[0], found[1], share


def inventory(folder: Path) -> Inventory:
    """Count the products of a version, one at a time."""
    keys, prices, dead, demo, count = [], [], 0, 0, 0
    for product in products_of(folder):
        keys.append(key_of(product.id))
        prices.append(float(product.current_price.amount) if product.is_available else np.nan)
        dead += link_problem(product.link) != ""
        demo += product.link.startswith(f"{DEMO_STORE_URL}/")
        count += 1
    order = np.argsort(np.array(keys, dtype=np.uint64))
    return Inventory(
        np.array(keys, dtype=np.uint64)[order],
        np.array(prices, dtype=np.float64)[order],
        dead,
        demo=count > 0 and demo == count,
    )


def sample(folder: Path, share: float, encoder: Encoder) -> CatalogIndex:
    """A part of a version: the products whose key is in the first `share` of all keys."""
    chosen: list[Product] = []
    rows: list[int] = []
    for row, product in enumerate(products_of(folder)):
        if key_of(product.id) / _SPACE < share:
            chosen.append(product)
            rows.append(row)
    meta = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    picked = np.array(rows, dtype=np.int64)
    parts = [_picked(FlatFile(folder / name, encoder.dimension), picked) for name in (TITLES_FILE, TEXTS_FILE)]
    return CatalogIndex(chosen, parts[0], parts[1], str(meta["encoder"]))


def products_of(folder: Path) -> Iterator[Product]:
    """The products of a version, in their order."""
    with (folder / PRODUCTS_FILE).open(encoding="utf-8") as file:
        for line in file:
            yield Product.from_json(json.loads(line))


def _picked(file: FlatFile, rows: NDArray[np.int64]) -> FlatVectors:
    index = faiss.IndexFlatIP(file._dimension)
    for start in range(0, len(rows), _BLOCK):
        index.add(file.take(rows[start : start + _BLOCK]))
    return FlatVectors(index)
