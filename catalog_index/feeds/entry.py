"""What reading a feed takes and gives: options in, entries (a product or the reasons against it) out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from catalog_index.feeds.formats import FeedFormat
from catalog_index.product import Product

if TYPE_CHECKING:
    from catalog_index.feeds.mapping import ColumnMapping

VALUE_CHARACTERS = 80
# The demo store's address in the demo catalog; see FeedOptions.store_url.
DEMO_STORE_URL = "http://localhost:8000/store"


class FeedError(Exception):
    """A feed that can't be read at all; the message tells the merchant what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """How to read a feed.

    `currency`: ISO code for prices that name none. `store_url`: where the shop is; product links of a Shopify
    feed are made of it, and links to the demo store's default address are moved there. `max_cell_chars`:
    a longer value refuses its row. `now`: the moment sale periods are compared with; None is the present.
    `format`: None is told by the content. `mapping`: which columns of a table of another kind are which fields.
    `max_unpacked_bytes`: how large a packed feed may be unpacked; `work_dir`: where (None: the system's folder).
    """

    currency: str = "USD"
    store_url: str | None = None
    max_cell_chars: int = 100_000
    now: datetime | None = None
    format: FeedFormat | None = None
    mapping: ColumnMapping | None = None
    max_unpacked_bytes: int = 8 << 30
    work_dir: Path | None = None

    def key(self) -> str:
        """All of it that decides how a feed is read, as text."""
        mapping = self.mapping.to_json() if self.mapping else None
        return json.dumps([self.currency, self.store_url, self.max_cell_chars, self.format, mapping])

    def moment(self) -> datetime:
        """The moment that sale periods are compared with, with a time zone."""
        return self.now or datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something wrong in one place of a feed. `line` counts from 1; `value` is cut to 80 characters."""

    line: int
    field: str
    value: str
    reason: str

    @classmethod
    def at(cls, line: int, field: str, value: str, reason: str) -> RowProblem:
        """Make a problem of a value of any length; what can't be shown is shown as an escape."""
        shown = value if len(value) <= VALUE_CHARACTERS else value[: VALUE_CHARACTERS - 1] + "…"
        shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)
        return cls(line, field, shown[:VALUE_CHARACTERS], reason)

    def to_json(self) -> dict[str, str | int]:
        """Return `{"line", "field", "value", "reason"}`."""
        return {"line": self.line, "field": self.field, "value": self.value, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item of a feed: `product` None means refused, and `problems` say why.

    A product with problems goes in without the parts they name (an image, a sale price). `until`: from that moment
    on it reads differently, since a sale begins or ends.
    """

    line: int
    product: Product | None
    problems: tuple[RowProblem, ...] = ()
    until: datetime | None = None


class ValueProblem(ValueError):  # noqa: N818 - it is turned into a RowProblem, never shown as an error
    """A value can't be used; the message is the reason."""
