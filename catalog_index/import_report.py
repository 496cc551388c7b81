"""What an import did: counts, what was refused and why, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import Any

from catalog_index.feeds import RowProblem

# A report with a line for each of a million refused rows helps nobody and fills the memory.
MOST_PROBLEMS = 10_000
_COUNTS = ("read", "added", "changed", "unchanged", "gone", "refused_items")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class ImportReport:
    """What an import did.

    `read` counts the feed's items (rows; products of a Shopify or WooCommerce feed), `refused_items` those that did
    not go in, and `refused` says why, an entry a problem. `warnings` are about products that went in without some
    part. Of either list the first `MOST_PROBLEMS` are kept, and `left_out` counts the others. `version` is None when
    nothing was published (dry run, or the import failed).
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
    left_out: int = 0
    version: str | None = None

    @property
    def products(self) -> int:
        """How many products the catalog holds after this import."""
        return self.added + self.changed + self.unchanged

    def note(self, problems: tuple[RowProblem, ...], *, refused: bool) -> None:
        """Take down the problems of one item."""
        target = self.refused if refused else self.warnings
        room = MOST_PROBLEMS - len(target)
        target += problems[:room]
        self.left_out += max(len(problems) - room, 0)

    def to_json(self) -> dict[str, Any]:
        """Return the report JSON-ready."""
        return {
            "source": self.source,
            "format": self.format,
            "encoding": self.encoding,
            **{name: getattr(self, name) for name in _COUNTS},
            "refused": [problem.to_json() for problem in self.refused],
            "warnings": [problem.to_json() for problem in self.warnings],
            **({"left_out": self.left_out} if self.left_out else {}),
            "version": self.version,
        }

    def to_csv(self) -> str:
        """Return what was refused and what went in in part as CSV; no cell starts a formula in a spreadsheet."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(("line", "field", "value", "reason", "went_in"))
        for problems, went_in in ((self.refused, "no"), (self.warnings, "in part")):
            for problem in problems:
                cells = (problem.field, problem.value, problem.reason)
                writer.writerow((problem.line, *map(_harmless, cells), went_in))
        return text.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


class CatalogImportError(Exception):
    """No row of the feed could go in, so the catalog stays as it was; `report` has what was found."""

    def __init__(self, message: str, report: ImportReport) -> None:
        super().__init__(message)
        self.report = report
