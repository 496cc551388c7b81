"""The structured part of the shop's pages: delivery methods, working days, last days to order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache

from babel import Locale
from dateutil import parser as dates

from bot.policies.document import Block, Passage, Policy, Row
from bot.policies.errors import PolicyError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = re.compile(r"(\d{1,2})(?:\s*(?:-|–|to)\s*(\d{1,2}))?")
_BEFORE = re.compile(r"(\d{1,3}) days? before", re.IGNORECASE)
_METHODS = ("method", "business days")
_CUTOFFS = ("occasion", "method", "order by")
_NAMES = {"usa": "US", "us": "US", "united states of america": "US", "america": "US", "the states": "US",
          "the us": "US", "the usa": "US", "uk": "GB", "the uk": "GB", "great britain": "GB", "britain": "GB",
          "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "holland": "NL",
          "czech republic": "CZ", "the netherlands": "NL"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule stands: the passage, its row, and the table (its head first) that the row is of."""

    policy: Policy
    passage: Passage
    row: Row
    table: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """A way to send a parcel: business days in transit, countries as ISO 3166 codes."""

    name: str
    quickest: int
    slowest: int
    countries: frozenset[str]
    source: Source


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The last day to order for an occasion: `day` (any year if `year` is None) or so many days before it."""

    occasion: str
    method: str
    source: Source
    month: int = 0
    day: int = 0
    year: int | None = None
    days_before: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """All rules of delivery. `order_by`: orders before this hour leave the same business day."""

    order_by: time
    handling_days: int
    no_delivery: frozenset[int]
    closed: frozenset[tuple[int, int]]
    public_holidays: bool
    methods: tuple[Method, ...]
    cutoffs: tuple[Cutoff, ...]


@cache
def country_codes() -> Mapping[str, str]:
    """ISO 3166 codes by the English name of the country, lower case."""
    territories = Locale("en").territories
    return {**{name.lower(): code for code, name in territories.items() if len(code) == 2 and code.isalpha()}, **_NAMES}


def read_delivery(policies: list[Policy], occasions: Mapping[str, str]) -> Delivery | None:
    """Collect the rules of all files; None where no file has a table of methods.

    `occasions` maps every way to write an occasion, in lower case, to its name.

    Raises:
        PolicyError: a value that can't be read, a method or an occasion that is not known.
    """
    methods = [_method(*found) for found in _tables(policies, _METHODS)]
    if not methods:
        return None
    known = {method.name.lower() for method in methods}
    cutoffs = [_cutoff(*found, known=known, occasions=occasions) for found in _tables(policies, _CUTOFFS)]
    home = methods[0].source.policy
    return Delivery(
        order_by=_hour(home),
        handling_days=_number(home, "handling_days"),
        no_delivery=frozenset(_weekday(home, name) for name in _list(home, "no_delivery", ["saturday", "sunday"])),
        closed=frozenset(_month_day(home, text) for text in _list(home, "closed", [])),
        public_holidays=bool(home.front.get("public_holidays", True)),
        methods=tuple(methods),
        cutoffs=tuple(cutoffs),
    )


def _tables(policies: list[Policy], columns: tuple[str, ...]) -> Iterator[tuple[Source, dict[str, str]]]:
    """The rows of the tables that have these columns, each with its cells by column."""
    for policy in policies:
        for passage in policy.passages:
            for block in passage.blocks:
                head = _head(block)
                if set(columns) <= set(head):
                    for row in block.rows[1:]:
                        yield Source(policy, passage, row, block.rows), dict(zip(head, row.cells, strict=True))


def _head(block: Block) -> tuple[str, ...]:
    return tuple(cell.lower() for cell in block.rows[0].cells) if block.rows else ()


def _method(source: Source, cells: dict[str, str]) -> Method:
    policy, row = source.policy, source.row
    match = _DAYS.fullmatch(cells["business days"])
    if match is None or not cells["method"]:
        raise PolicyError(policy.file, row.line, "a method needs a name and business days such as “3-5”")
    quickest, slowest = int(match[1]), int(match[2] or match[1])
    if quickest > slowest:
        raise PolicyError(policy.file, row.line, f"business days “{cells['business days']}” run backwards")
    countries = set()
    for name in filter(None, (part.strip() for part in cells.get("ships to", "").split(","))):
        code = country_codes().get(name.lower())
        if code is None:
            raise PolicyError(policy.file, row.line, f"“{name}” is no country that is known")
        countries.add(code)
    return Method(cells["method"], quickest, slowest, frozenset(countries), source)


def _cutoff(
    source: Source,
    cells: dict[str, str],
    *,
    known: set[str],
    occasions: Mapping[str, str],
) -> Cutoff:
    policy, row = source.policy, source.row
    occasion = occasions.get(cells["occasion"].lower())
    if occasion is None:
        raise PolicyError(policy.file, row.line, f"“{cells['occasion']}” is no occasion that is known")
    if cells["method"].lower() not in known:
        raise PolicyError(policy.file, row.line, f"there is no delivery method “{cells['method']}”")
    if before := _BEFORE.fullmatch(cells["order by"]):
        return Cutoff(occasion, cells["method"], source, days_before=int(before[1]))
    try:
        # Read twice over different years: where both agree, the year was written.
        first, second = (dates.parse(cells["order by"], default=dates.parse(f"{year}-01-01")) for year in (2000, 2004))
    except (ValueError, OverflowError):
        reason = f"“{cells['order by']}” is neither a day (“17 December”) nor “8 days before”"
        raise PolicyError(policy.file, row.line, reason) from None
    year = first.year if first.year == second.year else None
    return Cutoff(occasion, cells["method"], source, month=first.month, day=first.day, year=year)


def _hour(policy: Policy) -> time:
    value = str(policy.front.get("order_by", "12:00"))
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise PolicyError(policy.file, policy.lines["order_by"], f'“{value}” is no hour such as "14:00"') from None


def _number(policy: Policy, key: str) -> int:
    value = policy.front.get(key, 0)
    if not isinstance(value, int) or not 0 <= value <= 60:
        raise PolicyError(policy.file, policy.lines[key], f"“{key}” must be a number of days, not {value!r}")
    return value


def _list(policy: Policy, key: str, default: list[str]) -> list[str]:
    value = policy.front.get(key, default)
    if not isinstance(value, list):
        raise PolicyError(policy.file, policy.lines[key], f"“{key}” must be a list in square brackets")
    return [str(item) for item in value]


def _weekday(policy: Policy, name: str) -> int:
    if name.lower() not in WEEKDAYS:
        raise PolicyError(policy.file, policy.lines["no_delivery"], f"“{name}” is no day of the week")
    return WEEKDAYS.index(name.lower())


def _month_day(policy: Policy, text: str) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"2000-{text}")
    except ValueError:
        raise PolicyError(policy.file, policy.lines["closed"], f"“{text}” is no day such as 12-24") from None
    return day.month, day.day
