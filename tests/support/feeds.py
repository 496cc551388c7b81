"""Small feeds for tests: rows in, a file out."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from catalog_index.feeds import FeedEntry, FeedOptions, open_feed

MERCHANT_FEEDS = Path("..") / "shared" / "datasets" / "merchant-feeds"
OPTIONS = FeedOptions(store_url="https://shop.example")

GOOGLE_ROW = {
    "id": "a1",
    "title": "Dinosaur Dig Kit",
    "description": "Dig up twelve fossils. Ages 6-10.",
    "link": "https://shop.example/p/a1",
    "price": "29.90 USD",
}


def google_csv(*rows: dict[str, str], separator: str = ",", columns: Sequence[str] = ()) -> str:
    """A Google Merchant table; each row is GOOGLE_ROW with the given values, ids a1, a2 ... unless given."""
    names = list(dict.fromkeys([*(columns or GOOGLE_ROW), *(name for row in rows for name in row)]))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, delimiter=separator, extrasaction="ignore")
    writer.writeheader()
    for number, row in enumerate(rows, start=1):
        writer.writerow({**GOOGLE_ROW, "id": f"a{number}", **row})
    return text.getvalue()


def write(folder: Path, content: str | bytes, name: str = "feed.txt", encoding: str = "utf-8") -> Path:
    """Write a feed; the name tells nothing, as formats are told by content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def read(path: Path, options: FeedOptions = OPTIONS) -> list[FeedEntry]:
    """All entries of a feed."""
    with open_feed(path, options) as feed:
        return list(feed.entries(options))


def merchant_feed(name: str) -> Path:
    """A real feed kept outside the project; the test is skipped, naming the file, where it is missing."""
    root = Path(__file__).parents[2]
    folder = Path(os.environ.get("GIFTFINDER_TEST_FEEDS", root / MERCHANT_FEEDS))
    path = folder / name
    if not path.is_file():
        pytest.skip(f"the real feed {path.resolve()} is missing")
    return path
