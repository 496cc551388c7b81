"""Clustered unit vectors with a fixed seed, and an index of every kind over them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from catalog_index.encoder import Vectors
from catalog_index.vectors import FlatVectors, IvfVectors, VectorIndex, ivf
from catalog_index.vectors.milvus import MilvusStore

COUNT, DIMENSION, CLUSTERS = 6_000, 32, 60
VERSION = "20261122T190312Z-1a2b3c4d"


def unit(vectors: np.ndarray) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def clustered(count: int, seed: int, dimension: int = DIMENSION) -> Vectors:
    """Vectors about some centres, which are the same for every seed."""
    centres = np.random.default_rng(1).normal(size=(CLUSTERS, dimension))
    rng = np.random.default_rng(seed)
    return unit(centres[rng.integers(0, CLUSTERS, count)] + rng.normal(size=(count, dimension)))


@pytest.fixture(scope="session")
def vectors() -> Vectors:
    return clustered(COUNT, seed=2)


@pytest.fixture(scope="session")
def queries() -> Vectors:
    return clustered(40, seed=3)


def in_milvus(vectors: Vectors, folder: Path) -> VectorIndex:
    """The same vectors in Milvus Lite."""
    FlatVectors.of(vectors).save(folder / "titles.faiss")
    return MilvusStore(str(folder / "milvus.db")).open(VERSION, folder / "titles.faiss")


@pytest.fixture(scope="session", params=["flat", "ivf", "milvus"])
def index(request: pytest.FixtureRequest, vectors: Vectors, tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    if request.param == "milvus":
        return in_milvus(vectors, tmp_path_factory.mktemp("milvus"))
    return FlatVectors.of(vectors) if request.param == "flat" else IvfVectors.of(vectors)


@pytest.fixture
def exact_up_to(request: pytest.FixtureRequest, index: VectorIndex, monkeypatch: pytest.MonkeyPatch) -> int:
    """From how many rows on the lists, or Milvus, are asked; below it all rows are compared."""
    limit: int = request.param
    monkeypatch.setattr(ivf, "EXACT_UP_TO", limit)
    monkeypatch.setattr(index, "_exact_up_to", limit, raising=False)
    return limit
