"""One import in a process of its own, for its time and its memory: run as `python -m bot.bench.one_import`.

Arguments: the feed, the index folder, "real" or "stand-in". Prints a JSON object.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from bot.bench.synthetic import StandInEncoder
from bot.catalog.encoder import shop_encoder
from bot.settings import load_settings
from catalog_index.encoder import Encoder, Progress, Vectors
from catalog_index.feeds import FeedOptions
from catalog_index.importer import import_feed
from catalog_index.versions import VersionStore


class _Counted:
    """The real encoder, loaded at its first text as always, which counts its texts and its time."""

    def __init__(self) -> None:
        self._inner = shop_encoder(load_settings())
        self.name, self.dimension = self._inner.name, self._inner.dimension
        self.texts = 0

    def encode(self, texts: list[str], *, progress: Progress | None = None) -> Vectors:
        self.texts += len(texts)
        return self._inner.encode(texts, progress=progress)


class _WithMemory(StandInEncoder):
    """The stand-in with the real encoder at work beside it, so that the memory is the real import's."""

    def __init__(self) -> None:
        super().__init__()
        self._real: Encoder | None = None

    def encode(self, texts: list[str], *, progress: Progress | None = None) -> Vectors:  # type: ignore[override]
        if self._real is None:
            self._real = shop_encoder(load_settings())
            self._real.encode(texts[:256])
        return super().encode(texts, progress=progress)


def main(feed: Path, index: Path, encoder_name: str) -> None:
    """Import and print what it took."""
    encoder: Encoder = _Counted() if encoder_name == "real" else _WithMemory()  # type: ignore[assignment]
    stages: dict[str, float] = {}
    start = last = time.perf_counter()
    stage_now = "read"

    def tell(stage: str, done: int, total: int | None) -> None:
        nonlocal last, stage_now
        moment = time.perf_counter()
        stages[stage_now] = stages.get(stage_now, 0.0) + moment - last
        last, stage_now = moment, stage

    report = import_feed(feed, store=VersionStore(index), encoder=encoder, options=FeedOptions(), progress=tell)
    end = time.perf_counter()
    stages[stage_now] = stages.get(stage_now, 0.0) + end - last
    folder = index / str(report.version)
    result = {
        "seconds": round(end - start, 2),
        "stages": {name: round(seconds, 2) for name, seconds in stages.items()},
        "peak_memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "encoded": getattr(encoder, "texts", 0),
        "counts": {name: getattr(report, name) for name in ("read", "added", "changed", "unchanged", "gone")},
        "files": {path.name: path.stat().st_size for path in sorted(folder.iterdir())},
    }
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
