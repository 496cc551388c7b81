"""From a feed to the version that serves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from catalog_index.encoder import Progress, Vectors
from catalog_index.importer import CatalogImportError, check_feed, import_feed
from catalog_index.index import CatalogIndex, embedded_texts
from catalog_index.versions import NoVersionError, PublishError, StoreBusyError, VersionStore
from tests.support.fake_encoder import HashEncoder
from tests.support.feeds import OPTIONS, google_csv, merchant_feed, write


@pytest.fixture
def store(tmp_path: Path) -> VersionStore:
    return VersionStore(tmp_path / "index")


def ids(store: VersionStore) -> list[str]:
    return [product.id for product in store.load_current().index.products]


def test_a_first_import(store: VersionStore, tmp_path: Path) -> None:
    path = write(tmp_path, google_csv({}, {"price": "0"}, {"image_link": "data:x"}), name="shop.csv")
    report = import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS)
    assert report.to_json() == {
        "source": "shop.csv",
        "format": "Google Merchant CSV or TSV",
        "encoding": "utf-8-sig",
        "read": 3,
        "added": 2,
        "changed": 0,
        "unchanged": 0,
        "gone": 0,
        "refused_items": 1,
        "refused": [{"line": 3, "field": "price", "value": "0", "reason": "a price must be above zero"}],
        "warnings": [
            {
                "line": 4,
                "field": "image_link",
                "value": "data:x",
                "reason": "only http and https links are taken, not data",
            }
        ],
        "version": store.current_id(),
    }
    assert report.products == 2
    assert ids(store) == ["a1", "a3"]


def test_a_second_import_counts_what_changed_and_encodes_only_new_texts(store: VersionStore, tmp_path: Path) -> None:
    first = google_csv({"title": "One"}, {"title": "Two"}, {"title": "Three"}, {"title": "Four"})
    second = google_csv(
        {"title": "One"}, {"title": "Two", "price": "1.00 USD"}, {"title": "Third"}, {"id": "a9", "title": "Nine"}
    )
    import_feed(write(tmp_path, first), store=store, encoder=HashEncoder(), options=OPTIONS)
    old = store.load_current().index
    encoder = HashEncoder()
    report = import_feed(write(tmp_path, second), store=store, encoder=encoder, options=OPTIONS)
    assert (report.added, report.changed, report.unchanged, report.gone) == (1, 2, 1, 1)
    assert ids(store) == ["a1", "a2", "a3", "a9"]
    new = store.load_current().index
    changed = [new.products[row] for row in (2, 3)]
    assert sorted(encoder.encoded) == sorted(text for product in changed for text in embedded_texts(product))
    for row in (0, 1):
        assert np.array_equal(new.titles.reconstruct(row), old.titles.reconstruct(row))
        assert np.array_equal(new.texts.reconstruct(row), old.texts.reconstruct(row))


def test_reused_vectors_are_those_a_fresh_import_makes(store: VersionStore, tmp_path: Path) -> None:
    one = write(tmp_path, google_csv({"title": "One"}, {"title": "Two"}), name="1")
    two = write(tmp_path, google_csv({"title": "Two", "id": "a2"}, {"title": "New", "id": "b"}), name="2")
    for path in (one, two):
        import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS)
    fresh = VersionStore(tmp_path / "fresh")
    import_feed(two, store=fresh, encoder=HashEncoder(), options=OPTIONS)
    left, right = store.load_current().index, fresh.load_current().index
    assert np.array_equal(left.titles.reconstruct_n(0, 2), right.titles.reconstruct_n(0, 2))
    assert np.array_equal(left.texts.reconstruct_n(0, 2), right.texts.reconstruct_n(0, 2))


def test_another_encoder_encodes_everything_again(store: VersionStore, tmp_path: Path) -> None:
    path = write(tmp_path, google_csv({}, {"title": "Other"}))
    import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS)
    encoder = HashEncoder("other", 16)
    report = import_feed(path, store=store, encoder=encoder, options=OPTIONS)
    assert (report.unchanged, len(encoder.encoded)) == (2, 4)
    assert store.load_current().manifest.encoder == "other"


def test_an_equal_feed_publishes_nothing_new(store: VersionStore, tmp_path: Path) -> None:
    path = write(tmp_path, google_csv({}, {}))
    first = import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS)
    second = import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS)
    assert (second.version, second.unchanged, store.version_ids()) == (first.version, 2, [first.version])


def test_an_equal_feed_repairs_a_damaged_version(store: VersionStore, tmp_path: Path) -> None:
    path = write(tmp_path, google_csv({}))
    first = import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS)
    (store.root / str(first.version) / "titles.faiss").write_bytes(b"")
    second = import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS)
    assert second.version != first.version
    assert store.load_current().version == second.version


def test_when_nothing_goes_in_the_old_catalog_stays(store: VersionStore, tmp_path: Path) -> None:
    import_feed(write(tmp_path, google_csv({})), store=store, encoder=HashEncoder(), options=OPTIONS)
    before = store.current_id()
    contents = {
        google_csv({"price": "0"}, {"link": "x"}): r"None of the feed's 2 items could go in.*line 2, price",
        google_csv(): "no products",
        "": "empty",
        "a,b\n1,2\n": "not a feed we know",
        "<rss><channel>": "not well-formed",
    }
    for content, message in contents.items():
        with pytest.raises(CatalogImportError, match=message):
            import_feed(write(tmp_path, content), store=store, encoder=HashEncoder(), options=OPTIONS)
    assert (store.current_id(), ids(store)) == (before, ["a1"])


def test_the_report_of_a_failed_import_has_the_reasons(store: VersionStore, tmp_path: Path) -> None:
    with pytest.raises(CatalogImportError) as caught:
        import_feed(
            write(tmp_path, google_csv({"price": "0"}, {"price": "x"})),
            store=store,
            encoder=HashEncoder(),
            options=OPTIONS,
        )
    report = caught.value.report
    assert (report.read, report.refused_items, report.version) == (2, 2, None)
    assert [(problem.line, problem.field, problem.value) for problem in report.refused] == [
        (2, "price", "0"),
        (3, "price", "x"),
    ]


class FailingEncoder(HashEncoder):
    def encode(self, texts: object, *, progress: Progress | None = None) -> Vectors:
        raise RuntimeError("out of memory")


def test_an_import_that_fails_half_way_leaves_the_old_one(
    store: VersionStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_feed(write(tmp_path, google_csv({})), store=store, encoder=HashEncoder(), options=OPTIONS)
    before = store.current_id()
    second = write(tmp_path, google_csv({"title": "Else"}, {}))
    with pytest.raises(RuntimeError, match="out of memory"):
        import_feed(second, store=store, encoder=FailingEncoder(), options=OPTIONS)

    def full_disk(self: CatalogIndex, folder: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(CatalogIndex, "save", full_disk)
        with pytest.raises(PublishError):
            import_feed(second, store=store, encoder=HashEncoder(), options=OPTIONS)
    assert (store.current_id(), ids(store)) == (before, ["a1"])
    assert import_feed(second, store=store, encoder=HashEncoder(), options=OPTIONS).products == 2


def test_two_imports_do_not_collide(store: VersionStore, tmp_path: Path) -> None:
    path = write(tmp_path, google_csv({}))
    with VersionStore(store.root).lock(), pytest.raises(StoreBusyError):
        import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS)
    assert import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS).added == 1


def test_a_dry_run_tells_and_changes_nothing(store: VersionStore, tmp_path: Path) -> None:
    import_feed(write(tmp_path, google_csv({})), store=store, encoder=HashEncoder(), options=OPTIONS)
    before = store.version_ids()
    report = check_feed(write(tmp_path, google_csv({"id": "n"}, {"price": "0"})), store=store, options=OPTIONS)
    assert (report.added, report.gone, report.refused_items, report.version) == (1, 1, 1, None)
    assert store.version_ids() == before


def test_a_dry_run_needs_no_store(tmp_path: Path) -> None:
    store = VersionStore(tmp_path / "none")
    assert check_feed(write(tmp_path, google_csv({})), store=store, options=OPTIONS).added == 1
    assert not store.root.exists()
    with pytest.raises(NoVersionError):
        store.load_current()


def test_progress_is_told(store: VersionStore, tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    import_feed(
        write(tmp_path, google_csv(*({} for _ in range(120)))),
        store=store,
        encoder=HashEncoder(),
        options=OPTIONS,
        progress=lambda stage, done, total: told.append((stage, done, total)),
    )
    assert told[:3] == [("read", 50, None), ("read", 100, None), ("read", 120, 120)]
    assert told[-2:] == [("publish", 0, 1), ("publish", 1, 1)]
    assert {stage for stage, _, _ in told} == {"read", "embed", "publish"}


def test_real_feeds_replace_one_another(store: VersionStore) -> None:
    for name, count in (("jewelery.csv", 20), ("google-merchant-giftshop.xml", 13)):
        report = import_feed(merchant_feed(name), store=store, encoder=HashEncoder(), options=OPTIONS)
        assert (report.read, report.added, report.refused_items) == (count, count, 0)
    assert report.gone == 20
    assert len(store.load_current().index) == 13
