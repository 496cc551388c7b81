"""Delimited feeds (CSV, TSV): rows with the line they start at, read as a stream and within limits."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from catalog_index.feeds.entry import FeedError, RowProblem
from catalog_index.feeds.source import Source

SEPARATORS = ",\t;|"
# The csv module's limit is the process's own and 128 KiB at first. It guards memory; what a cell may hold is
# FeedOptions.max_cell_chars, checked for each cell, so that one huge cell refuses one row.
_CSV_LIMIT = 64 * 1024 * 1024
_LINE_LIMIT = 64 * 1024 * 1024
_SAMPLE = 64 * 1024
_BROKEN = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the line it starts at and its cells by column, a column that repeats holding several.

    `problem` is set when the record can't be taken as a row; its cells are then not to be trusted.
    """

    line: int
    cells: dict[str, list[str]]
    problem: RowProblem | None = None

    def get(self, column: str) -> str:
        """The first filled cell of a column, stripped; "" without one."""
        return next((cell for cell in map(str.strip, self.cells.get(column, ())) if cell), "")


@dataclass(frozen=True, slots=True)
class Table:
    """A delimited file that was looked at: how to read it, and the columns of its header as written."""

    source: Source
    separator: str
    header_line: int
    header: tuple[str, ...]

    def rows(self, names: dict[str, str], max_cell_chars: int) -> Iterator[Row]:
        """Yield the rows below the header. `names` maps a column as written to the name it is known by."""
        columns = [names[column] for column in self.header]
        with self.source.open() as file:
            for line, cells, problem in _records(file, self.separator):
                if line <= self.header_line or (not any(cells) and problem is None):
                    continue
                yield _row(line, columns, cells, problem, max_cell_chars)


def read_header(source: Source, known: set[str], separator: str | None = None) -> Table:
    """Find the header line and the separator with which it names most of the `known` columns.

    Where it names none, the csv module's sniffer says which separator it is. `separator`: it is known already.

    Raises:
        FeedError: the file is empty.
    """
    best: tuple[int, int, Table] | None = None
    for sign in separator or SEPARATORS:
        with source.open() as file:
            line, header = _first_record(file, sign)
        score = sum(normal_name(column) in known for column in header)
        if best is None or (score, len(header)) > best[:2]:
            best = (score, len(header), Table(source, sign, line, tuple(header)))
    if best is None or not any(best[2].header):
        raise FeedError("The feed is empty: it has no header and no rows.")
    sniffed = _sniffed(source) if not best[0] and not separator else None
    return read_header(source, known, sniffed) if sniffed and sniffed != best[2].separator else best[2]


def _sniffed(source: Source) -> str | None:
    with source.open() as file:
        sample = file.read(_SAMPLE)
    try:
        return csv.Sniffer().sniff(sample, delimiters=SEPARATORS).delimiter
    except csv.Error:
        return None


def normal_name(column: str) -> str:
    """A column's name as compared: lower case, "g:" and blanks gone, words joined by "_"."""
    name = column.strip().lower().removeprefix("g:")
    return "_".join(name.replace("_", " ").split())


def _first_record(file: IO[str], separator: str) -> tuple[int, list[str]]:
    for line, cells, _ in _records(file, separator):
        # Excel writes "sep=;" before the header.
        if any(cell.strip() for cell in cells) and not cells[0].lower().startswith("sep="):
            return line, cells
    return 0, []


class _Lines(Iterator[str]):
    """A file's lines, which remembers those of the current record so that they can be read again."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._again: deque[str] = deque()
        self.record: list[str] = []
        self.number = 0

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._file.readline(_LINE_LIMIT)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) >= _LINE_LIMIT:
            raise FeedError(f"Line {self.number} of the feed is longer than {_LINE_LIMIT:,} characters.")
        self.record.append(line)
        return line

    def give_back(self) -> None:
        """Let all lines of the record but its first be read again."""
        self._again.extendleft(reversed(self.record[1:]))
        self.number -= len(self.record) - 1


def _records(file: IO[str], separator: str) -> Iterator[tuple[int, list[str], str | None]]:
    """Yield (first line, cells, reason why it can't be read) of each record.

    A quote that is never closed swallows the rows after it; such a record loses its first line only.
    """
    csv.field_size_limit(max(csv.field_size_limit(), _CSV_LIMIT))
    lines = _Lines(file)
    reader = csv.reader(lines, delimiter=separator)
    while True:
        first = lines.number + 1
        lines.record = []
        try:
            cells, reason = next(reader), None
        except StopIteration:
            return
        except csv.Error as cause:
            cells, reason = [], f"the row can't be read: {cause}"
        if len(lines.record) > 1 and (reason or not _well_quoted(lines.record, separator)):
            lines.give_back()
            reader = csv.reader(lines, delimiter=separator)
            cells, reason = [], "a quote is opened and not closed in this row"
        yield first, cells, reason


def _well_quoted(lines: list[str], separator: str) -> bool:
    try:
        return len(list(csv.reader(lines, delimiter=separator, strict=True))) == 1
    except csv.Error:
        return False


def _row(line: int, columns: list[str], cells: list[str], reason: str | None, limit: int) -> Row:
    if reason is not None:
        return Row(line, {}, RowProblem.at(line, "", "", reason))
    named: dict[str, list[str]] = {}
    for column, cell in zip(columns, cells, strict=False):
        named.setdefault(column, []).append(cell)
    return Row(line, named, _problem(line, columns, cells, limit))


def _problem(line: int, columns: list[str], cells: list[str], limit: int) -> RowProblem | None:
    extra = [cell for cell in cells[len(columns) :] if cell.strip()]
    for number, cell in enumerate(cells):
        column = columns[number] if number < len(columns) else f"column {number + 1}"
        if len(cell) > limit:
            reason = f"the cell has {len(cell):,} characters, more than the {limit:,} that are read"
            return RowProblem.at(line, column, cell[:200], reason)
        if not cell.isascii() and _BROKEN.search(cell):
            return RowProblem.at(line, column, cell, "it holds bytes that are not valid in the feed's encoding")
    if extra:
        reason = f"the row has {len(cells)} cells, the header {len(columns)}; is a separator or quote not escaped?"
        return RowProblem.at(line, "", extra[0], reason)
    return None
