"""Variants of a Shopify product: price and stock of each row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from catalog_index.feeds.entry import FeedOptions, RowProblem, ValueProblem
from catalog_index.feeds.prices import parse_price
from catalog_index.feeds.table import Row
from catalog_index.product import Money

_VARIANT_FIELDS = ("price", "sku", "option1_value", "option2_value", "option3_value")


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant that can be priced; `list_price` is the compare-at price where it is above the price."""

    price: Money
    list_price: Money | None
    available: bool


def stock_is_counted(rows: Iterable[Row]) -> bool:
    """Whether quantities mean something in rows without an inventory tracker.

    By Shopify's rules a blank tracker means that stock is not counted, and such exports say 0 everywhere.
    Some feeds give real quantities there all the same; one above 0 tells, and then 0 means sold out.
    """
    return any(not row.get("tracker") and (_quantity(row) or 0) > 0 for row in rows if row.problem is None)


def read_variant(row: Row, counted: bool, options: FeedOptions) -> Variant | RowProblem | None:
    """Read a row's variant; None for a row that only adds a picture, a problem where it can't be used."""
    if row.problem is not None:
        return row.problem
    if not any(row.get(name) for name in _VARIANT_FIELDS):
        return None
    try:
        price = parse_price(row.get("price"), options.currency)
    except ValueProblem as problem:
        return RowProblem.at(row.line, "Variant Price", row.get("price"), str(problem))
    return Variant(price, _list_price(row, price, options), _available(row, counted))


def cheapest(variants: list[Variant]) -> Variant | None:
    """The variant with the lowest price among those that can be bought; of all, when none can."""
    candidates = [variant for variant in variants if variant.available] or variants
    return min(candidates, key=lambda variant: variant.price.amount, default=None)


def highest(variants: list[Variant], chosen: Variant) -> Money | None:
    """The highest price among the variants that can be bought, where it is above the chosen one's."""
    candidates = [variant for variant in variants if variant.available] or variants
    same = [variant.price for variant in candidates if variant.price.currency == chosen.price.currency]
    top = max(same, key=lambda money: money.amount, default=chosen.price)
    return top if top.amount > chosen.price.amount else None


def _list_price(row: Row, price: Money, options: FeedOptions) -> Money | None:
    try:
        money = parse_price(row.get("compare_at"), options.currency)
    except ValueProblem:
        return None  # empty or 0 mostly: no former price
    return money if money.currency == price.currency and money.amount > price.amount else None


def _available(row: Row, counted: bool) -> bool:
    quantity = _quantity(row)
    if row.get("policy").lower() in {"continue", "true", "yes"} or quantity is None:
        return True
    if not row.get("tracker") and not counted:
        return True
    return quantity > 0


def _quantity(row: Row) -> int | None:
    text = row.get("quantity")
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,9}", text) else None
