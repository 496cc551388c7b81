"""From a feed to the version that serves."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from catalog_index import import_report, importer
from catalog_index.embedding_log import EmbeddingLog
from catalog_index.encoder import Progress, Vectors
from catalog_index.feeds import FeedOptions, open_feed
from catalog_index.flat_file import FlatFileWriter
from catalog_index.importer import CatalogImportError, check_feed, import_feed
from catalog_index.index import CatalogIndex, embedded_texts
from catalog_index.manifest import ManifestError
from catalog_index.versions import NoVersionError, PublishError, StoreBusyError, VersionStore
from tests.support.fake_encoder import HashEncoder
from tests.support.feeds import OPTIONS, google_csv, merchant_feed, read, write


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

    def full_disk(self: FlatFileWriter, vectors: Vectors) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(FlatFileWriter, "write", full_disk)
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


class SilentEncoder(HashEncoder):
    """One that must not be asked."""

    def encode(self, texts: object, *, progress: Progress | None = None) -> Vectors:
        raise AssertionError("the encoder was called")


def checksums(store: VersionStore) -> dict[str, str]:
    return {name: record.sha256 for name, record in store.find_current().manifest.files.items()}


def test_an_unchanged_feed_costs_no_model_call_and_no_reading(
    store: VersionStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = google_csv({}, {"price": "0"}, {"image_link": "x"})
    first = import_feed(write(tmp_path, content), store=store, encoder=HashEncoder(), options=OPTIONS)

    def never(*_: object) -> None:
        raise AssertionError("the feed was read")

    monkeypatch.setattr(importer, "open_feed", never)
    again = import_feed(write(tmp_path, content, name="b.csv"), store=store, encoder=SilentEncoder(), options=OPTIONS)
    assert (again.read, again.unchanged, again.added, again.refused_items) == (3, 2, 0, 1)
    assert (again.refused, again.warnings, again.version) == (first.refused, first.warnings, first.version)


def test_only_changed_texts_are_embedded_not_changed_prices_or_order(store: VersionStore, tmp_path: Path) -> None:
    import_feed(
        write(tmp_path, google_csv({"id": "a"}, {"id": "b", "title": "B"})),
        store=store,
        encoder=HashEncoder(),
        options=OPTIONS,
    )
    moved = google_csv(
        {"id": "b", "title": "B", "price": "7 USD"}, {"id": "c"}, {"id": "a", "link": "https://s.example/x"}
    )
    report = import_feed(write(tmp_path, moved), store=store, encoder=SilentEncoder(), options=OPTIONS)
    # "c" is new but has the texts of "a".
    assert (report.added, report.changed) == (1, 2)
    assert ids(store) == ["b", "c", "a"]


@pytest.mark.parametrize(
    "options",
    [
        replace(OPTIONS, currency="EUR"),
        replace(OPTIONS, store_url="https://else.example"),
        replace(OPTIONS, max_cell_chars=99),
    ],
)
def test_the_same_feed_is_read_again_when_it_is_to_be_read_differently(
    store: VersionStore, tmp_path: Path, options: FeedOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, google_csv({"price": "5"}))
    import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS)
    read = []
    monkeypatch.setattr(importer, "open_feed", lambda *args: read.append(1) or open_feed(*args))
    import_feed(path, store=store, encoder=SilentEncoder(), options=options)
    assert read == [1]


def test_a_sale_that_begins_is_seen_in_an_unchanged_feed(store: VersionStore, tmp_path: Path) -> None:
    period = "2026-11-10T00:00Z/2026-11-20T00:00Z"
    path = write(tmp_path, google_csv({"sale_price": "9 USD", "sale_price_effective_date": period}))

    def on(day: int) -> tuple[int, bool]:
        options = replace(OPTIONS, now=datetime(2026, 11, day, 12, tzinfo=UTC))
        report = import_feed(path, store=store, encoder=HashEncoder(), options=options)
        return report.changed, store.load_current().index.products[0].sale_price is not None

    assert [on(day) for day in (1, 2, 10, 19, 20, 21)] == [
        (0, False), (0, False), (1, True), (0, True), (1, False), (0, False),
    ]  # fmt: skip


class BreaksOff(HashEncoder):
    def __init__(self, after: int) -> None:
        super().__init__()
        self._after = after

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        if len(self.encoded) >= self._after:
            raise KeyboardInterrupt
        return super().encode(texts, progress=progress)


def test_an_import_that_was_cut_off_goes_on_to_the_same_files(store: VersionStore, tmp_path: Path) -> None:
    path = write(tmp_path, google_csv(*({"title": f"Gift {n}"} for n in range(40))))
    other = VersionStore(tmp_path / "undisturbed")
    import_feed(path, store=other, encoder=HashEncoder(), options=OPTIONS, block=8)
    with pytest.raises(KeyboardInterrupt):
        import_feed(path, store=store, encoder=BreaksOff(24), options=OPTIONS, block=8)
    assert store.current_id() is None
    encoder = HashEncoder()
    import_feed(path, store=store, encoder=encoder, options=OPTIONS, block=8)
    assert len(encoder.encoded) == 80 - 24
    assert checksums(store) == checksums(other)
    assert [item.name for item in store.root.iterdir() if item.name.startswith(".")] == []


@pytest.mark.parametrize("moved", [False, True])
def test_what_an_import_left_that_was_cut_off_at_its_very_end_is_tidied_up(
    store: VersionStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: bool
) -> None:
    path = write(tmp_path, google_csv({}, {}))
    with monkeypatch.context() as patch:
        patch.setattr(EmbeddingLog, "clear", lambda self: None)
        import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS)
    left = store.root / importer.EMBEDDING_FOLDER
    assert left.is_dir()
    if moved:  # the same products in another file
        path = path.rename(tmp_path / "again.csv")
        path.write_bytes(path.read_bytes() + b"\n")
    import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS)
    assert not left.exists()


def test_an_unchanged_feed_leaves_the_vectors_of_an_import_that_has_to_be_finished(
    store: VersionStore, tmp_path: Path
) -> None:
    path = write(tmp_path, google_csv({}, {}))
    import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS)
    large = write(tmp_path, google_csv(*({"title": f"Gift {n}"} for n in range(40))), name="large.csv")
    with pytest.raises(KeyboardInterrupt):
        import_feed(large, store=store, encoder=BreaksOff(24), options=OPTIONS, block=8)
    import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS)
    encoder = HashEncoder()
    import_feed(large, store=store, encoder=encoder, options=OPTIONS, block=8)
    assert len(encoder.encoded) == 80 - 24


def test_a_version_beside_the_one_that_serves(store: VersionStore, tmp_path: Path) -> None:
    import_feed(write(tmp_path, google_csv({})), store=store, encoder=HashEncoder(), options=OPTIONS)
    before = store.current_id()
    second = write(tmp_path, google_csv({}, {}))
    report = import_feed(second, store=store, encoder=HashEncoder(), options=OPTIONS, activate=False)
    assert (store.current_id(), ids(store), report.version != before) == (before, ["a1"], True)
    store.activate(str(report.version))
    assert (store.current_id(), ids(store)) == (report.version, ["a1", "a2"])
    with pytest.raises(ManifestError, match="no index version"):
        store.activate("20200101T000000Z-00000000")


def test_a_version_of_an_older_program_is_built_on(store: VersionStore, tmp_path: Path) -> None:
    path = write(tmp_path, google_csv({}, {"title": "Two"}))
    products = [entry.product for entry in read(path) if entry.product]
    store.publish(CatalogIndex.build(products, HashEncoder()), source="old")
    report = import_feed(path, store=store, encoder=SilentEncoder(), options=OPTIONS)
    assert (report.unchanged, report.gone) == (2, 0)


def test_long_lists_of_problems_are_cut_and_counted(
    store: VersionStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_report, "MOST_PROBLEMS", 3)
    path = write(tmp_path, google_csv({}, *({"price": "0"} for _ in range(5))))
    report = import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS)
    assert (report.refused_items, len(report.refused), report.left_out) == (5, 3, 2)
    assert report.to_json()["left_out"] == 2


def test_a_report_as_csv_starts_no_formula(store: VersionStore, tmp_path: Path) -> None:
    path = write(tmp_path, google_csv({}, {"price": "=1+1"}, {"image_link": '@x,"y"'}))
    text = import_feed(path, store=store, encoder=HashEncoder(), options=OPTIONS).to_csv()
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == ["line", "field", "value", "reason", "went_in"]
    assert [(row[0], row[1], row[2], row[4]) for row in rows[1:]] == [
        ("3", "price", "'=1+1", "no"), ("4", "image_link", "'@x,\"y\"", "in part"),
    ]  # fmt: skip


def test_all_real_feeds_have_the_counts_of_their_files(store: VersionStore) -> None:
    for name, count in (
        ("apparel.csv", 20),
        ("home-and-garden.csv", 20),
        ("jewelery.csv", 20),
        ("google-merchant-giftshop.xml", 13),
    ):
        report = import_feed(merchant_feed(name), store=store, encoder=HashEncoder(), options=OPTIONS)
        assert (name, report.read, report.products, report.refused_items) == (name, count, count, 0)
        again = import_feed(merchant_feed(name), store=store, encoder=SilentEncoder(), options=OPTIONS)
        assert (again.read, again.unchanged, again.version) == (count, count, report.version)


def test_a_feed_that_changes_while_it_is_read_is_refused(store: VersionStore, tmp_path: Path) -> None:
    path = write(tmp_path, google_csv(*({} for _ in range(60))))

    def change(stage: str, done: int, total: int | None) -> None:
        if stage == "read":
            path.write_text(google_csv({"title": "Else"}), encoding="utf-8")

    with pytest.raises(CatalogImportError, match="changed while it was read"):
        import_feed(path, store=store, encoder=SilentEncoder(), options=OPTIONS, progress=change)
    assert store.version_ids() == []
