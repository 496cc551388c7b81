"""`python -m bot.imports.preview FEED`: what a feed is taken for, as JSON; what was chosen comes on standard input.

A program of its own: what a stranger's file takes to read, it takes beside the shoppers.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from bot.catalog.feed_options import feed_options
from bot.settings import load_settings
from catalog_index.feeds import ColumnMapping, FeedError, FeedFormat, FeedOptions, preview_feed
from catalog_index.feeds.drafting import draft_mapping, known_columns
from catalog_index.feeds.encoding import detect_encoding
from catalog_index.feeds.source import Source
from catalog_index.feeds.table import Table, read_header
from catalog_index.feeds.unpack import unpacked

ROWS = 5
_CELL = 200


def main(path: Path) -> None:
    """Print the preview."""
    chosen = json.load(sys.stdin)
    json.dump(look(path, chosen.get("format"), chosen.get("mapping")), sys.stdout)


def look(path: Path, kind: str | None, mapping: dict[str, Any] | None) -> dict[str, Any]:
    """The preview: `format` (a slug) and `products` where it can be read so, else `problem`; for a table its columns,
    its first rows and a draft of a column mapping."""
    settings = load_settings()
    found: dict[str, Any] = {"format": None, "problem": "", "columns": [], "rows": [], "products": [], "problems": []}
    try:
        columns = ColumnMapping.from_json(mapping) if mapping is not None else None
        options = feed_options(settings, kind=kind, mapping=columns)
        shown = preview_feed(path, options, limit=ROWS)
        found |= shown.to_json() | {"format": FeedFormat(shown.format).slug, "format_name": shown.format}
    except FeedError as error:
        found["problem"] = str(error).replace(str(path), "the feed")
    if found["format"] in (None, FeedFormat.MAPPED.slug):
        found |= _table(path, feed_options(settings))
    return found


def _table(path: Path, options: FeedOptions) -> dict[str, Any]:
    """A table's columns, first rows and draft; {} where it is no table."""
    plain = None
    try:
        plain = unpacked(path, options)
        place = plain or path
        table = read_header(Source(place, detect_encoding(place)), known_columns())
        if len(table.header) < 2 or table.header[0].lstrip().startswith(("<", "{", "[")):
            return {}
        return {"columns": list(table.header), "rows": _rows(table), "draft": _draft(table)}
    except (FeedError, OSError, UnicodeError):
        return {}
    finally:
        if plain is not None:
            plain.unlink(missing_ok=True)


def _draft(table: Table) -> dict[str, object] | None:
    try:
        return draft_mapping(table)
    except FeedError:
        return None


def _rows(table: Table) -> list[dict[str, str]]:
    names = {column: column for column in table.header}
    rows = []
    for row in table.rows(names, 1 << 20):
        rows.append({column: row.get(column)[:_CELL] for column in table.header if row.get(column)})
        if len(rows) == ROWS:
            break
    return rows


if __name__ == "__main__":
    main(Path(sys.argv[1]))
