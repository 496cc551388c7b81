"""A catalog's vectors in Milvus: a collection for each version and part, and an alias for the version that serves.

The exact vectors stay in the version's files, mapped, with whoever searches: they settle the order where a filter
leaves little, and answer while Milvus is away. What is in Milvus can at any time be made again from them.
"""

from __future__ import annotations

import contextlib
import logging
import math
import re
import time
from collections.abc import Collection, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import faiss
import numpy as np

from catalog_index.encoder import Vectors
from catalog_index.vectors.base import Mask, Rows, Scores
from catalog_index.vectors.flat import FlatVectors

# Up to so many rows left by a filter, comparing all of them here is faster than asking, and exact.
EXACT_UP_TO = 15_000
# So many row numbers are named in a filter expression at most.
NAMED = 20_000
# What Milvus returns at most of one search (its own limit on topk).
MOST = 16_384
_LINKS, _BUILDING, _SEARCHING = 32, 200, 128
# What passes a filter may lie together, far from the query.
_WIDER = 2
_BATCH = 2_000
_AGAIN = 1.5
_QUIET_SECONDS = 60.0
_PREFIX = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")

logger = logging.getLogger(__name__)


class MilvusError(RuntimeError):
    """Milvus can't be reached, or refuses; the message says what to look at."""


class MilvusVectors:
    """A part of one version: searched in Milvus, settled with the exact vectors."""

    kind = "milvus"

    def __init__(self, flat: FlatVectors, client: Any, collection: str, *, timeout: float, exact_up_to: int) -> None:
        """`client` is a pymilvus.MilvusClient, `timeout` how many seconds a search waits for it; where a filter leaves
        `exact_up_to` rows or fewer, all are compared here."""
        self.flat = flat
        self.collection = collection
        self.dimension = flat.dimension
        self._client = client
        self._timeout = timeout
        self._exact_up_to = exact_up_to
        self._told = -_QUIET_SECONDS

    def __len__(self) -> int:
        return len(self.flat)

    def search(self, vectors: Vectors, k: int, mask: Mask | None = None) -> tuple[Scores, Rows]:
        """The nearest rows: see VectorIndex. While Milvus is away they are found here, exactly and more slowly."""
        count = len(self)
        passing = count if mask is None else int(np.count_nonzero(mask))
        if passing <= max(self._exact_up_to, k):
            return self.flat.search(vectors, k, mask)
        try:
            return self._searched(vectors, k, None if passing == count else mask, passing)
        except _failures() as cause:
            if time.monotonic() - self._told >= _QUIET_SECONDS:
                self._told = time.monotonic()
                logger.warning("Milvus does not answer, vectors are compared here: %s", type(cause).__name__)
            return self.flat.search(vectors, k, mask)

    def _searched(self, vectors: Vectors, k: int, mask: Mask | None, passing: int) -> tuple[Scores, Rows]:
        scores = np.full((len(vectors), k), np.finfo(np.float32).min, dtype=np.float32)
        rows = np.full((len(vectors), k), -1, dtype=np.int64)
        named = _expression(mask, passing)
        for number, vector in enumerate(vectors):
            found = self._found(vector, k, mask, passing, named)
            exact = self.flat.scores(vector, found)
            # Equal scores in the order of the rows, so that the same question gets the same answer.
            top = np.lexsort((found, -exact))[:k]
            scores[number, : len(top)], rows[number, : len(top)] = exact[top], found[top]
        return scores, rows

    def _found(self, vector: Vectors, k: int, mask: Mask | None, passing: int, named: str | None) -> Rows:
        """At least `k` of the nearest rows that pass."""
        share = passing / len(self)
        if named is not None:
            if k <= MOST:
                # The graph's walk meets what does not pass, too: it has to be so much wider.
                found = self._ask(vector, k, named, math.ceil(_WIDER * _SEARCHING / share))
                if len(found) >= min(k, passing):
                    return found
        else:
            # Too many rows to name: what does not pass is passed over, and more is fetched until enough passes.
            assert mask is not None
            wanted = math.ceil(k * _AGAIN / share)
            while wanted <= MOST:
                found = self._ask(vector, wanted, "", wanted)
                found = found[mask[found]]
                if len(found) >= k:
                    return found
                wanted *= 4
        _, exact = self.flat.search(vector[None, :], k, mask)
        return np.asarray(exact[0][exact[0] >= 0], dtype=np.int64)

    def _ask(self, vector: Vectors, wanted: int, expression: str, width: int) -> Rows:
        found = self._client.search(
            self.collection,
            [vector],
            limit=wanted,
            filter=expression,
            search_params={"metric_type": "IP", "params": {"ef": min(max(_SEARCHING, wanted, width), MOST)}},
            output_fields=["row"],
            timeout=self._timeout,
        )
        return np.fromiter((int(hit["row"]) for hit in found[0]), dtype=np.int64)

    def reconstruct(self, row: int) -> Vectors:
        """The exact vector of a row."""
        return self.flat.reconstruct(row)

    def reconstruct_n(self, start: int, count: int) -> Vectors:
        """The exact vectors of neighbouring rows."""
        return self.flat.reconstruct_n(start, count)

    def reconstruct_batch(self, rows: Rows) -> Vectors:
        """The exact vectors of some rows."""
        return self.flat.reconstruct_batch(rows)

    def scores(self, vector: Vectors, rows: Rows) -> Scores:
        """The exact scores of some rows."""
        return self.flat.scores(vector, rows)

    def save(self, path: Path) -> None:
        """Write the exact vectors."""
        self.flat.save(path)


