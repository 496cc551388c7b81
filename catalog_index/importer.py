"""From a feed to the index version that serves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from catalog_index.encoder import Encoder
from catalog_index.feeds import FeedError, FeedOptions, RowProblem, open_feed
from catalog_index.index import CatalogIndex
from catalog_index.product import Product
from catalog_index.versions import LoadedVersion, NoVersionError, VersionStore

ImportProgress = Callable[[str, int, int | None], None]
"""Called with the stage ("read", "embed", "publish"), how much is done, of how much (None: unknown)."""

_READ_STEP = 50


@dataclass
class ImportReport:
    """What an import did.

    `read` counts the feed's items (rows; products of a Shopify feed), `refused_items` those that did not go in,
    and `refused` says why, an entry a problem. `warnings` are about products that went in without some part.
    `version` is None when nothing was published (dry run, or the import failed).
    """

    source: str
    format: str = ""
    encoding: str = ""
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    refused_items: int = 0
    refused: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)
    version: str | None = None

    @property
    def products(self) -> int:
        """How many products the catalog holds after this import."""
        return self.added + self.changed + self.unchanged

    def to_json(self) -> dict[str, Any]:
        """Return the report JSON-ready."""
        counts = ("read", "added", "changed", "unchanged", "gone", "refused_items")
        return {
            "source": self.source,
            "format": self.format,
            "encoding": self.encoding,
            **{name: getattr(self, name) for name in counts},
            "refused": [problem.to_json() for problem in self.refused],
            "warnings": [problem.to_json() for problem in self.warnings],
            "version": self.version,
        }


class CatalogImportError(Exception):
    """No row of the feed could go in, so the catalog stays as it was; `report` has what was found."""

    def __init__(self, message: str, report: ImportReport) -> None:
        super().__init__(message)
        self.report = report


def import_feed(
    path: Path,
    *,
    store: VersionStore,
    encoder: Encoder,
    options: FeedOptions,
    progress: ImportProgress | None = None,
) -> ImportReport:
    """Read a feed and publish it as the index version that serves.

    Vectors of products whose text did not change are taken over from the version before. A feed equal to what
    serves publishes nothing new and reports the version that serves.

    Raises:
        CatalogImportError: the feed can't be read, or none of its rows can be used.
        StoreBusyError: another import is running.
        PublishError: the new version could not be written.
    """
    tell = progress or _silent
    with store.lock():
        products, report = _read(path, options, tell)
        previous = _previous(store)
        _compare(products, previous, report)
        if previous is not None and _serves_already(previous, products, store, encoder):
            report.version = previous.version
            return report
        index = CatalogIndex.build(
            products,
            encoder,
            previous=previous.index if previous else None,
            progress=lambda done, total: tell("embed", done, total),
        )
        tell("publish", 0, 1)
        report.version = store.publish(index, source=path.name)
        tell("publish", 1, 1)
    return report


def check_feed(
    path: Path, *, store: VersionStore, options: FeedOptions, progress: ImportProgress | None = None
) -> ImportReport:
    """Report what `import_feed` would do, and do nothing.

    Raises:
        CatalogImportError: the feed can't be read, or none of its rows can be used.
    """
    products, report = _read(path, options, progress or _silent)
    _compare(products, _previous(store), report)
    return report


def _silent(stage: str, done: int, total: int | None) -> None:
    pass


def _read(path: Path, options: FeedOptions, tell: ImportProgress) -> tuple[list[Product], ImportReport]:
    report = ImportReport(source=path.name)
    products: list[Product] = []
    try:
        feed = open_feed(path)
        report.format, report.encoding = feed.format.value, feed.encoding
        for entry in feed.entries(options):
            report.read += 1
            if entry.product is None:
                report.refused_items += 1
                report.refused += entry.problems
            else:
                products.append(entry.product)
                report.warnings += entry.problems
            if report.read % _READ_STEP == 0:
                tell("read", report.read, None)
    except FeedError as cause:
        raise CatalogImportError(str(cause), report) from cause
    tell("read", report.read, report.read)
    if not products:
        raise CatalogImportError(_nothing_went_in(report), report)
    return products, report


def _nothing_went_in(report: ImportReport) -> str:
    if not report.read:
        return "The feed has no products: nothing follows its header."
    first = report.refused[0]
    return (
        f"None of the feed's {report.read:,} items could go in. The first: "
        f"line {first.line}, {first.field}: {first.reason}."
    )


def _previous(store: VersionStore) -> LoadedVersion | None:
    try:
        return store.load_current()
    except NoVersionError:
        return None


def _compare(products: Sequence[Product], previous: LoadedVersion | None, report: ImportReport) -> None:
    before = {product.id: product for product in previous.index.products} if previous else {}
    for product in products:
        old = before.pop(product.id, None)
        if old is None:
            report.added += 1
        elif old == product:
            report.unchanged += 1
        else:
            report.changed += 1
    report.gone = len(before)


def _serves_already(
    previous: LoadedVersion, products: Sequence[Product], store: VersionStore, encoder: Encoder
) -> bool:
    made_with = (previous.manifest.encoder, previous.manifest.dimension)
    return (
        previous.version == store.current_id()
        and made_with == (encoder.name, encoder.dimension)
        and list(previous.index.products) == list(products)
    )
