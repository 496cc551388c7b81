"""Index versions: published beside, verified, swapped by one pointer; damage falls back to the one before."""

from __future__ import annotations

import json
import multiprocessing
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from catalog_index.index import CatalogIndex
from catalog_index.manifest import Manifest
from catalog_index.product import Money, Product
from catalog_index.versions import NoVersionError, PublishError, StoreBusyError, VersionStore
from tests.support.fake_encoder import HashEncoder


def product(name: str) -> Product:
    return Product(name, f"Gift {name}", "", Money(Decimal(5), "USD"), f"https://shop.example/{name}")


def index(*names: str, encoder: HashEncoder | None = None) -> CatalogIndex:
    return CatalogIndex.build([product(name) for name in names], encoder or HashEncoder())


@pytest.fixture
def store(tmp_path: Path) -> VersionStore:
    return VersionStore(tmp_path / "index", keep=3)


def loaded_ids(store: VersionStore) -> list[str]:
    return [item.id for item in store.load_current().index.products]


def test_nothing_published(store: VersionStore) -> None:
    assert store.current_id() is None
    assert store.version_ids() == []
    with pytest.raises(NoVersionError, match="nothing was imported yet"):
        store.load_current()


def test_what_is_published_is_loaded_again(store: VersionStore) -> None:
    made = index("a", "b", "c")
    version = store.publish(made, source="shop.csv")
    found = store.load_current(encoder_name="hash-64", dimension=64)
    assert (found.version, found.skipped) == (version, ())
    assert store.current_id() == version
    assert list(found.index.products) == list(made.products)
    assert np.array_equal(found.index.titles.reconstruct_n(0, 3), made.titles.reconstruct_n(0, 3))
    assert np.array_equal(found.index.texts.reconstruct_n(0, 3), made.texts.reconstruct_n(0, 3))
    manifest = found.manifest
    assert (manifest.format, manifest.encoder, manifest.dimension, manifest.products) == (1, "hash-64", 64, 3)
    assert (manifest.version, manifest.source) == (version, "shop.csv")
    assert set(manifest.files) == {"index.json", "products.jsonl", "titles.faiss", "texts.faiss"}


def test_the_manifest_has_each_files_size_and_checksum(store: VersionStore) -> None:
    import hashlib

    folder = store.root / store.publish(index("a"), source="x")
    for name, record in Manifest.read(folder).files.items():
        content = (folder / name).read_bytes()
        assert (record.size, record.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_ids_sort_by_age_even_within_a_second(store: VersionStore) -> None:
    versions = [store.publish(index(name), source="x") for name in "abc"]
    assert versions == sorted(versions)
    assert len(set(versions)) == 3
    assert store.version_ids() == versions[::-1]
    assert loaded_ids(store) == ["c"]


def test_old_versions_and_unfinished_ones_are_deleted(store: VersionStore) -> None:
    versions = [store.publish(index("a"), source="x") for _ in range(3)]
    (store.root / ".unfinished-20200101T000000Z-00000000").mkdir()
    versions.append(store.publish(index("b"), source="x"))
    assert store.version_ids() == versions[:0:-1]
    assert sorted(path.name for path in store.root.iterdir() if path.name.startswith(".")) == []


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("name", ["products.jsonl", "titles.faiss", "texts.faiss", "index.json", "manifest.json"])
@pytest.mark.parametrize("damage", [truncate, flip, Path.unlink, lambda path: path.write_bytes(b"")])
def test_any_damage_falls_back_to_the_version_before(
    store: VersionStore, caplog: pytest.LogCaptureFixture, name: str, damage: Callable[[Path], None]
) -> None:
    before = store.publish(index("a", "b"), source="x")
    damaged = store.publish(index("c"), source="x")
    if name == "manifest.json" and damage in (truncate, flip):
        damage = lambda path: path.write_text(path.read_text()[:-20])  # noqa: E731 - the last line end may go
    damage(store.root / damaged / name)
    found = store.load_current()
    assert (found.version, [item.id for item in found.index.products]) == (before, ["a", "b"])
    assert [text.startswith(f"{damaged}: ") for text in found.skipped] == [True]
    assert damaged in caplog.text


def test_all_damaged(store: VersionStore) -> None:
    for name in "ab":
        flip(store.root / store.publish(index(name), source="x") / "titles.faiss")
    with pytest.raises(NoVersionError, match=r"titles\.faiss.*checksum.*titles\.faiss.*checksum"):
        store.load_current()


def test_another_encoder_or_dimension_is_refused(store: VersionStore) -> None:
    before = store.publish(index("a", encoder=HashEncoder("old", 32)), source="x")
    store.publish(index("b", encoder=HashEncoder("new", 48)), source="x")
    assert store.load_current(encoder_name="old").version == before
    assert store.load_current(dimension=32).version == before
    with pytest.raises(NoVersionError, match="made with the encoder old, not other"):
        store.load_current(encoder_name="other")
    with pytest.raises(NoVersionError, match="48 dimensions, not 7"):
        store.load_current(dimension=7)


@pytest.mark.parametrize(
    ("field", "value"),
    [("format", 2), ("dimension", 65), ("products", 2), ("encoder", "x"), ("files", {}), ("files", [])],
)
def test_a_manifest_that_does_not_match(store: VersionStore, field: str, value: object) -> None:
    before = store.publish(index("a"), source="x")
    path = store.root / store.publish(index("b"), source="x") / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), field: value}))
    assert store.load_current().version == before


