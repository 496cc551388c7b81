"""From an import to a release: what may begin to serve while it runs."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bot.releases import importing
from bot.releases.store import ReleaseStore
from catalog_index.index import CatalogIndex
from catalog_index.versions import VersionStore
from tests.support.catalog import gift
from tests.support.fake_encoder import HashEncoder
from tests.support.releases import two_releases


@pytest.fixture
def during(make_settings, monkeypatch):
    """Imports and checks that only do what the test says happens meanwhile."""
    settings = make_settings()
    acts = {"import": lambda: None, "check": lambda: None}

    def run_import(*_, **__):
        acts["import"]()
        index = CatalogIndex.build([gift("p1"), gift("new")], HashEncoder())
        store = VersionStore(settings.index_dir, keep=9)
        before = store.current_id()
        version = store.publish(index, source="new.csv")
        store.activate(before)
        return SimpleNamespace(version=version)

    def quick_check(*_, **__):
        acts["check"]()
        return SimpleNamespace(passed=True, reasons=[], to_json=lambda: {"passed": True})

    monkeypatch.setattr(importing.commands, "run_import", run_import)
    monkeypatch.setattr(importing, "quick_check", quick_check)
    return settings, acts


def trained(settings) -> str:
    """Let another model serve with the catalog that serves."""
    store = ReleaseStore(settings)
    (settings.models_dir / "giftfinder-new.tar.gz").write_bytes(b"")
    made = store.make(store.active().catalog_version, "giftfinder-new.tar.gz", "train")
    return store.activate(made.id, "ada", reason="a better one").id


def test_a_training_that_ends_during_the_import_keeps_its_model(during):
    settings, acts = during
    two_releases(settings)
    acts["import"] = lambda: trained(settings)
    _, made = importing.import_release("new.csv", settings)
    store = ReleaseStore(settings)
    assert made == {"id": store.active_id(), "serving": True, "held": []}
    assert store.active().model == "giftfinder-new.tar.gz"


@pytest.mark.parametrize("serve", ["", "import --serve"])
def test_a_training_that_ends_during_the_check_goes_on_serving(during, serve):
    settings, acts = during
    two_releases(settings)
    new = []
    acts["check"] = lambda: new.append(trained(settings))
    _, made = importing.import_release("new.csv", settings, serve=serve)
    assert not made["serving"]
    assert "check it again" in made["held"][0]
    assert ReleaseStore(settings).active_id() == new[0]
