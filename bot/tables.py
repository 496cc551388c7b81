"""Tables to take along as CSV, with cells that no spreadsheet program takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

# What spreadsheet programs begin a formula with (also behind a tab or a line's end): see OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Spreadsheet programs take a file without it for one in a code page of old.
BYTE_ORDER_MARK = "\ufeff"


def harmless(cell: object) -> object:
    """Return a cell that is read as it stands: a text that would begin a formula gets an apostrophe before it.

    Numbers stay numbers, also negative ones.
    """
    if isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(_FORMULA):
        return f"'{cell}"
    return cell


def csv_line(cells: Iterable[object]) -> str:
    """Return one line of a table, as RFC 4180 says, with its end."""
    written = io.StringIO()
    csv.writer(written).writerow([harmless(cell) for cell in cells])
    return written.getvalue()