def test_a_manifest_cannot_name_files_elsewhere(store: VersionStore, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("x")
    path = store.root / store.publish(index("b"), source="x") / "manifest.json"
    data = json.loads(path.read_text())
    data["files"]["../../outside"] = {
        "size": 1,
        "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
    }
    path.write_text(json.dumps(data))
    with pytest.raises(NoVersionError, match="outside is missing"):
        store.load_current()


@pytest.mark.parametrize("pointer", ["", "nonsense\n", "../../etc\n", "20990101T000000Z-00000000\n", "\xff"])
def test_a_pointer_that_leads_nowhere(store: VersionStore, pointer: str) -> None:
    version = store.publish(index("a"), source="x")
    (store.root / "current").write_text(pointer, encoding="latin-1")
    assert store.load_current().version == version


def test_a_failure_while_writing_leaves_the_old_one(store: VersionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    before = store.publish(index("a"), source="x")

    def full_disk(self: CatalogIndex, folder: Path) -> None:
        (folder / "products.jsonl").write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(CatalogIndex, "save", full_disk)
    with pytest.raises(PublishError, match="No space left"):
        store.publish(index("b"), source="x")
    assert (store.current_id(), store.version_ids()) == (before, [before])
    assert sorted(path.name for path in store.root.iterdir()) == sorted([before, "current", "import.lock"])


def test_what_was_written_wrongly_is_never_published(store: VersionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    before = store.publish(index("a"), source="x")
    save = CatalogIndex.save

    def bad_save(self: CatalogIndex, folder: Path) -> None:
        save(self, folder)
        flip(folder / "products.jsonl")
        truncate(folder / "texts.faiss")

    monkeypatch.setattr(CatalogIndex, "save", bad_save)
    with pytest.raises(PublishError):
        store.publish(index("b"), source="x")
    assert (store.current_id(), loaded_ids(store)) == (before, ["a"])


def test_a_crash_between_writing_and_pointing(store: VersionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    before = store.publish(index("a"), source="x")

    def crash(self: VersionStore, version: str) -> None:
        raise OSError("crash")

    with monkeypatch.context() as patch:
        patch.setattr(VersionStore, "_point_to", crash)
        with pytest.raises(PublishError):
            store.publish(index("b"), source="x")
    assert (store.current_id(), loaded_ids(store)) == (before, ["a"])
    assert store.publish(index("c"), source="x") == store.current_id()
    assert loaded_ids(store) == ["c"]


def _hold(root: Path, held: multiprocessing.synchronize.Event, done: multiprocessing.synchronize.Event) -> None:
    with VersionStore(root).lock():
        held.set()
        done.wait(20)


def test_another_process_that_imports_is_noticed(store: VersionStore) -> None:
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    process = context.Process(target=_hold, args=(store.root, held, done))
    process.start()
    try:
        assert held.wait(30)
        with pytest.raises(StoreBusyError, match="another import"):
            store.publish(index("a"), source="x")
        assert store.version_ids() == []
    finally:
        done.set()
        process.join(20)
    store.publish(index("a"), source="x")
    assert loaded_ids(store) == ["a"]


def test_readers_never_see_half_a_version(store: VersionStore) -> None:
    store.publish(index("a0", "b0"), source="x")
    seen: list[tuple[str, ...]] = []
    stop = threading.Event()

    def keep_reading() -> None:
        reader = VersionStore(store.root)
        while not stop.is_set():
            seen.append(tuple(item.id for item in reader.load_current().index.products))

    thread = threading.Thread(target=keep_reading)
    thread.start()
    for number in range(1, 8):
        store.publish(index(f"a{number}", f"b{number}"), source="x")
    stop.set()
    thread.join()
    assert seen
    assert all(pair == (f"a{pair[0][1:]}", f"b{pair[0][1:]}") for pair in seen)


def test_a_version_pruned_while_it_is_read_is_no_damage(store: VersionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "ab":
        store.publish(index(name), source="x")
    candidates = VersionStore._candidates

    def slow(self: VersionStore) -> list[str]:
        found = candidates(self)
        monkeypatch.setattr(VersionStore, "_candidates", candidates)
        for name in "cdef":
            store.publish(index(name), source="x")
        return found

    monkeypatch.setattr(VersionStore, "_candidates", slow)
    found = store.load_current()
    assert ([item.id for item in found.index.products], found.skipped) == (["f"], ())


def test_keep_must_be_positive(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="keep must be at least 1"):
        VersionStore(tmp_path, keep=0)
