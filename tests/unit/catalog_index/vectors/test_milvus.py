"""Versions in Milvus: collections by version, aliases for the one that serves, and what happens while it is away."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import numpy as np
import pytest

from catalog_index.encoder import Vectors
from catalog_index.vectors import FlatVectors, milvus
from catalog_index.vectors.milvus import MilvusError, MilvusStore
from tests.unit.catalog_index.vectors.conftest import VERSION, clustered

NEXT = "20261123T080000Z-5e6f7a8b"
SMALL = 400


@pytest.fixture
def store(tmp_path: Path) -> MilvusStore:
    return MilvusStore(str(tmp_path / "milvus.db"), exact_up_to=0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    FlatVectors.of(clustered(SMALL, seed=7)).save(tmp_path / "titles.faiss")
    return tmp_path / "titles.faiss"


def collections(store: MilvusStore) -> list[str]:
    return sorted(store._connected().list_collections())


def served(store: MilvusStore) -> str:
    return str(store._connected().describe_alias("giftfinder_titles")["collection_name"])


def test_the_alias_follows_the_version_that_serves(store: MilvusStore, path: Path) -> None:
    store.open(VERSION, path)
    store.activate(VERSION, ["titles"])
    assert served(store) == "giftfinder_20261122T190312Z_1a2b3c4d_titles"
    store.open(NEXT, path)
    assert served(store) == "giftfinder_20261122T190312Z_1a2b3c4d_titles"
    store.activate(NEXT, ["titles"])
    assert served(store) == "giftfinder_20261123T080000Z_5e6f7a8b_titles"
    store.activate(VERSION, ["titles"])
    assert served(store) == "giftfinder_20261122T190312Z_1a2b3c4d_titles"


def test_a_version_that_is_not_there_leaves_the_alias(store: MilvusStore, path: Path) -> None:
    store.open(VERSION, path)
    store.activate(VERSION, ["titles"])
    store.activate(NEXT, ["titles"])
    assert served(store) == "giftfinder_20261122T190312Z_1a2b3c4d_titles"


def test_versions_that_are_not_kept_are_dropped_and_others_things_are_not(store: MilvusStore, path: Path) -> None:
    store.open(VERSION, path)
    store.open(NEXT, path)
    client = store._connected()
    client.create_collection("giftfinder_orders", dimension=4)
    assert store.keep_only([NEXT]) == ["giftfinder_20261122T190312Z_1a2b3c4d_titles"]
    assert collections(store) == ["giftfinder_20261123T080000Z_5e6f7a8b_titles", "giftfinder_orders"]


def test_what_a_killed_import_left_is_made_whole(store: MilvusStore, path: Path) -> None:
    part = store.open(VERSION, path)
    store._connected().delete(part.collection, ids=list(range(100)))
    again = store.open(VERSION, path)
    query = clustered(1, seed=8)
    _, rows = again.search(query, SMALL)
    assert sorted(rows[0].tolist()) == list(range(SMALL))


def test_a_whole_collection_is_not_filled_again(
    store: MilvusStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.open(VERSION, path)
    monkeypatch.setattr(store, "_fill", lambda *_: pytest.fail("filled again"))
    assert len(store.open(VERSION, path)) == SMALL


@pytest.mark.parametrize("share", [0.9, 0.5, 0.03])
def test_a_filter_with_too_many_rows_to_name(
    store: MilvusStore, path: Path, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(milvus, "NAMED", 0)
    part = store.open(VERSION, path)
    mask = np.random.default_rng(9).random(SMALL) < share
    queries = clustered(5, seed=10)
    exact, rows = part.flat.search(queries, 10, mask), part.search(queries, 10, mask)
    assert np.array_equal(exact[1], rows[1])


class Away:
    """A client whose server has gone."""

    def search(self, *_: object, **__: object) -> None:
        import pymilvus

        raise pymilvus.MilvusException(message="server unavailable")


def test_while_it_is_away_vectors_are_compared_here(
    store: MilvusStore, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    part = store.open(VERSION, path)
    part._client = Away()
    mask = np.arange(SMALL) % 2 == 0
    queries: Vectors = clustered(3, seed=11)
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            _, rows = part.search(queries, 5, mask)
    assert np.array_equal(rows, part.flat.search(queries, 5, mask)[1])
    assert [record.getMessage() for record in caplog.records].count(
        "Milvus does not answer, vectors are compared here: MilvusException"
    ) == 1


def test_an_address_where_nothing_is(path: Path) -> None:
    store = MilvusStore("http://user:secret@127.0.0.1:9", timeout=1.0)
    with pytest.raises(MilvusError, match=r"127\.0\.0\.1:9") as error:
        store.open(VERSION, path)
    assert "secret" not in str(error.value)


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(MilvusError, match=r"requirements/milvus\.txt"):
        MilvusStore("http://milvus:19530")


def test_a_prefix_that_is_no_name() -> None:
    with pytest.raises(MilvusError, match="'my shop'"):
        MilvusStore("http://milvus:19530", prefix="my shop")
