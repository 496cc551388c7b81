"""A feed of any format we read: told by its content, read as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from catalog_index.feeds import google, shopify
from catalog_index.feeds.encoding import detect_encoding
from catalog_index.feeds.entry import FeedEntry, FeedError, FeedOptions, RowProblem
from catalog_index.feeds.table import Table, normal_name, open_text, read_header
from catalog_index.feeds.xml import read_xml

_HEAD = 4096


class FeedFormat(StrEnum):
    """The formats that are read."""

    GOOGLE_TABLE = "Google Merchant CSV or TSV"
    GOOGLE_XML = "Google Merchant XML"
    SHOPIFY = "Shopify product CSV"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that was recognised, ready to be read."""

    path: Path
    format: FeedFormat
    encoding: str
    table: Table | None

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
                field = "Handle" if self.format is FeedFormat.SHOPIFY else "id"
                problem = RowProblem.at(entry.line, field, product.id, reason)
                entry = FeedEntry(entry.line, None, (problem,))
            elif product is not None:
                taken[product.id] = entry.line
            yield entry

    def _items(self, options: FeedOptions) -> Iterator[FeedEntry]:
        if self.table is None:
            return read_xml(self.path, self.encoding, options)
        if self.format is FeedFormat.SHOPIFY:
            return shopify.read_shopify(self.table, options)
        return _google_rows(self.table, options)


def open_feed(path: Path) -> Feed:
    """Recognise a feed by its content; its name and extension don't matter.

    Raises:
        FeedError: missing, empty, of another format or encoding, or without a required column; it says which.
    """
    try:
        encoding = detect_encoding(path)
        with open_text(path, encoding) as file:
            head = file.read(_HEAD).lstrip("\ufeff \t\r\n")
    except OSError as cause:
        raise FeedError(f"The feed {path} can't be opened: {cause.strerror or cause}.") from cause
    if not head:
        raise FeedError("The feed is empty: it has no header and no rows.")
    if head.startswith("<"):
        return _xml_feed(path, encoding, head)
    if head.startswith(("{", "[")):
        raise FeedError(f"This is JSON. Read are: {', '.join(FeedFormat)}.")
    table = read_header(path, encoding, google.KNOWN | set(shopify.ALIASES))
    if shopify.is_shopify(table.header):
        shopify.column_names(table)
        return Feed(path, FeedFormat.SHOPIFY, encoding, table)
    _check_columns(table)
    return Feed(path, FeedFormat.GOOGLE_TABLE, encoding, table)


def _xml_feed(path: Path, encoding: str, head: str) -> Feed:
    if head[:200].lower().lstrip().startswith(("<!doctype html", "<html")):
        raise FeedError("This is a web page, not a feed. Download the feed itself.")
    return Feed(path, FeedFormat.GOOGLE_XML, encoding, None)


def _check_columns(table: Table) -> None:
    found = {normal_name(column) for column in table.header}
    missing = [column for column in google.REQUIRED if column not in found]
    if not missing:
        return
    shown = ", ".join(column.strip()[:40] for column in table.header[:12] if column.strip())
    if len(missing) == len(google.REQUIRED):
        raise FeedError(
            f"This is not a feed we know; its first line reads: {shown}. Read are: {', '.join(FeedFormat)}."
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
