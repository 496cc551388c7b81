"""Shopify's `products.json`, of the storefront or the Admin API: {"products": [...]}, a product an object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from catalog_index.feeds.entry import FeedEntry, FeedOptions, RowProblem
from catalog_index.feeds.json_items import JsonItem, array_items
from catalog_index.feeds.shopify import check_store, read_product
from catalog_index.feeds.source import Source
from catalog_index.feeds.table import Row

_START = re.compile(r'\ufeff?\s*(?:\{\s*"products"\s*:\s*)?\[')
_FIELDS = {
    "handle": "Handle", "title": "Title", "price": "variants.price", "image": "images.src",
    "variant_image": "images.src", "body": "body_html",
}  # fmt: skip


def looks_like(head: str) -> bool:
    """Whether a file that starts like this is one."""
    if re.match(r'\{\s*"products"\s*:\s*\[', head):
        return True
    return head.startswith("[") and '"handle"' in head and ('"body_html"' in head or '"variants"' in head)


def read_shopify_json(source: Source, options: FeedOptions) -> Iterator[FeedEntry]:
    """Yield an entry for each product; its variants become one product, as those of a Shopify CSV do.

    Raises:
        FeedError: no store address for the product links; the JSON is not well-formed.
    """
    check_store(options)
    with source.open() as file:
        for item in array_items(file, _START):
            yield _entry(item, options)


def _entry(item: JsonItem, options: FeedOptions) -> FeedEntry:
    if not isinstance(item.value, dict):
        return FeedEntry(item.line, None, (RowProblem.at(item.line, "", str(item.value)[:200], "not a JSON object"),))
    rows = _rows(item.line, item.value)
    for row in rows:
        for name, cells in row.cells.items():
            cell = cells[0]
            reason = None
            if len(cell) > options.max_cell_chars:
                reason = f"the field has more than the {options.max_cell_chars:,} characters that are read"
            elif not cell.isascii() and any("\ud800" <= c <= "\udfff" for c in cell):
                reason = "it holds bytes that are not valid in the feed's encoding"
            if reason:
                return FeedEntry(item.line, None, (RowProblem.at(item.line, name, cell[:200], reason),))
    return read_product(rows, True, options)


def _rows(line: int, product: dict[str, Any]) -> list[Row]:
    """The product as the rows of a Shopify CSV: the first has its data, each has a variant or a picture."""
    variants = [variant for variant in _list(product.get("variants")) if isinstance(variant, dict)]
    images = [address for image in _list(product.get("images")) if (address := _address(image))]
    names = [_text(option.get("name")) for option in _list(product.get("options")) if isinstance(option, dict)]
    rows: list[dict[str, str]] = [_variant(variant) for variant in variants] or [{}]
    rows += [{} for _ in range(len(images) - len(rows))]
    for row, image in zip(rows, images, strict=False):
        row["image"] = image
    published = "published_at" not in product or product["published_at"] is not None
    tags = product.get("tags")
    rows[0] |= {
        "title": _text(product.get("title")),
        "body": _text(product.get("body_html")),
        "vendor": _text(product.get("vendor")),
        "type": _text(product.get("product_type")),
        "tags": ", ".join(map(_text, tags)) if isinstance(tags, list) else _text(tags),
        "status": _text(product.get("status")),
        "published": "true" if published else "false",
        **{f"option{number}_name": name for number, name in enumerate(names[:3], 1)},
    }
    handle = _text(product.get("handle"))
    return [Row(line, {name: [cell] for name, cell in {"handle": handle, **row}.items() if cell}) for row in rows]


def _variant(variant: dict[str, Any]) -> dict[str, str]:
    row = {
        "price": _money(variant.get("price")),
        "compare_at": _money(variant.get("compare_at_price")),
        "sku": _text(variant.get("sku")),
        "quantity": _text(variant.get("inventory_quantity")),
        "policy": _text(variant.get("inventory_policy")),
        "tracker": _text(variant.get("inventory_management")),
        **{f"option{number}_value": _text(variant.get(f"option{number}")) for number in (1, 2, 3)},
    }
    if isinstance(variant.get("available"), bool):
        # The storefront says outright what the Admin API leaves to the rules of stock.
        row |= {"tracker": "shopify", "quantity": "1" if variant["available"] else "0", "policy": "deny"}
    elif row["quantity"] and not row["tracker"]:
        row["quantity"] = ""  # not counted
    return row


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _money(value: Any) -> str:
    if isinstance(value, dict):
        return f"{_text(value.get('amount'))} {_text(value.get('currency_code'))}".strip()
    return _text(value)


def _address(image: Any) -> str:
    address = _text(image.get("src") if isinstance(image, dict) else image)
    return f"https:{address}" if address.startswith("//") else address
