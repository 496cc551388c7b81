"""`giftfinder bench embed`: the shop's encoder beside sentence-transformers on torch, the same texts in turns."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from bot.bench.machine import Machine, this_machine
from bot.bench.running import BenchError
from bot.catalog.encoder import shop_encoder
from bot.releases.check.sides import products_of
from bot.settings import Settings
from catalog_index.encoder import DEFAULT_MODEL, Encoder, SentenceEncoder
from catalog_index.evaluate import evaluate, load_dataset
from catalog_index.index import embedded_texts
from catalog_index.product import Product
from catalog_index.versions import NoVersionError, VersionStore

OURS, TORCH = "shop", "torch"
_QUERY_WORDS = 5


class _Plain(Protocol):
    """What we ask of a SentenceTransformer."""

    def encode(self, sentences: Any, **options: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is measured; each side's turns alternate, `rounds` of each."""

    products: int
    queries: int
    rounds: int


FULL = Amount(products=500, queries=300, rounds=3)
SHORT = Amount(products=120, queries=60, rounds=2)


@dataclass(frozen=True, slots=True)
class Figures:
    """One side: products a second (title and whole text of each) in the median round, and a query's milliseconds."""

    encoder: str
    products_per_second: float
    query_p50: float
    query_p95: float
    ndcg_at_10: float | None = None


@dataclass(frozen=True, slots=True)
class EmbeddingBench:
    """What was measured; `cosine` is the mean of the two sides' vectors of the same texts."""

    amount: Amount
    ours: Figures
    torch: Figures
    cosine: float
    machine: Machine

    @property
    def faster(self) -> float:
        """How many times as many products a second as torch."""
        return self.ours.products_per_second / self.torch.products_per_second

    @property
    def query_share(self) -> float:
        """A query's time as a share of torch's, by the medians."""
        return self.ours.query_p50 / self.torch.query_p50

    def to_json(self) -> dict[str, Any]:
        """Return it JSON-ready."""
        return {
            **asdict(self),
            "products_times_torch": round(self.faster, 2),
            "query_share_of_torch": round(self.query_share, 4),
        }


def run(settings: Settings, amount: Amount, folder: Path | None, tell: Callable[[str], None]) -> EmbeddingBench:
    """Measure; texts and queries are those of the catalog that serves, or of a BEIR `folder`, where nDCG@10 is measured
    too (that takes as long as embedding its corpus twice).

    Raises:
        BenchError: there is no catalog to take texts from.
        DatasetError: the folder can't be read. EncoderError: the model can't be loaded.
    """
    machine = this_machine()
    dataset = load_dataset(folder) if folder else None
    products = dataset.products if dataset else _catalog(settings)
    chosen = _spread(products, amount.products)
    texts = [text for product in chosen for text in embedded_texts(product)]
    queries = list(dataset.queries.values()) if dataset else [_query(product) for product in products]
    queries = list(dict.fromkeys(queries))[: amount.queries]
    tell("loading the encoders")
    shop, plain = shop_encoder(settings), SentenceEncoder(settings.encoder if settings.encoder else DEFAULT_MODEL)
    model: _Plain = plain.load()
    sides: dict[str, Callable[[Any], Any]] = {
        OURS: _fresh(shop),
        TORCH: lambda wanted: model.encode(wanted, normalize_embeddings=True, show_progress_bar=False),
    }
    vectors: dict[str, NDArray[np.float32]] = {}
    paces: dict[str, list[float]] = {OURS: [], TORCH: []}
    waits: dict[str, list[float]] = {OURS: [], TORCH: []}
    for encode in sides.values():
        encode(texts[:64])
        encode(["warm"])
    for number in range(amount.rounds):
        for side, encode in sides.items():
            tell(f"round {number + 1} of {amount.rounds}: {side}")
            start = time.perf_counter()
            vectors[side] = np.asarray(encode(texts), dtype=np.float32)
            paces[side].append(len(chosen) / (time.perf_counter() - start))
            for query in islice(queries, number, None, amount.rounds):
                start = time.perf_counter()
                encode([query])
                waits[side].append((time.perf_counter() - start) * 1000)
    gains: dict[str, float | None] = {OURS: None, TORCH: None}
    if dataset is not None:
        for side, encoder in ((OURS, shop), (TORCH, plain)):
            tell(f"nDCG@10 over {len(products):,} products: {side}")
            gains[side] = evaluate(dataset, encoder).ndcg_at_10
    ours, theirs = (
        Figures(
            encoder=name,
            products_per_second=round(statistics.median(paces[side]), 2),
            query_p50=round(float(np.percentile(waits[side], 50)), 3),
            query_p95=round(float(np.percentile(waits[side], 95)), 3),
            ndcg_at_10=gains[side],
        )
        for side, name in ((OURS, shop.name), (TORCH, f"{plain.name}, torch"))
    )
    cosine = round(float((vectors[OURS] * vectors[TORCH]).sum(axis=1).mean()), 4)
    return EmbeddingBench(Amount(len(chosen), len(queries), amount.rounds), ours, theirs, cosine, machine)


def show(console: Console, bench: EmbeddingBench) -> None:
    """Print the figures."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("encoder", "products/s", "× torch", "query ms", "p95", "of torch", "nDCG@10"):
        first = name == "encoder"
        table.add_column(name, justify="left" if first else "right", no_wrap=not first, overflow="fold")
    for figures, faster, share in ((bench.ours, bench.faster, bench.query_share), (bench.torch, 1.0, 1.0)):
        table.add_row(
            figures.encoder,
            f"{figures.products_per_second:,.1f}",
            f"{faster:.1f}",
            f"{figures.query_p50:.2f}",
            f"{figures.query_p95:.2f}",
            f"{share:.1%}",
            "" if figures.ndcg_at_10 is None else f"{figures.ndcg_at_10:.4f}",
        )
    console.print(table)
    amount, machine = bench.amount, bench.machine
    console.print(
        f"{amount.products} products (title and whole text each) in {amount.rounds} rounds, {amount.queries} queries "
        f"one at a time; mean cosine of the two {bench.cosine:.4f}.",
        soft_wrap=True,
    )
    console.print(f"Machine: {machine.cpu}, {machine.cores} cores, load {machine.load:.1f} at the start.")


def _fresh(encoder: Encoder) -> Callable[[Sequence[str]], Any]:
    """The encoder, asked for what it can't have kept: a blank at the end changes a text's key, not its tokens."""
    asked = 0

    def encode(texts: Sequence[str]) -> Any:
        nonlocal asked
        asked += 1
        return encoder.encode([text + " " * asked for text in texts] if len(texts) == 1 else texts)

    return encode


def _catalog(settings: Settings) -> list[Product]:
    try:
        return list(products_of(VersionStore(settings.index_dir).find_current().folder))
    except NoVersionError as error:
        raise BenchError(f"there is no catalog to take texts from ({error}): run `make catalog`") from error


def _spread(products: Sequence[Product], count: int) -> list[Product]:
    """At most `count` products, from all over the catalog."""
    step = max(1, len(products) // count)
    return list(products[::step][:count])


def _query(product: Product) -> str:
    return " ".join(product.title.split()[:_QUERY_WORDS])
