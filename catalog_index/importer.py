"""From a feed to the index version that serves, as a stream: memory does not grow with the texts of the feed.

1. read: products go into a draft beside the versions, line by line, with a fingerprint each
2. embed: only texts without a vector in the version before are encoded, in blocks that outlive a killed import
3. publish: the vector files are put together, checked, what searches many of them fast is built, and the pointer moves
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import numpy as np

from catalog_index.assembly import KnownVectors, check_folder, write_vectors
from catalog_index.embedding_log import BLOCK, EmbeddingLog
from catalog_index.encoder import Encoder
from catalog_index.feed_record import FeedRecord, feed_key, record_of
from catalog_index.feeds import FeedEntry, FeedError, FeedOptions, RowProblem, open_feed
from catalog_index.fingerprints import ROW, ROWS_FILE, Rows, RowsCollector, compare, product_line, read_rows
from catalog_index.flat_file import FlatFileError
from catalog_index.import_report import CatalogImportError, ImportReport
from catalog_index.index import PRODUCTS_FILE, TEXTS_FILE, TITLES_FILE
from catalog_index.manifest import MANIFEST_FILE
from catalog_index.pace import estimated
from catalog_index.vectors import VectorsDamagedError, build_beside
from catalog_index.versions import FoundVersion, NoVersionError, PublishError, VersionStore

__all__ = ["CatalogImportError", "ImportProgress", "ImportReport", "check_feed", "import_feed"]

ImportProgress = Callable[[str, int, int | None], None]
"""Called with the stage ("read", "embed", "publish"), how much is done, of how much (None: unknown).

