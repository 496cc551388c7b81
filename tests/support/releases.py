"""Releases on disk for tests, small and without a model that could run."""

from __future__ import annotations

from bot.releases.store import Release, ReleaseStore
from bot.settings import Settings
from catalog_index.index import CatalogIndex
from catalog_index.product import Product
from catalog_index.versions import VersionStore
from tests.support.catalog import gift
from tests.support.fake_encoder import HashEncoder

MODEL = "giftfinder-test.tar.gz"


def release_of(settings: Settings, *products: Product) -> Release:
    """Write a catalog of these products, and a release of it that was not checked."""
    settings.models_dir.mkdir(parents=True, exist_ok=True)
    (settings.models_dir / MODEL).write_bytes(b"")
    index = CatalogIndex.build(products or [gift("p1")], HashEncoder())
    version = VersionStore(settings.index_dir, keep=9).publish(index, source="test.csv")
    return ReleaseStore(settings).make(version, MODEL, "import")


def two_releases(settings: Settings) -> tuple[str, str]:
    """Make two releases that served one after the other, and return their ids; the second serves."""
    made = [release_of(settings).id for _ in range(2)]
    for release_id in made:
        ReleaseStore(settings).activate(release_id, "test", reason="the first of all")
    return made[0], made[1]
