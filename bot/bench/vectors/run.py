"""All contenders over one synthetic catalog, one after the other, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.bench.machine import Machine, this_machine
from bot.bench.running import BenchError
from bot.bench.vectors.contenders import CONTENDERS, OURS, package_version
from bot.bench.vectors.contest import Result
from bot.bench.vectors.data import real_texts, shoppers_sentences, write_problem
from catalog_index.encoder import Encoder

# Up to this size the others run; those that grow with Python objects would take hours for a million.
PEERS_UP_TO = 100_000
# Brute force needs no building, so that it runs at every size.
_ANY_SIZE = (OURS, "numpy, brute force")


@dataclass(frozen=True, slots=True)
class Contest:
    """What is run: so many products, so many queries; the others at `peer_products`, at most `seconds` each."""

    products: int
    queries: int
    peer_products: int
    seconds: float
    corpus: Path | None = None

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of the catalogs, small ones first."""
        return tuple(sorted({self.products, min(self.peer_products, self.products)} - {0}))


@dataclass(frozen=True, slots=True)
class VectorBench:
    """All that was found; `real_texts` is how many embeddings the vectors were made of."""

    started: datetime
    seconds: float
    machine: Machine
    contest: Contest
    real_texts: int
    results: Sequence[Result]

    @property
    def failed(self) -> bool:
        """Whether an index could not be measured that is installed."""
        return any(result.problem for result in self.results if result.version)


def run(
    folder: Path, contest: Contest, encoder: Encoder, tell: Callable[[str], None], *, whole: str = "real"
) -> VectorBench:
    """Measure all; `folder` is empty. `whole` names the encoder of the whole search, "real" or "stand-in".

    Raises:
        BenchError: our own index could not be measured.
    """
    machine, started, start = this_machine(), datetime.now(UTC), time.perf_counter()
    texts = real_texts(contest.corpus)
    tell(f"embedding {len(texts):,} texts to begin with")
    real = encoder.encode(texts)
    results: list[Result] = []
    for products in contest.sizes:
        problem = folder / str(products)
        problem.mkdir()
        tell(f"making {products:,} products and the exact answers")
        write_problem(problem, real, shoppers_sentences(contest.queries), encoder, products)
        for name in CONTENDERS:
            if name in _ANY_SIZE or products <= contest.peer_products:
                tell(f"{products:,} products: {name}")
                results.append(_one(problem, name, products, contest.seconds, whole))
    return VectorBench(started, time.perf_counter() - start, machine, contest, len(texts), results)


def _one(problem: Path, name: str, products: int, seconds: float, whole: str) -> Result:
    package = CONTENDERS[name][1]
    version = package_version(package)
    if version is None:
        return _not_measured(name, products, "", f"{package} is not installed")
    work = problem / package
    work.mkdir()
    command = [sys.executable, "-m", "bot.bench.vectors.one_index", str(problem), str(work), name, whole]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, capture_output=True, text=True, check=False, timeout=None if name == OURS else seconds
        )
    except subprocess.TimeoutExpired:
        return _not_measured(name, products, version, f"not done after {seconds:,.0f} s")
    if not done.returncode:
        return Result.from_json(json.loads(done.stdout.splitlines()[-1]))
    tail = done.stderr.splitlines()[-20:]
    if name == OURS:
        raise BenchError("the vector index could not be measured", tail)
    return _not_measured(name, products, version, tail[-1] if tail else f"exit code {done.returncode}")


def _not_measured(name: str, products: int, version: str, problem: str) -> Result:
    return Result(name, products, version, 0.0, 0, 0, filters=(), problem=problem)
