"""What a version remembers of the feed it was made of, so that the same feed again costs a checksum and no reading."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from catalog_index.feeds import FeedOptions, RowProblem
from catalog_index.import_report import ImportReport
from catalog_index.manifest import file_sha256

RECORD_FILE = "feed.json"
# Raised whenever feeds are read differently: what was read by older rules is read again.
READING = 1


@dataclass(frozen=True, slots=True)
class FeedRecord:
    """A feed's contents and how it was read; equal records make equal catalogs.

    `holds_until`: a sale begins or ends in the feed at that moment (RFC 3339), so that it must be read again; None:
    it never reads differently.
    """

    feed: str
    holds_until: str | None
    format: str
    encoding: str
    read: int
    refused_items: int
    left_out: int
    refused: tuple[dict[str, Any], ...]
    warnings: tuple[dict[str, Any], ...]

    def write(self, folder: Path) -> None:
        """Write it into a version's folder."""
        text = json.dumps(asdict(self), indent=1, ensure_ascii=False)
        (folder / RECORD_FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read_from(cls, folder: Path) -> FeedRecord | None:
        """Read a version's record, None where it has none that can be read."""
        try:
            data = json.loads((folder / RECORD_FILE).read_text(encoding="utf-8"))
            lists = {name: tuple(data[name]) for name in ("refused", "warnings")}
            return cls(**{**data, **lists})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def holds(self, feed: str, moment: datetime) -> bool:
        """Whether a feed with this key reads as it did then."""
        return self.feed == feed and (self.holds_until is None or moment < datetime.fromisoformat(self.holds_until))

    def report(self, source: str, products: int) -> ImportReport:
        """The report of importing the same feed again."""
        return ImportReport(
            source=source,
            format=self.format,
            encoding=self.encoding,
            read=self.read,
            unchanged=products,
            refused_items=self.refused_items,
            refused=[RowProblem(**problem) for problem in self.refused],
            warnings=[RowProblem(**problem) for problem in self.warnings],
            left_out=self.left_out,
        )


def record_of(feed: str, report: ImportReport, holds_until: datetime | None) -> FeedRecord:
    """The record of a feed that was read."""
    return FeedRecord(
        feed=feed,
        holds_until=holds_until.isoformat() if holds_until else None,
        format=report.format,
        encoding=report.encoding,
        read=report.read,
        refused_items=report.refused_items,
        left_out=report.left_out,
        refused=tuple(problem.to_json() for problem in report.refused),
        warnings=tuple(problem.to_json() for problem in report.warnings),
    )


def feed_key(path: Path, options: FeedOptions) -> str:
    """A key of a feed's bytes and of all that decides how they are read.

    Raises:
        OSError: the feed can't be read.
    """
    return sha256(f"{READING} {file_sha256(path)} {options.key()}".encode()).hexdigest()
