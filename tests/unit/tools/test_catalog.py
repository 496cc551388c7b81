"""Which feed is imported by `make run`, and when nothing is."""

import pytest

from tools import catalog, stamps
from tools.console import StepError


@pytest.fixture
def imports(tmp_path, monkeypatch):
    """The feeds that were imported; each import makes a version that serves."""
    found = []

    class Done:
        returncode = 0

    def run(command, **_):
        found.append(command[-1].name)
        publish(f"version-{len(found)}")
        return Done

    def publish(version):
        (tmp_path / "index" / version).mkdir(parents=True)
        (tmp_path / "index" / version / "manifest.json").touch()
        (tmp_path / "index" / "current").write_text(version)

    demo = tmp_path / "demo.csv"
    demo.write_text("demo")
    monkeypatch.setattr(catalog, "DEMO", demo)
    monkeypatch.setattr(catalog, "INDEX", tmp_path / "index")
    monkeypatch.setattr(catalog, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(catalog.subprocess, "run", run)
    return found


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("own")
    return path


def test_the_demo_is_imported_once(imports):
    catalog.build(None)
    catalog.build(None)
    assert imports == ["demo.csv"]


def test_a_changed_feed_is_imported_again(imports, own):
    catalog.build(own)
    catalog.build(own)
    own.write_text("changed")
    catalog.build(own)
    assert imports == ["own.csv", "own.csv"]


def test_without_a_feed_the_merchants_own_stays(imports, own):
    catalog.build(None)
    catalog.build(own)
    catalog.build(None)
    own.write_text("changed")
    catalog.build(None)
    assert imports == ["demo.csv", "own.csv", "own.csv"]


def test_a_catalog_that_was_imported_by_hand_is_never_replaced_unasked(imports, tmp_path):
    catalog.build(None)
    (tmp_path / "index" / "by-hand").mkdir()
    (tmp_path / "index" / "by-hand" / "manifest.json").touch()
    (tmp_path / "index" / "current").write_text("by-hand")
    (tmp_path / "demo.csv").write_text("changed")
    catalog.build(None)
    assert imports == ["demo.csv"]


def test_a_lost_index_is_made_again(imports, tmp_path):
    catalog.build(None)
    (tmp_path / "index" / "version-1" / "manifest.json").unlink()
    catalog.build(None)
    assert imports == ["demo.csv", "demo.csv"]


def test_another_address_of_the_store_means_another_import(imports, monkeypatch):
    catalog.build(None)
    monkeypatch.setenv("GIFTFINDER_PORT", "8001")
    catalog.build(None)
    assert len(imports) == 2


def test_a_feed_that_is_not_there_is_named(imports, tmp_path):
    with pytest.raises(StepError, match=r"absent\.csv"):
        catalog.build(tmp_path / "absent.csv")
    assert stamps.read(catalog.STAMP) == {}


def test_a_failed_import_leaves_no_stamp(imports, own, monkeypatch):
    class Failed:
        returncode = 2

    monkeypatch.setattr(catalog.subprocess, "run", lambda *_, **__: Failed)
    with pytest.raises(StepError, match=r"own\.csv could not be imported"):
        catalog.build(own)
    assert stamps.read(catalog.STAMP) == {}
