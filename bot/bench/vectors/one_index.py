"""One index in a process of its own: run as `python -m bot.bench.vectors.one_index`.

Arguments: the problem's folder, a folder for the index, the contender's name, "real" or "stand-in" for the encoder of
the whole search. Prints the Result as JSON.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bot.bench.synthetic import StandInEncoder
from bot.bench.vectors.contenders import CONTENDERS, OURS, package_version
from bot.bench.vectors.contest import Contender, FilterResult, Result
from bot.bench.vectors.data import FILTERS, Problem, read_problem, recall
from bot.catalog.encoder import shop_encoder
from bot.settings import load_settings
from catalog_index.encoder import Encoder

_WARM = 3
# A slow index answers as many queries of a filter as this leaves time for, but at least so many.
_SECONDS_A_FILTER = 10.0
_AT_LEAST = 20

Search = Callable[[int, int], list[int]]
"""Numbers of the query and of the filter -> rows."""


def measure(problem: Problem, search: Search, *, seconds: float = _SECONDS_A_FILTER) -> tuple[FilterResult, ...]:
    """Each filter with each query, one after the other."""
    results = []
    for number, chosen in enumerate(FILTERS):
        for query in range(min(_WARM, len(problem.queries))):
            search(query, number)
        times: list[float] = []
        shares: list[float] = []
        begun = time.perf_counter()
        for query, true in enumerate(problem.truth[chosen.name]):
            if len(times) >= _AT_LEAST and time.perf_counter() - begun > seconds:
                break
            start = time.perf_counter()
            found = search(query, number)
            times.append((time.perf_counter() - start) * 1000)
            shares.append(recall(found, true))
        results.append(FilterResult(chosen.name, len(times), round(float(np.mean(shares)), 4), *_places(times)))
    return tuple(results)


def whole_search(
    problem: Problem, contender: Contender, encoder: Encoder
) -> tuple[tuple[FilterResult, ...], tuple[float, float]]:
    """The shop's whole vector search of a sentence: its embedding, the filter's mask, titles and whole texts.

    Every sentence gets a number, so that no vector comes out of the encoder's cache; the search is for the sentence
    without it. The second index is the same one asked for another query: what the first search brought into the
    processor's cache does not help it. Returns the embedding's own p50 and p95 too.
    """
    count, asked = len(problem.queries), 0
    embedding: list[float] = []

    def search(query: int, number: int) -> list[int]:
        nonlocal asked
        asked += 1
        start = time.perf_counter()
        encoder.encode([f"{problem.sentences[query]} {asked}"])
        embedding.append((time.perf_counter() - start) * 1000)
        found = contender.search(problem.queries[query], FILTERS[number])
        contender.search(problem.queries[(query + count // 2) % count], FILTERS[number])
        return list(found)

    return measure(problem, search), _places(embedding)


def _places(times: list[float]) -> tuple[float, float]:
    """p50 and p95."""
    p50, p95 = np.quantile(times, (0.5, 0.95))
    return round(float(p50), 3), round(float(p95), 3)


def run(folder: Path, work: Path, name: str, encoder: Encoder | None) -> Result:
    """Build and measure one; with an encoder the whole search too."""
    problem = read_problem(folder)
    builder, package = CONTENDERS[name]
    before = _memory("RssAnon")
    start = time.perf_counter()
    contender = builder(problem, work)
    seconds = time.perf_counter() - start
    gc.collect()
    filters = measure(problem, lambda query, number: list(contender.search(problem.queries[query], FILTERS[number])))
    # After the searches, when what they use of mapped files is there.
    held, mapped = max(0, _memory("RssAnon") - before), _mapped(work)
    whole, embedding = whole_search(problem, contender, encoder) if encoder is not None else ((), None)
    return Result(
        name=name,
        products=len(problem.vectors),
        version=package_version(package) or "",
        build_seconds=round(seconds, 1),
        held=held,
        mapped=mapped,
        filters=filters,
        whole=whole,
        embedding_ms=embedding,
    )


def _memory(field: str) -> int:
    """A field of /proc/self/status in bytes, 0 where there is none."""
    try:
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:")), 0)


def _mapped(folder: Path) -> int:
    """How many bytes of a folder's files this process has mapped and in memory."""
    total, ours = 0, False
    try:
        lines = Path("/proc/self/smaps").read_text("utf-8").splitlines()
    except OSError:
        return 0
    for line in lines:
        first = line.split(maxsplit=1)[0]
        if "-" in first and not first.endswith(":"):
            ours = str(folder) in line
        elif ours and first == "Rss:":
            total += int(line.split()[1]) * 1024
    return total


def main(folder: Path, work: Path, name: str, encoder_name: str) -> None:
    """Measure and print."""
    encoder: Encoder | None = None
    if name == OURS:
        encoder = shop_encoder(load_settings()) if encoder_name == "real" else StandInEncoder()
        encoder.encode(["warm"])
    sys.stdout.write(json.dumps(run(folder, work, name, encoder).to_json()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4])
