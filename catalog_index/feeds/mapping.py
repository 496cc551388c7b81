"""A table of any kind, read by a merchant's own list of which column is which field."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from catalog_index.feeds import google
from catalog_index.feeds.entry import FeedEntry, FeedError, FeedOptions
from catalog_index.feeds.table import SEPARATORS, Row, Table, normal_name

NEEDED = ("id", "title", "price", "link")
FIELDS = sorted(google.KNOWN | {"stock"})
_PRICES = ("price", "sale_price", "highest_price")
_PLACE = re.compile(r"\{([^{}]+)\}")
_KEYS = {"columns", "values", "templates", "words", "currency", "decimal", "encoding", "separator"}


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which fields come from where.

    `columns`: field -> columns, the first that is filled counts (for the description and pictures all of them).
    `values`: field -> the same text for every row. `templates`: field -> a text with {column} in it, where the value
    goes in escaped for an address. `words`: field -> what a cell says -> what is meant. `decimal`: "," or "." where
    prices are written with it. `currency`, `encoding`, `separator`: where they can't be told from the file.
    """

    columns: Mapping[str, tuple[str, ...]]
    values: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    currency: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    separator: str | None = None

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a saved mapping.

        Raises:
            FeedError: it can't be read or is none; the message says where.
        """
        try:
            data = json.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as cause:
            raise FeedError(f"The column mapping {path} can't be read: {cause}.") from cause
        return cls.from_json(data)

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """Make a mapping of its JSON form.

        Raises:
            FeedError: a part is unknown or not of its kind.
        """
        if not isinstance(data, dict) or not isinstance(data.get("columns"), dict):
            raise FeedError('A column mapping is a JSON object with "columns": {field: column}.')
        unknown = sorted(set(data) - _KEYS)
        if unknown:
            raise FeedError(
                f"The column mapping has unknown parts: {', '.join(unknown)}. Known are {', '.join(sorted(_KEYS))}."
            )
        # What a draft left open is missing.
        named = {name: value if isinstance(value, list) else [value] for name, value in data["columns"].items()}
        columns = {name: tuple(value) for name, value in named.items() if any(value)}
        mapping = cls(**{**data, "columns": columns})
        mapping._check()
        return mapping

    def to_json(self) -> dict[str, Any]:
        """Return it JSON-ready; `from_json` reads it back."""
        parts: dict[str, Any] = {
            "columns": {
                name: columns[0] if len(columns) == 1 else list(columns) for name, columns in self.columns.items()
            },
            "values": dict(self.values),
            "templates": dict(self.templates),
            "words": {name: dict(words) for name, words in self.words.items()},
            "currency": self.currency,
            "decimal": self.decimal,
            "encoding": self.encoding,
            "separator": self.separator,
        }
        return {name: part for name, part in parts.items() if part}

    def column_names(self) -> set[str]:
        """All columns that it names, as they are compared."""
        named = {column for columns in self.columns.values() for column in columns}
        named |= {place for template in self.templates.values() for place in _PLACE.findall(template)}
        return {normal_name(column) for column in named}

    def check(self, header: tuple[str, ...]) -> None:
        """Check it against a table's columns.

        Raises:
            FeedError: it names a column that is not there.
        """
        missing = sorted(self.column_names() - {normal_name(column) for column in header})
        if missing:
            shown = ", ".join(column.strip()[:40] for column in header[:20] if column.strip())
            raise FeedError(
                f"The feed has no column {', '.join(missing)}, which the mapping names. Its columns are: {shown}."
            )

    def _check(self) -> None:
        texts = [
            *self.values.items(),
            *self.templates.items(),
            *((name, c) for name, cs in self.columns.items() for c in cs),
        ]
        wrong = [str(name) for name, text in texts if not isinstance(text, str)]
        wrong += [name for name, words in self.words.items() if not isinstance(words, dict)]
        if wrong:
            raise FeedError(f"The column mapping's {', '.join(wrong)} must be text.")
        unknown = sorted({*self.columns, *self.values, *self.templates, *self.words} - set(FIELDS))
        if unknown:
            raise FeedError(
                f"The column mapping names unknown fields: {', '.join(unknown)}. Known are {', '.join(FIELDS)}."
            )
        missing = [name for name in NEEDED if name not in {*self.columns, *self.values, *self.templates}]
        if missing:
            raise FeedError(f"The column mapping does not say where {', '.join(missing)} comes from.")
        if self.decimal not in (None, ",", "."):
            raise FeedError('The column mapping\'s "decimal" is "," or ".".')
        if self.separator is not None and self.separator not in tuple(SEPARATORS):
            raise FeedError(f"The column mapping's separator must be one of {' '.join(map(repr, SEPARATORS))}.")
        if self.currency is not None and not re.fullmatch("[A-Z]{3}", self.currency):
            raise FeedError('The column mapping\'s "currency" is a code such as EUR.')
        if self.encoding is not None:
            try:
                codecs.lookup(self.encoding).incrementaldecoder(errors="surrogateescape").decode(b"")
            except (LookupError, TypeError, UnicodeError) as cause:
                raise FeedError(f"The column mapping's encoding {self.encoding!r} is not known.") from cause


def read_mapped(table: Table, options: FeedOptions) -> Iterator[FeedEntry]:
    """Yield an entry for each row; problems name the table's own columns."""
    mapping = options.mapping
    assert mapping is not None
    if mapping.currency:
        options = replace(options, currency=mapping.currency)
    shown = {name: columns[0] for name, columns in mapping.columns.items()}
    names = {column: normal_name(column) for column in table.header}
    for row in table.rows(names, options.max_cell_chars):
        if row.problem is not None:
            yield FeedEntry(row.line, None, (row.problem,))
            continue
        entry = google.read_item(row.line, _fields(row, mapping), options)
        problems = tuple(replace(problem, field=shown.get(problem.field, problem.field)) for problem in entry.problems)
        yield replace(entry, problems=problems)


