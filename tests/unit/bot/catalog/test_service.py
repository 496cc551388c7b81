"""The catalog that serves, and how it follows imports."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.catalog import service as module
from bot.catalog.service import CatalogNotReadyError, CatalogService
from bot.settings import Settings
from catalog_index.index import CatalogIndex
from catalog_index.versions import VersionStore
from tests.support.catalog import gift
from tests.support.fake_encoder import HashEncoder


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(module, "shop_encoder", lambda settings: HashEncoder())
    return Settings(var_dir=tmp_path, catalog_poll=0.01, currency="EUR")


def publish(settings: Settings, *names: str, currency: str = "USD") -> str:
    index = CatalogIndex.build([gift(name, currency=currency) for name in names], HashEncoder())
    return VersionStore(settings.index_dir).publish(index, source="shop.csv")


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.005)


async def test_before_any_import(settings: Settings) -> None:
    service = CatalogService(settings)
    assert (service.ready, service.version, service.get("a"), list(service.products())) == (False, "", None, [])
    assert service.currency == "EUR"
    with pytest.raises(CatalogNotReadyError, match="catalog import"):
        _ = service.search
    await service.start()
    await service.stop()
    await service.stop()


async def test_follows_the_pointer(settings: Settings) -> None:
    service = CatalogService(settings)
    first = publish(settings, "a", "b", currency="GBP")
    await service.start()
    try:
        await until(lambda: service.ready)
        assert (service.version, service.currency) == (first, "GBP")
        assert [product.id for product in service.products()] == ["a", "b"]
        taken = service.search
        second = await asyncio.to_thread(publish, settings, "c")
        await until(lambda: service.version == second)
        assert (service.get("a"), service.get("c")) == (None, gift("c"))
        # Who took the old one keeps it.
        assert taken.index.get("a") is not None
        assert service.search is not taken
    finally:
        await service.stop()


async def test_a_damaged_version_leaves_the_old_one_serving(settings: Settings) -> None:
    service = CatalogService(settings)
    first = publish(settings, "a")
    await service.start()
    try:
        await until(lambda: service.version == first)
        loads: list[str] = []
        read = service._read
        service._read = lambda *wanted: (loads.append("load"), read(*wanted))[1]  # type: ignore[method-assign, func-returns-value]
        index = CatalogIndex.build([gift("b")], HashEncoder())
        store = VersionStore(settings.index_dir)
        damaged = await asyncio.to_thread(publish_damaged, store, index)
        await until(lambda: bool(loads))
        await asyncio.sleep(0.1)
        assert damaged != service.version == first
        assert service.get("a") is not None
        assert len(loads) <= 3  # refused, not tried again at every look
    finally:
        await service.stop()


def publish_damaged(store: VersionStore, index: CatalogIndex) -> str:
    """A version whose vectors are cut short the moment it is pointed to."""
    point = store._point_to

    def damage_and_point(version: str) -> None:
        path = store.root / version / "titles.faiss"
        path.write_bytes(path.read_bytes()[:-4])
        point(version)

    store._point_to = damage_and_point  # type: ignore[method-assign]
    return store.publish(index, source="x")
