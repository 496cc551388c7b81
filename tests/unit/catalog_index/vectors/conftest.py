"""Clustered unit vectors with a fixed seed, and an index of every kind over them."""

from __future__ import annotations

import numpy as np
import pytest

from catalog_index.encoder import Vectors
from catalog_index.vectors import FlatVectors, IvfVectors, VectorIndex

COUNT, DIMENSION, CLUSTERS = 6_000, 32, 60
KINDS = {"flat": FlatVectors.of, "ivf": IvfVectors.of}


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


@pytest.fixture(scope="session", params=list(KINDS))
def index(request: pytest.FixtureRequest, vectors: Vectors) -> VectorIndex:
    made: VectorIndex = KINDS[request.param](vectors)
    return made