def _fields(row: Row, mapping: ColumnMapping) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {name: [value] for name, value in mapping.values.items()}
    for name, template in mapping.templates.items():
        cells = [row.get(normal_name(place)) for place in _PLACE.findall(template)]
        if all(cells):
            fields[name] = [_PLACE.sub(lambda place: quote(row.get(normal_name(place[1])), safe=""), template)]
    for name, columns in mapping.columns.items():
        cells = [cell for column in columns if (cell := row.get(normal_name(column)))]
        if cells:
            fields[name] = ["\n".join(cells)] if name == "description" else cells
    for name, words in mapping.words.items():
        known = {word.strip().lower(): meant for word, meant in words.items()}
        fields[name] = [known.get(value.lower(), value) for value in fields.get(name, [])]
    if mapping.decimal:
        for name in _PRICES:
            fields[name] = [_with_point(value, mapping.decimal) for value in fields.get(name, [])]
    stock = next(iter(fields.pop("stock", [])), "")
    if stock and "availability" not in fields:
        fields["availability"] = [_stock(stock)]
    return fields


def _with_point(text: str, decimal: str) -> str:
    """A price with the number written plainly, "1.299,5 €" as "1299.50 €"; a text that is none stays."""
    found = re.search(r"[0-9](?:[0-9.,'’ \u00a0\u202f]*[0-9])?", text)
    if not found:
        return text
    number = re.sub(r"[ '’\u00a0\u202f]", "", found.group())
    number = number.replace("." if decimal == "," else ",", "").replace(",", ".")
    try:
        plain = f"{Decimal(number).quantize(Decimal('0.01'), ROUND_HALF_UP)}"
    except InvalidOperation:
        return text
    return f"{text[: found.start()]}{plain}{text[found.end() :]}"


def _stock(text: str) -> str:
    """A number of pieces as an availability; words stay."""
    number = re.fullmatch(r"(-?[0-9]{1,9})(?:[.,][0-9]+)?\+?", text)
    if not number:
        return text
    return "in_stock" if int(number[1]) > 0 else "out_of_stock"
