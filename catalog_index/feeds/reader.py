"""A feed of any format we read: told by its content, read as a stream."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from catalog_index.feeds import google, json_lines, mapping, shopify, shopify_json, woocommerce
from catalog_index.feeds.encoding import detect_encoding
from catalog_index.feeds.entry import FeedEntry, FeedError, FeedOptions, RowProblem
from catalog_index.feeds.formats import FeedFormat
from catalog_index.feeds.source import Source
from catalog_index.feeds.table import Table, normal_name, read_header
from catalog_index.feeds.unpack import unpacked
from catalog_index.feeds.xml import read_xml

_HEAD = 4096
_ID_FIELDS = {FeedFormat.SHOPIFY: "Handle", FeedFormat.SHOPIFY_JSON: "handle", FeedFormat.WOOCOMMERCE: "ID"}

__all__ = ["Feed", "FeedFormat", "open_feed"]


class Feed:
    """A feed that was recognised, ready to be read; `table` where it is one. Closing it deletes what was unpacked."""

    def __init__(self, source: Source, kind: FeedFormat, table: Table | None) -> None:
        self.format = kind
        self.encoding = source.encoding
        self.table = table
        self._source = source
        self._clean: Callable[[], object] = lambda: None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Delete what was unpacked to read it."""
        self._clean()

    def delete_at_close(self, path: Path) -> None:
        """Delete a file when this feed is closed, or forgotten."""
        self._clean = weakref.finalize(self, path.unlink, missing_ok=True)

    @property
    def size(self) -> int:
        """The (unpacked) feed's size in bytes."""
        return self._source.size

    def position(self) -> int:
        """How many of the bytes were read."""
        return self._source.position()

    def entries(self, options: FeedOptions) -> Iterator[FeedEntry]:
        """Yield an entry for each item; an id that was taken already is refused, the first one wins.

        Raises:
            FeedError: the feed can't be read on; nothing of it should be used then.
        """
        taken: dict[str, int] = {}
        for entry in self._items(options):
            product = entry.product
            if product is not None and product.id in taken:
                reason = f"the id was taken already in line {taken[product.id]}"
                problem = RowProblem.at(entry.line, _ID_FIELDS.get(self.format, "id"), product.id, reason)
                entry = FeedEntry(entry.line, None, (problem,))
            elif product is not None:
                taken[product.id] = entry.line
            yield entry

    def _items(self, options: FeedOptions) -> Iterator[FeedEntry]:
        if self.format is FeedFormat.GOOGLE_XML:
            return read_xml(self._source, options)
        if self.format is FeedFormat.JSON_LINES:
            return json_lines.read_json_lines(self._source, options)
        if self.format is FeedFormat.SHOPIFY_JSON:
            return shopify_json.read_shopify_json(self._source, options)
        assert self.table is not None
        if self.format is FeedFormat.SHOPIFY:
            return shopify.read_shopify(self.table, options)
        if self.format is FeedFormat.WOOCOMMERCE:
            return woocommerce.read_woocommerce(self.table, options)
        if self.format is FeedFormat.MAPPED:
            return mapping.read_mapped(self.table, options)
        return _google_rows(self.table, options)


def open_feed(path: Path, options: FeedOptions | None = None) -> Feed:
    """Recognise a feed by its content, unless `options` say what it is; its name and extension don't matter.

    Raises:
        FeedError: missing, empty, of another format or encoding, or without a required column; it says which.
    """
    options = options or FeedOptions()
    try:
        plain = unpacked(path, options)
    except OSError as cause:
        raise FeedError(f"The feed {path} can't be opened: {cause.strerror or cause}.") from cause
    try:
        feed = _recognised(plain or path, path, options)
    except BaseException:
        if plain is not None:
            plain.unlink(missing_ok=True)
        raise
    if plain is not None:
        feed.delete_at_close(plain)
    return feed


def _recognised(path: Path, called: Path, options: FeedOptions) -> Feed:
    wanted = FeedFormat.MAPPED if options.mapping else options.format
    try:
        told = options.mapping.encoding if options.mapping else None
        source = Source(path, told or detect_encoding(path))
        with source.open() as file:
            head = file.read(_HEAD).lstrip("\ufeff \t\r\n")
    except OSError as cause:
        raise FeedError(f"The feed {called} can't be opened: {cause.strerror or cause}.") from cause
    if not head:
        raise FeedError("The feed is empty: it has no header and no rows.")
    found = wanted or _by_head(head)
    if found in (FeedFormat.GOOGLE_XML, FeedFormat.SHOPIFY_JSON, FeedFormat.JSON_LINES):
        if wanted and found is not (seen := _by_head(head)) and seen not in (None, FeedFormat.SHOPIFY_JSON):
            raise FeedError(f"The feed is no {found}: it looks like {seen}.")
        return Feed(source, found, None)
    return _table_feed(source, found, options)


def _by_head(head: str) -> FeedFormat | None:
    """The format that the first characters tell; None where only columns can."""
    if head.startswith("<"):
        if head[:200].lower().lstrip().startswith(("<!doctype html", "<html")):
            raise FeedError("This is a web page, not a feed. Download the feed itself.")
        return FeedFormat.GOOGLE_XML
    if head.startswith(("{", "[")):
        return FeedFormat.SHOPIFY_JSON if shopify_json.looks_like(head) else FeedFormat.JSON_LINES
    return None


def _table_feed(source: Source, wanted: FeedFormat | None, options: FeedOptions) -> Feed:
    if options.mapping is not None:
        table = read_header(source, options.mapping.column_names(), options.mapping.separator)
        options.mapping.check(table.header)
        return Feed(source, FeedFormat.MAPPED, table)
    if wanted is FeedFormat.MAPPED:
        raise FeedError("A CSV with a column mapping needs the mapping: --mapping FILE.")
    table = read_header(source, google.KNOWN | set(shopify.ALIASES) | woocommerce.COLUMNS)
    if wanted is FeedFormat.SHOPIFY or (wanted is None and shopify.is_shopify(table.header)):
        shopify.column_names(table)
        return Feed(source, FeedFormat.SHOPIFY, table)
    if wanted is FeedFormat.WOOCOMMERCE or (wanted is None and woocommerce.is_woocommerce(table.header)):
        woocommerce.check_columns(table)
        return Feed(source, FeedFormat.WOOCOMMERCE, table)
    _check_columns(table)
    return Feed(source, FeedFormat.GOOGLE_TABLE, table)


def _check_columns(table: Table) -> None:
    found = {normal_name(column) for column in table.header}
    missing = [column for column in google.REQUIRED if column not in found]
    if not missing:
        return
    shown = ", ".join(column.strip()[:40] for column in table.header[:12] if column.strip())
    if len(missing) == len(google.REQUIRED):
        raise FeedError(
            f"This is not a feed we know; its first line reads: {shown}. Read are: {', '.join(FeedFormat)}. For "
            "another table, write which columns are which: giftfinder catalog mapping FEED makes a first draft."
        )
    noun = "column" if len(missing) == 1 else "columns"
    raise FeedError(f"The feed has no {noun} {', '.join(missing)}. Its columns are: {shown}.")


def _google_rows(table: Table, options: FeedOptions) -> Iterator[FeedEntry]:
    names = {column: normal_name(column) for column in table.header}
    for row in table.rows(names, options.max_cell_chars):
        if row.problem is not None:
            yield FeedEntry(row.line, None, (row.problem,))
        else:
            yield google.read_item(row.line, row.cells, options)