class MilvusStore:
    """The collections of all versions on one Milvus, by their names.

    giftfinder_20261122T190312Z_1a2b3c4d_titles   a part of a version, never changed once it is whole
    giftfinder_titles                             the alias of that part of the version that serves
    """

    def __init__(
        self,
        uri: str,
        *,
        token: str = "",
        prefix: str = "giftfinder",
        timeout: float = 10.0,
        exact_up_to: int = EXACT_UP_TO,
    ) -> None:
        """`uri` is an address ("http://milvus:19530") or, for a single process, a Milvus Lite file.

        Raises:
            MilvusError: pymilvus is not installed, or `prefix` is no name.
        """
        if not _PREFIX.fullmatch(prefix):
            raise MilvusError(f"{prefix!r} can't begin a collection's name: letters, digits and _ are allowed")
        self._module = _pymilvus()
        self._uri, self._token, self._prefix, self._timeout = uri, token, prefix, timeout
        self._exact_up_to = exact_up_to
        self._client: Any = None

    def open(self, version: str, path: Path) -> MilvusVectors:
        """A part of a version, given its file of exact vectors; what Milvus lacks of it is brought there first.

        Raises:
            MilvusError: it can't be.
            OSError, RuntimeError: the file can't be read.
        """
        flat = FlatVectors(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
        name = self._name(version, path.stem)
        with self._failing():
            client = self._connected()
            if not self._is_whole(client, name, len(flat)):
                self._fill(client, name, flat)
            client.load_collection(name, timeout=None)
        return MilvusVectors(flat, client, name, timeout=self._timeout, exact_up_to=self._exact_up_to)

    def activate(self, version: str, parts: Collection[str]) -> None:
        """Let the aliases of the parts name this version.

        Raises:
            MilvusError: they can't.
        """
        with self._failing():
            client = self._connected()
            for part in parts:
                alias, name = f"{self._prefix}_{part}", self._name(version, part)
                if not client.has_collection(name, timeout=self._timeout):
                    continue  # a version from before Milvus was used; it is brought there when it is opened
                try:
                    client.alter_alias(name, alias, timeout=self._timeout)
                except self._module.MilvusException:
                    client.create_alias(name, alias, timeout=self._timeout)  # the first version has none yet

    def keep_only(self, versions: Collection[str]) -> list[str]:
        """Drop what belongs to other versions, and return the names of what was dropped.

        Raises:
            MilvusError: it can't be.
        """
        kept = {self._name(version, "") for version in versions}
        of_ours = re.compile(rf"{re.escape(self._prefix)}_\d{{8}}T\d{{6}}Z_[0-9a-f]{{8}}_\w+")
        dropped = []
        with self._failing():
            client = self._connected()
            for name in sorted(client.list_collections(timeout=self._timeout)):
                if of_ours.fullmatch(name) and not any(name.startswith(begin) for begin in kept):
                    client.drop_collection(name, timeout=self._timeout)
                    dropped.append(name)
        return dropped

    def close(self) -> None:
        """Give the connection back."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _name(self, version: str, part: str) -> str:
        return f"{self._prefix}_{version.replace('-', '_')}_{part}"

    def _connected(self) -> Any:
        if self._client is None:
            self._client = self._module.MilvusClient(self._uri, token=self._token, timeout=self._timeout)
        return self._client

    def _is_whole(self, client: Any, name: str, count: int) -> bool:
        if not client.has_collection(name, timeout=self._timeout):
            return False
        client.load_collection(name, timeout=None)
        found = client.query(name, filter="", output_fields=["count(*)"], timeout=self._timeout)
        return int(found[0]["count(*)"]) == count

    def _fill(self, client: Any, name: str, flat: FlatVectors) -> None:
        """Make a collection of the exact vectors; what a killed import left of it goes first."""
        if client.has_collection(name, timeout=self._timeout):
            client.drop_collection(name, timeout=self._timeout)
        kinds = self._module.DataType
        schema = self._module.MilvusClient.create_schema(auto_id=False)
        schema.add_field("row", kinds.INT64, is_primary=True)
        schema.add_field("vector", kinds.FLOAT_VECTOR, dim=flat.dimension)
        indexes = client.prepare_index_params()
        building = {"M": _LINKS, "efConstruction": _BUILDING}
        indexes.add_index("vector", index_type="HNSW", metric_type="IP", params=building)
        client.create_collection(name, schema=schema, index_params=indexes, timeout=self._timeout)
        for start in range(0, len(flat), _BATCH):
            vectors = flat.reconstruct_n(start, min(_BATCH, len(flat) - start))
            rows = [{"row": start + place, "vector": vector} for place, vector in enumerate(vectors)]
            client.insert(name, rows)
        client.flush(name)

    @contextlib.contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except _failures() as cause:
            # Never the token; an address may hold a password.
            where = self._uri.rpartition("@")[2]
            raise MilvusError(f"Milvus at {where} can't be used ({type(cause).__name__}): {_said(cause)}") from cause


def _expression(mask: Mask | None, passing: int) -> str | None:
    """The filter in Milvus' words; None where too many rows would have to be named."""
    if mask is None:
        return ""
    out = len(mask) - passing
    if min(passing, out) > NAMED:
        return None
    rows = np.flatnonzero(mask if passing <= out else ~mask)
    return f"row {'in' if passing <= out else 'not in'} {rows.tolist()}"


def _pymilvus() -> ModuleType:
    try:
        found = import_module("pymilvus")
    except ImportError as cause:
        raise MilvusError("Milvus needs the package pymilvus: pip install -r requirements/milvus.txt") from cause
    # It logs each refusal with its stack, also those that are dealt with; ours say what matters.
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
    return found


def _failures() -> tuple[type[Exception], ...]:
    import grpc

    # What the client raises while the server is away is of any of these kinds.
    failures: tuple[type[Exception], ...] = (_pymilvus().MilvusException, grpc.RpcError, OSError)
    return failures


def _said(cause: Exception) -> str:
    return str(getattr(cause, "message", cause)).strip().splitlines()[0][:200] if str(cause).strip() else "no reason"
