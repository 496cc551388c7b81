"""`giftfinder bench import`: what importing a large feed takes, the first time, again, and with a few changes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.bench.machine import Machine, this_machine
from bot.bench.running import BenchError
from bot.bench.synthetic import rows, write_feed
from bot.catalog.encoder import shop_encoder
from bot.settings import load_settings

CHANGED = 0.01
_RUNS = (("first", "feed.csv"), ("again", "feed.csv"), ("1% changed", "changed.csv"))


@dataclass(frozen=True, slots=True)
class ImportBench:
    """What was measured; `runs` are the objects that `bot.bench.one_import` prints, with their name."""

    products: int
    encoder: str
    feed_bytes: int
    texts_per_second: float
    runs: tuple[tuple[str, dict[str, Any]], ...]
    machine: Machine

    @property
    def speedup(self) -> float:
        """How many times faster the same feed is the second time, with the encoder that was used."""
        return float(self.runs[0][1]["seconds"]) / max(float(self.runs[1][1]["seconds"]), 0.01)

    @property
    def encoding_seconds(self) -> float:
        """What the real encoder would take for the first import's texts, by its measured pace."""
        return float(self.runs[0][1]["encoded"]) / self.texts_per_second

    def to_json(self) -> dict[str, Any]:
        """Return it JSON-ready: seconds and bytes."""
        return {
            "products": self.products,
            "encoder": self.encoder,
            "feed_bytes": self.feed_bytes,
            "real_encoder_texts_per_second": round(self.texts_per_second, 1),
            "real_encoder_seconds_for_all": round(self.encoding_seconds),
            "second_import_times_faster": round(self.speedup, 1),
            "runs": dict(self.runs),
            "machine": {"cpu": self.machine.cpu, "cores": self.machine.cores, "load": round(self.machine.load, 2)},
        }


def run(folder: Path, products: int, encoder: str, sample: int, tell: Callable[[str], None]) -> ImportBench:
    """Measure, in processes of their own; `encoder` is "real" or "stand-in", `sample` texts time the real one.

    Raises:
        BenchError: an import failed.
    """
    machine = this_machine()
    tell(f"writing feeds of {products:,} products")
    write_feed(folder / "feed.csv", products)
    write_feed(folder / "changed.csv", products, changed=CHANGED)
    runs = []
    for name, feed in _RUNS:
        tell(f"importing: {name}")
        runs.append((name, _import(folder / feed, folder / "index", encoder)))
    tell(f"timing the encoder over {sample:,} texts")
    pace = _encoder_pace(sample)
    return ImportBench(products, encoder, (folder / "feed.csv").stat().st_size, pace, tuple(runs), machine)


def _import(feed: Path, index: Path, encoder: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bot.bench.one_import", str(feed), str(index), encoder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    if done.returncode:
        raise BenchError("an import failed", done.stderr.splitlines()[-20:])
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _encoder_pace(sample: int) -> float:
    """Texts a second of the real encoder, half of them titles, as an import has them."""
    encoder = shop_encoder(load_settings())
    texts = [text for row in islice(rows(sample), sample // 2) for text in (row[1], f"{row[1]}. {row[2]}")]
    encoder.encode(texts[:64])
    start = time.perf_counter()
    encoder.encode(texts)
    return len(texts) / (time.perf_counter() - start)


def show(console: Console, bench: ImportBench) -> None:
    """Print the figures."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("import", "seconds", "rows/s", "encoded", "peak MB", "added", "changed", "unchanged"):
        table.add_column(name, justify="left" if name == "import" else "right")
    for name, one in bench.runs:
        counts = one["counts"]
        table.add_row(
            name,
            f"{one['seconds']:,.1f}",
            f"{counts['read'] / max(one['seconds'], 0.01):,.0f}",
            f"{one['encoded']:,}",
            f"{one['peak_memory'] / 1e6:,.0f}",
            *(f"{counts[count]:,}" for count in ("added", "changed", "unchanged")),
        )
    console.print(table)
    sizes = bench.runs[0][1]["files"]
    parts = ", ".join(f"{name} {size / 1e6:,.0f} MB" for name, size in sizes.items() if size > 5e5)
    console.print(f"Feed {bench.feed_bytes / 1e6:,.0f} MB; index {sum(sizes.values()) / 1e6:,.0f} MB ({parts}).")
    console.print(f"The same feed again: {bench.speedup:,.0f} times faster.")
    if bench.encoder != "real":
        hours = bench.encoding_seconds / 3600
        console.print(
            "The vectors are a stand-in's, which cost nothing (the real encoder is in memory beside it). The real one "
            f"makes {bench.texts_per_second:,.0f} texts/s here: {hours:,.1f} hours more for the first import.",
            soft_wrap=True,
        )
    machine = bench.machine
    console.print(f"Machine: {machine.cpu}, {machine.cores} cores, load {machine.load:.1f} at the start.")
