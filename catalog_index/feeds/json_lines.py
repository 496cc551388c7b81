"""JSON Lines (and a JSON array of objects): Google's names, common other ones, and what `Product.to_json` writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from catalog_index.feeds import google
from catalog_index.feeds.entry import FeedEntry, FeedOptions, RowProblem
from catalog_index.feeds.json_items import JsonItem, array_items, line_items
from catalog_index.feeds.source import Source
from catalog_index.feeds.table import normal_name

_ARRAY = re.compile(r"\ufeff?\s*\[")
_MOST_DEPTH = 4
# Other names for Google's fields; where both are there, Google's wins.
_ALIASES = {
    "name": "title", "url": "link", "product_url": "link", "permalink": "link", "image": "image_link",
    "images": "image_link", "image_url": "image_link", "image_links": "image_link", "thumbnail": "image_link",
    "additional_image_links": "additional_image_link", "category": "product_type", "categories": "product_type",
    "product_types": "product_type", "vendor": "brand", "manufacturer": "brand", "offer_id": "id", "sku": "id",
    "body": "description", "body_html": "description", "in_stock": "availability", "stock_status": "availability",
}  # fmt: skip
_SINGULAR = {"colors": "color", "materials": "material", "product_highlights": "product_highlight", "genders": "gender"}


def read_json_lines(source: Source, options: FeedOptions) -> Iterator[FeedEntry]:
    """Yield an entry for each object.

    Raises:
        FeedError: an array is not well-formed, or an item too long to be one.
    """
    with source.open() as file:
        array = _ARRAY.match(file.read(4096))
        file.seek(0)
        for item in array_items(file, _ARRAY) if array else line_items(file):
            yield _entry(item, options)


def _entry(item: JsonItem, options: FeedOptions) -> FeedEntry:
    if item.problem is not None:
        return FeedEntry(item.line, None, (RowProblem.at(item.line, "", item.text[:200], item.problem),))
    if not isinstance(item.value, dict):
        return FeedEntry(item.line, None, (RowProblem.at(item.line, "", str(item.value)[:200], "not a JSON object"),))
    fields = fields_of(item.value)
    for name, values in fields.items():
        for value in values:
            reason = None
            if len(value) > options.max_cell_chars:
                reason = f"the field has more than the {options.max_cell_chars:,} characters that are read"
            elif not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
                reason = "it holds bytes that are not valid in the feed's encoding"
            if reason:
                return FeedEntry(item.line, None, (RowProblem.at(item.line, name, value[:200], reason),))
    return google.read_item(item.line, fields, options)


def fields_of(record: dict[str, Any]) -> dict[str, list[str]]:
    """An object's fields by Google's names, each with all its values as text."""
    fields: dict[str, list[str]] = {}
    second: dict[str, list[str]] = {}
    for key, value in record.items():
        name = normal_name(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key))
        if name == "attributes" and isinstance(value, dict):
            for inner, text in value.items():
                second.setdefault(normal_name(inner), []).extend(_texts(text))
            continue
        target = second if name in _ALIASES else fields
        name = _ALIASES.get(name, _SINGULAR.get(name, name))
        target.setdefault(name, []).extend(_stock(value) if name == "availability" else _texts(value))
    for name, values in second.items():
        if not any(fields.get(name, ())):
            fields[name] = values
    return fields


def _stock(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["in_stock" if value else "out_of_stock"]
    return _texts(value)


def _texts(value: Any, depth: int = 0) -> list[str]:
    """A value as texts: money objects as "12.50 USD", lists flat, other objects as "key: value"."""
    if value is None or depth > _MOST_DEPTH:
        return []
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part, depth + 1)]
    if isinstance(value, dict):
        amount = value.get("amount", value.get("value"))
        if isinstance(amount, str):
            return [f"{amount} {value.get('currency') or value.get('currencyCode') or ''}".strip()]
        address = value.get("src", value.get("url"))
        if isinstance(address, str):
            return [address]
        return [f"{key}: {text}" for key, part in value.items() for text in _texts(part, depth + 1)]
    return [str(value)]
