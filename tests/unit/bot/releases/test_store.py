"""Releases on disk: who serves, who may, and what is left when a process dies in between."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.releases.store import (
    POINTER_FILE,
    ReleaseChangedError,
    ReleaseError,
    ReleaseHeldError,
    ReleaseStore,
    UnknownReleaseError,
)
from bot.settings import Settings
from catalog_index.index import CatalogIndex
from catalog_index.versions import VersionStore
from tests.support.catalog import gift
from tests.support.fake_encoder import HashEncoder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(var_dir=tmp_path, releases_kept=3)
    made.models_dir.mkdir(parents=True)
    for name in ("a", "b"):
        (made.models_dir / f"giftfinder-{name}.tar.gz").write_text(name)
    return made


@pytest.fixture
def store(settings: Settings) -> ReleaseStore:
    return ReleaseStore(settings)


def catalog(settings: Settings, *names: str) -> str:
    return VersionStore(settings.index_dir).publish(
        CatalogIndex.build([gift(name) for name in names], HashEncoder()), source="x"
    )


def serving(store: ReleaseStore, settings: Settings, name: str = "p1", model: str = "a") -> str:
    made = store.make(catalog(settings, name), f"giftfinder-{model}.tar.gz", "import")
    return store.activate(made.id, "ada", reason="the first").id


def pointer(settings: Settings) -> str | None:
    return VersionStore(settings.index_dir).current_id()


def test_before_any(store):
    assert (store.all(), store.active(), store.previous()) == ([], None, None)
    with pytest.raises(UnknownReleaseError, match="20261123"):
        store.get("20261123T091500Z-1a2b")
    with pytest.raises(LookupError):
        store.get("../active")
    with pytest.raises(ReleaseError, match="no release to go back to"):
        store.rollback("ada")


def test_one_that_was_never_checked_needs_a_reason_which_is_kept(store, settings):
    made = store.make(catalog(settings, "p1"), "giftfinder-a.tar.gz", "import")
    with pytest.raises(ReleaseHeldError, match="not checked"):
        store.activate(made.id, "ada", reason="  ")
    assert store.active() is None
    served = store.activate(made.id, "ada", reason="the season begins")
    assert (served.state, served.override["actor"], served.override["reason"]) == (
        "serving",
        "ada",
        "the season begins",
    )
    history = [json.loads(line) for line in (settings.releases_dir / "history.jsonl").read_text().splitlines()]
    assert [(line["what"], line["reason"]) for line in history][-1] == ("activate", "the season begins")


def test_one_that_was_held_says_why_and_one_that_passed_needs_no_reason(store, settings):
    serving(store, settings)
    held = store.make(catalog(settings, "p2"), "giftfinder-a.tar.gz", "import")
    store.note_check(held.id, {"reasons": ["half of the products are gone"]}, passed=False)
    with pytest.raises(ReleaseHeldError, match="half of the products are gone"):
        store.activate(held.id, "ada")
    passed = store.make(catalog(settings, "p3"), "giftfinder-b.tar.gz", "train")
    store.note_check(passed.id, {"reasons": []}, passed=True)
    assert store.activate(passed.id, "ada").override is None
    assert pointer(settings) == passed.catalog_version


def test_rollback_goes_back_and_back_again(store, settings):
    ids = [serving(store, settings, name) for name in ("p1", "p2", "p3")]
    assert store.rollback("ada").id == ids[1]
    assert pointer(settings) == store.get(ids[1]).catalog_version
    assert store.rollback("ada").id == ids[0]
    with pytest.raises(ReleaseError):
        store.rollback("ada")
    assert [release.state for release in store.all()] == ["retired", "retired", "serving"]


@pytest.mark.parametrize("gone", ["model", "catalog", "damaged"])
def test_what_is_gone_can_not_serve_and_nothing_changes(store, settings, gone):
    first = serving(store, settings)
    other = store.make(catalog(settings, "p2"), "giftfinder-b.tar.gz", "train")
    VersionStore(settings.index_dir).activate(store.get(first).catalog_version)
    folder = settings.index_dir / other.catalog_version
    if gone == "model":
        (settings.models_dir / other.model).unlink()
    elif gone == "catalog":
        folder.rename(settings.index_dir / "elsewhere")
    else:
        path = next(folder.glob("*.faiss"))
        path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ReleaseError, match=other.id):
        store.activate(other.id, "ada", reason="now")
    assert store.active_id() == first
    assert pointer(settings) == store.get(first).catalog_version


def test_a_process_that_dies_before_the_pointer_moves_leaves_the_old_one(store, settings, monkeypatch):
    first = serving(store, settings)
    other = store.make(catalog(settings, "p2"), "giftfinder-b.tar.gz", "train")
    replace = store._replace

    def dies(name: str, text: str) -> None:
        if name == POINTER_FILE:
            raise KeyboardInterrupt
        replace(name, text)

    monkeypatch.setattr(store, "_replace", dies)
    with pytest.raises(KeyboardInterrupt):
        store.activate(other.id, "ada", reason="now")
    again = ReleaseStore(settings)
    assert again.active().id == first
    assert again.get(other.id).state == "retired"
    assert again.activate(other.id, "ada").id == other.id


def test_many_at_once_leave_one_that_serves(store, settings):
    serving(store, settings)
    ids = [store.make(catalog(settings, f"q{number}"), "giftfinder-a.tar.gz", "import").id for number in range(2)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: ReleaseStore(settings).activate(ids[number % 2], "ada", reason="r"), range(16)))
    active = store.active()
    assert active.id in ids
    assert pointer(settings) == active.catalog_version
    assert [release.id for release in store.all() if release.state == "serving"] == [active.id]


def test_the_oldest_go_but_never_the_one_that_serves_or_the_one_before(store, settings):
    first, second = serving(store, settings, "p1"), serving(store, settings, "p2")
    version = store.get(second).catalog_version
    for _ in range(6):
        store.make(version, "giftfinder-a.tar.gz", "train")
    left = {release.id for release in store.all()}
    assert {first, second} <= left
    assert len(left) == 3
    assert store.get(first).catalog_version in store.catalogs()


def test_what_was_there_at_the_start_was_let_serve_by_nobody(store, settings):
    made = store.make(catalog(settings, "p1"), "giftfinder-a.tar.gz", "adopted")
    assert store.activate(made.id, "set-up", reason="what was there at the start").override is None


def test_what_was_found_beside_one_release_lets_nothing_serve_instead_of_another(store, settings):
    first = serving(store, settings)
    made = store.make(catalog(settings, "p2"), "giftfinder-a.tar.gz", "import")
    store.note_check(made.id, {"passed": True}, passed=True)
    second = serving(store, settings, "p3")
    with pytest.raises(ReleaseChangedError, match=f"{first}.*{second} serves"):
        store.activate(made.id, "ada", instead_of=first)
    assert store.active_id() == second
    assert store.activate(made.id, "ada", instead_of=second).state == "serving"