While a large feed is read, its number of items is estimated from how much of it was read.
"""

EMBEDDING_FOLDER = ".embedding"
_READ_STEP = 50


def import_feed(
    path: Path,
    *,
    store: VersionStore,
    encoder: Encoder,
    options: FeedOptions,
    progress: ImportProgress | None = None,
    activate: bool = True,
    block: int = BLOCK,
    source: str | None = None,
) -> ImportReport:
    """Read a feed and publish it as the index version that serves (with `activate` False: beside it).

    Vectors of texts that did not change are taken over from the version before. A feed equal to what serves
    publishes nothing new and reports the version that serves. An import that was killed leaves what serves as it
    was; the next one of the same feed goes on with the vectors made so far and ends with the same files. `block` is
    how many texts are encoded between two such savings, `source` what the feed is called (else its file's name).

    Raises:
        CatalogImportError: the feed can't be read, or none of its rows can be used.
        StoreBusyError: another import is running.
        PublishError: the new version could not be written.
    """
    tell = progress or _silent
    name = source or path.name
    with store.lock():
        before = _previous(store, encoder)
        key, stamp = _key(path, options, name)
        if before is not None and before.record is not None and before.record.holds(key, options.moment()):
            report = before.record.report(name, before.count)
            tell("read", report.read, report.read)
            report.version = before.version
            _tidy(store, before.version)
            return report
        with store.draft() as folder:
            read = _read(path, options, tell, name, folder)
            report = read.report
            if _stamp(path) != stamp:
                raise CatalogImportError("The feed was changed while it was read; import it again.", report)
            _compare(report, read.rows, before.rows if before else None)
            record = record_of(key, report, read.holds_until)
            if before is not None and before.serves and _equal(before, read.rows):
                report.version = before.version
                _tidy(store, before.version)
                return report
            log = EmbeddingLog(store.root / EMBEDDING_FOLDER, encoder, block=block)
            known = before.vectors if before else None
            try:
                write_vectors(folder, read.rows, known, encoder, log, lambda done, total: tell("embed", done, total))
                tell("publish", 0, 1)
                (folder / ROWS_FILE).write_bytes(read.rows.tobytes())
                record.write(folder)
                build_beside_vectors(folder, encoder.dimension, len(read.rows), lists=store.vectors is None)
            except (OSError, ValueError, FlatFileError, VectorsDamagedError) as cause:
                raise PublishError(f"the new index version could not be written: {cause}") from cause
            report.version = store.publish_draft(
                folder,
                encoder=encoder.name,
                dimension=encoder.dimension,
                products=len(read.rows),
                source=name,
                activate=activate,
            )
            log.clear()
        tell("publish", 1, 1)
    return report


def check_feed(
    path: Path,
    *,
    store: VersionStore,
    options: FeedOptions,
    progress: ImportProgress | None = None,
    source: str | None = None,
) -> ImportReport:
    """Report what `import_feed` would do, and do nothing.

    Raises:
        CatalogImportError: the feed can't be read, or none of its rows can be used.
    """
    read = _read(path, options, progress or _silent, source or path.name, None)
    before = _previous(store, None)
    _compare(read.report, read.rows, before.rows if before else None)
    return read.report


def _tidy(store: VersionStore, version: str) -> None:
    """Delete the vectors that the version holds by now: its import was cut off before it could."""
    made = (store.root / version / MANIFEST_FILE).stat().st_mtime
    EmbeddingLog.clear_older(store.root / EMBEDDING_FOLDER, made)


def _silent(stage: str, done: int, total: int | None) -> None:
    pass


def _key(path: Path, options: FeedOptions, name: str) -> tuple[str, tuple[int, ...]]:
    """The feed's key, and what tells whether the file was touched since."""
    try:
        stamp = _stamp(path)
        return feed_key(path, options), stamp
    except OSError as cause:
        message = f"The feed {path} can't be opened: {cause.strerror or cause}."
        raise CatalogImportError(message, ImportReport(source=name)) from cause


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns


@dataclass(frozen=True, slots=True)
class _Read:
    report: ImportReport
    rows: Rows
    holds_until: datetime | None


class _Reader:
    """Takes a feed's entries in: counts them, keeps fingerprints, writes products into a draft."""

    def __init__(self, report: ImportReport, products: IO[bytes] | None) -> None:
        self.rows = RowsCollector()
        self.holds_until: datetime | None = None
        self._report = report
        self._products = products

    def take(self, entry: FeedEntry) -> None:
        self._report.read += 1
        if entry.until is not None and (self.holds_until is None or entry.until < self.holds_until):
            self.holds_until = entry.until
        self._report.note(entry.problems, refused=entry.product is None)
        if entry.product is None:
            self._report.refused_items += 1
            return
        line = product_line(entry.product)
        self.rows.add(entry.product, line)
        if self._products is not None:
            self._products.write(line)


def _read(path: Path, options: FeedOptions, tell: ImportProgress, name: str, folder: Path | None) -> _Read:
    """Read the feed; its products go into `folder`, where there is one."""
    report = ImportReport(source=name)
    try:
        with ExitStack() as stack:
            products = stack.enter_context((folder / PRODUCTS_FILE).open("wb")) if folder else None
            reader = _Reader(report, products)
            feed = stack.enter_context(open_feed(path, options))
            report.format, report.encoding = feed.format.value, feed.encoding
            for entry in feed.entries(options):
                reader.take(entry)
                if report.read % _READ_STEP == 0:
                    tell("read", report.read, estimated(report.read, feed.position(), feed.size))
    except FeedError as cause:
        raise CatalogImportError(str(cause), report) from cause
    except OSError as cause:
        raise PublishError(f"the products could not be written: {cause}") from cause
    tell("read", report.read, report.read)
    if not len(reader.rows):
        raise CatalogImportError(_nothing_went_in(report), report)
    return _Read(report, reader.rows.rows(), reader.holds_until)


def build_beside_vectors(folder: Path, dimension: int, count: int, *, lists: bool = True) -> None:
    """Check the files of a draft with `count` products, and build the lists that search a large catalog's vectors fast,
    unless a vector database does that (`lists` False).

    Raises:
        FlatFileError, OSError, ValueError, VectorsDamagedError: the files don't match, or it can't be made or written.
    """
    check_folder(folder, dimension, count)
    for name in (TITLES_FILE, TEXTS_FILE) if lists else ():
        build_beside(folder / name, dimension)


def _nothing_went_in(report: ImportReport) -> str:
    if not report.read:
        return "The feed has no products: nothing follows its header."
    first = report.refused[0] if report.refused else RowProblem(0, "", "", "no reason is known")
    return (
        f"None of the feed's {report.read:,} items could go in. The first: "
        f"line {first.line}, {first.field}: {first.reason}."
    )


@dataclass(frozen=True, slots=True)
class _Before:
    """The version before: its fingerprints, and its vectors where they are of the same encoder."""

    version: str
    serves: bool
    rows: Rows
    vectors: KnownVectors | None
    record: FeedRecord | None

    @property
    def count(self) -> int:
        return len(self.rows)


def _previous(store: VersionStore, encoder: Encoder | None) -> _Before | None:
    try:
        found = store.find_current()
        rows = read_rows(found.folder, found.manifest.products)
        return _before(found, rows, encoder, serves=found.version == store.current_id())
    except (NoVersionError, FlatFileError, OSError, ValueError, KeyError):
        return None


def _before(found: FoundVersion, rows: Rows, encoder: Encoder | None, *, serves: bool) -> _Before:
    manifest = found.manifest
    if encoder is None or (manifest.encoder, manifest.dimension) != (encoder.name, encoder.dimension):
        return _Before(found.version, False, rows, None, None)
    vectors = KnownVectors.of(found.folder, rows, manifest.dimension)
    record = FeedRecord.read_from(found.folder) if serves else None
    return _Before(found.version, serves, rows, vectors, record)


def _compare(report: ImportReport, rows: Rows, before: Rows | None) -> None:
    empty = np.zeros(0, dtype=ROW)
    counts = compare(rows, empty if before is None else before)
    report.added, report.changed, report.unchanged, report.gone = counts


def _equal(before: _Before, rows: Rows) -> bool:
    """Whether what serves has these very products in this order (and remembers the feed it was made of)."""
    if before.record is None or len(rows) != before.count:
        return False
    return bool(np.array_equal(rows["content"], before.rows["content"]))
