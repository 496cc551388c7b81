"""The first rows of a feed, as they stand there and as they would be read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from catalog_index.feeds.drafting import draft_mapping, known_columns
from catalog_index.feeds.encoding import detect_encoding
from catalog_index.feeds.entry import FeedEntry, FeedError, FeedOptions
from catalog_index.feeds.reader import open_feed
from catalog_index.feeds.source import Source
from catalog_index.feeds.table import Table, read_header
from catalog_index.feeds.unpack import unpacked

_CELL = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """What a feed was taken for, the columns of a table, its first rows as written, and the first items as read."""

    format: str
    encoding: str
    separator: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    entries: tuple[FeedEntry, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it JSON-ready."""
        return {
            "format": self.format,
            "encoding": self.encoding,
            "separator": self.separator,
            "columns": list(self.columns),
            "rows": list(self.rows),
            "products": [entry.product.to_json() for entry in self.entries if entry.product],
            "problems": [problem.to_json() for entry in self.entries for problem in entry.problems],
        }


def preview_feed(path: Path, options: FeedOptions, *, limit: int = 5) -> Preview:
    """Read the first `limit` items of a feed.

    Raises:
        FeedError: it can't be read.
    """
    with open_feed(path, options) as feed:
        entries = tuple(islice(feed.entries(options), limit))
        table = feed.table
        rows = _first_rows(table, limit) if table else ()
        separator = table.separator if table else ""
        columns = table.header if table else ()
        return Preview(feed.format.value, feed.encoding, separator, columns, rows, entries)


def _first_rows(table: Table, limit: int) -> tuple[dict[str, str], ...]:
    names = {column: column for column in table.header}
    rows = islice(table.rows(names, 1 << 20), limit)
    return tuple({column: row.get(column)[:_CELL] for column in table.header if row.get(column)} for row in rows)


def draft_for(path: Path, options: FeedOptions) -> dict[str, object]:
    """A first draft of a column mapping for a table.

    Raises:
        FeedError: it can't be read, or not one of its columns is known.
    """
    try:
        plain = unpacked(path, options)
        try:
            source = Source(plain or path, detect_encoding(plain or path))
            return draft_mapping(read_header(source, known_columns()))
        finally:
            if plain is not None:
                plain.unlink(missing_ok=True)
    except OSError as cause:
        raise FeedError(f"The feed {path} can't be opened: {cause.strerror or cause}.") from cause
