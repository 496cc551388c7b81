"""The indexes of the contest, each built, filtered and searched as its own documentation says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from bot.bench.vectors.contest import Builder, Contender
from bot.bench.vectors.data import VECTORS, WANTED, Filter, Problem
from catalog_index.encoder import Vectors
from catalog_index.flat_file import FlatFileWriter
from catalog_index.vectors import VectorIndex, build_beside, load_vectors

OURS = "Giftfinder"
_BATCH = 2_000
# hnswlib's own advice for recall; more links and a wider search than its defaults.
_LINKS, _BUILDING, _SEARCHING = 16, 100, 200


class Ours:
    """The shop's own index, made by the import's code and loaded as a version is."""

    def __init__(self, problem: Problem, index: VectorIndex) -> None:
        self.index = index
        self._problem = problem

    def search(self, vector: Vectors, chosen: Filter) -> Sequence[int]:
        _, rows = self.index.search(vector[None, :], WANTED, self._problem.mask(chosen))
        return [int(row) for row in rows[0]]


def ours(problem: Problem, folder: Path) -> Contender:
    path = folder / VECTORS
    with FlatFileWriter(path, int(problem.vectors.shape[1])) as file:
        for start in range(0, len(problem.vectors), _BATCH):
            file.write(problem.vectors[start : start + _BATCH])
    build_beside(path, int(problem.vectors.shape[1]))
    return Ours(problem, load_vectors(path))


class BruteForce:
    """Every vector that passes compared by one numpy product."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._vectors = np.array(problem.vectors)

    def search(self, vector: Vectors, chosen: Filter) -> Sequence[int]:
        mask = self._problem.mask(chosen)
        # Copying out the rows that pass is worth it only where they are few.
        few = mask is not None and np.count_nonzero(mask) * 10 <= len(mask)
        rows = np.flatnonzero(mask) if mask is not None and few else None
        scores = (self._vectors if rows is None else self._vectors[rows]) @ vector
        if mask is not None and rows is None:
            scores[~mask] = -np.inf
        top = np.argpartition(-scores, min(WANTED, len(scores)) - 1)[:WANTED] if len(scores) else np.arange(0)
        top = top[np.argsort(-scores[top])]
        return [int(row) for row in (top if rows is None else rows[top])]


def brute_force(problem: Problem, folder: Path) -> Contender:
    return BruteForce(problem)


class Hnswlib:
    """hnswlib; its filter is a function that is asked for each row."""

    def __init__(self, problem: Problem) -> None:
        import hnswlib

        self._problem = problem
        count, dimension = problem.vectors.shape
        self._index = hnswlib.Index(space="ip", dim=dimension)
        self._index.init_index(count, M=_LINKS, ef_construction=_BUILDING, random_seed=7)
        for start in range(0, count, _BATCH):
            rows = np.arange(start, min(start + _BATCH, count))
            self._index.add_items(np.asarray(problem.vectors[rows]), rows)
        self._index.set_ef(_SEARCHING)

    def search(self, vector: Vectors, chosen: Filter) -> Sequence[int]:
        mask = self._problem.mask(chosen)
        passes = None if mask is None else mask.__getitem__
        # It gives nothing at all where it finds fewer than it is asked for.
        wanted = WANTED if mask is None else min(WANTED, int(np.count_nonzero(mask)))
        if not wanted:
            return []
        try:
            rows, _ = self._index.knn_query(vector[None, :], k=wanted, num_threads=1, filter=passes)
        except RuntimeError:
            return []
        return [int(row) for row in rows[0]]


def hnswlib(problem: Problem, folder: Path) -> Contender:
    return Hnswlib(problem)


class MilvusLite:
    """Milvus Lite through pymilvus, in process, with its HNSW index and a filter expression."""

    def __init__(self, problem: Problem, folder: Path) -> None:
        from pymilvus import DataType, MilvusClient

        self._client = MilvusClient(str(folder / "vectors.db"))
        schema = MilvusClient.create_schema(auto_id=False)
        schema.add_field("row", DataType.INT64, is_primary=True)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=int(problem.vectors.shape[1]))
        for name in problem.fields:
            schema.add_field(name, DataType.INT64)
        indexes = self._client.prepare_index_params()
        building = {"M": _LINKS, "efConstruction": _BUILDING}
        indexes.add_index("vector", index_type="HNSW", metric_type="IP", params=building)
        self._client.create_collection("vectors", schema=schema, index_params=indexes)
        for rows in _batches(problem):
            self._client.insert("vectors", [_values(problem, row) | {"vector": problem.vectors[row]} for row in rows])
        self._client.flush("vectors")
        self._client.load_collection("vectors")

    def search(self, vector: Vectors, chosen: Filter) -> Sequence[int]:
        found = self._client.search(
            "vectors",
            [vector],
            limit=WANTED,
            filter=f"{chosen.field} < {chosen.limit}" if chosen.field else "",
            search_params={"metric_type": "IP", "params": {"ef": _SEARCHING}},
            output_fields=["row"],
        )
        return [int(hit["row"]) for hit in found[0]]


def milvus_lite(problem: Problem, folder: Path) -> Contender:
    return MilvusLite(problem, folder)


class QdrantLocal:
    """qdrant-client's local mode, in memory, with a payload filter."""

    def __init__(self, problem: Problem) -> None:
        from qdrant_client import QdrantClient, models

        self._models = models
        self._client = QdrantClient(":memory:")
        size = int(problem.vectors.shape[1])
        parameters = models.VectorParams(size=size, distance=models.Distance.DOT)
        self._client.create_collection("vectors", vectors_config=parameters)
        for rows in _batches(problem):
            points = [
                models.PointStruct(id=row, vector=problem.vectors[row].tolist(), payload=dict(_values(problem, row)))
                for row in rows
            ]
            self._client.upsert("vectors", points)

    def search(self, vector: Vectors, chosen: Filter) -> Sequence[int]:
        models = self._models
        wanted = None
        if chosen.field:
            below = models.FieldCondition(key=chosen.field, range=models.Range(lt=chosen.limit))
            wanted = models.Filter(must=[below])
        found = self._client.query_points(
            "vectors", query=vector.tolist(), query_filter=wanted, limit=WANTED, with_payload=False
        )
        return [int(point.id) for point in found.points]


def qdrant_local(problem: Problem, folder: Path) -> Contender:
    return QdrantLocal(problem)


def _batches(problem: Problem) -> Iterator[range]:
    for start in range(0, len(problem.vectors), _BATCH):
        yield range(start, min(start + _BATCH, len(problem.vectors)))


def _values(problem: Problem, row: int) -> dict[str, Any]:
    values: dict[str, Any] = {name: int(values[row]) for name, values in problem.fields.items()}
    return values | {"row": row}


def package_version(package: str) -> str | None:
    """The installed version, None where it isn't installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


# Each with the package that it needs.
CONTENDERS: Mapping[str, tuple[Builder, str]] = {
    OURS: (ours, "faiss-cpu"),
    "numpy, brute force": (brute_force, "numpy"),
    "hnswlib": (hnswlib, "hnswlib"),
    "Milvus Lite": (milvus_lite, "milvus-lite"),
    "Qdrant, local mode": (qdrant_local, "qdrant-client"),
}
