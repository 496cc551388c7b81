"""Shopify product CSVs: several rows a product (variants, then further pictures) -> one Product.

Columns: https://help.shopify.com/en/manual/products/import-export/using-csv (older and newer names).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from catalog_index.ages import age_range
from catalog_index.feeds.entry import FeedEntry, FeedError, FeedOptions, RowProblem
from catalog_index.feeds.google import ItemReader, id_problem
from catalog_index.feeds.table import Row, Table, normal_name
from catalog_index.feeds.values import labels, parse_age_group, parse_gender, split_path
from catalog_index.feeds.variants import Variant, cheapest, highest, read_variant, stock_is_counted
from catalog_index.product import Availability, Product
from catalog_index.text import one_line, plain_text

REQUIRED = ("Handle", "Title", "Variant Price")
# A column as it may be written (compared by `normal_name`) -> the name it is known by here.
ALIASES = {
    "handle": "handle", "url_handle": "handle", "title": "title", "body_(html)": "body", "body_html": "body",
    "description": "body", "vendor": "vendor", "type": "type", "tags": "tags", "published": "published",
    "published_on_online_store": "published", "status": "status", "product_category": "category",
    "google_shopping_/_google_product_category": "google_category",
    "google_shopping_/_gender": "gender", "google_shopping_/_age_group": "age_group",
    "google_shopping_/_custom_label_0": "label_0", "google_shopping_/_custom_label_1": "label_1",
    "age_group_(product.metafields.shopify.age-group)": "age_group",
    "target_gender_(product.metafields.shopify.target-gender)": "gender",
    "option1_name": "option1_name", "option1_value": "option1_value", "option2_name": "option2_name",
    "option2_value": "option2_value", "option3_name": "option3_name", "option3_value": "option3_value",
    "variant_sku": "sku", "sku": "sku", "variant_price": "price", "price": "price",
    "variant_compare_at_price": "compare_at", "compare-at_price": "compare_at",
    "compare_at_price": "compare_at",
    "variant_inventory_tracker": "tracker", "inventory_tracker": "tracker",
    "variant_inventory_qty": "quantity", "inventory_quantity": "quantity",
    "variant_inventory_policy": "policy", "continue_selling_when_out_of_stock": "policy",
    "image_src": "image", "product_image_url": "image", "variant_image": "variant_image",
    "variant_image_url": "variant_image",
}  # fmt: skip
# Shop-keeping and search engine fields: nobody gives a gift for its barcode.
_DROPPED = (
    "variant_", "seo_", "image_", "included_/", "price_/", "compare_at_price_/", "google_shopping_/",
    "gift_card", "cost_per_item", "fulfillment_service", "requires_shipping", "charge_tax",
    "tax_code", "barcode", "weight_", "unit_price", "international",
)  # fmt: skip

_METAFIELD = re.compile(r"\(product\.metafields\.[\w-]+\.(?P<name>usage_tips|goes_with)\)$")


def is_shopify(header: Iterable[str]) -> bool:
    """Whether these columns are those of a Shopify product export."""
    names = {normal_name(column) for column in header}
    if "url_handle" in names or ("handle" in names and "id" not in names):
        return any(name.startswith(("option1", "variant_", "body_")) for name in names) or "vendor" in names
    return False


def column_names(table: Table) -> dict[str, str]:
    """What each column of the table is known by.

    Raises:
        FeedError: a required column is missing.
    """
    names = {column: _own_name(normal_name(column)) for column in table.header}
    missing = [column for column in REQUIRED if ALIASES[normal_name(column)] not in names.values()]
    if missing:
        raise FeedError(f"The Shopify feed has no column {', '.join(missing)}. It needs {', '.join(REQUIRED)}.")
    return names


def _own_name(name: str) -> str:
    # "Usage tips (product.metafields.custom.usage_tips)" is how an export names a field that the merchant added.
    metafield = _METAFIELD.search(name)
    return metafield["name"] if metafield else ALIASES.get(name, name)


def read_shopify(table: Table, options: FeedOptions) -> Iterator[FeedEntry]:
    """Yield an entry for each product; its rows follow one another, with the same handle.

    Raises:
        FeedError: no store address for the product links, or a required column is missing.
    """
    check_store(options)
    names = column_names(table)
    limit = options.max_cell_chars
    counted = stock_is_counted(table.rows(names, limit))
    for rows in _products(table.rows(names, limit)):
        yield read_product(rows, counted, options)


def check_store(options: FeedOptions) -> None:
    """Check that product links can be made.

    Raises:
        FeedError: the shop's address is not known.
    """
    if not options.store_url:
        raise FeedError(
            "A Shopify feed names no product pages. Set GIFTFINDER_STORE_URL to the shop's address, such as "
            "https://shop.example.com; links are then made as {address}/products/{handle}."
        )


def _products(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Group rows that follow one another with one handle; a row that can't be read at all stands alone."""
    group: list[Row] = []
    for row in rows:
        if row.problem is not None and not row.get("handle"):
            yield [row]
        elif group and row.get("handle") == group[0].get("handle"):
            group.append(row)
        else:
            if group:
                yield group
            group = [row]
    if group:
        yield group


def read_product(rows: list[Row], counted: bool, options: FeedOptions) -> FeedEntry:
    """Read one product from its rows; `counted`: quantities count where no inventory tracker is named."""
    head = rows[0]
    if head.problem is not None:
        return FeedEntry(head.line, None, (head.problem,))
    item = ItemReader(head.line, head.cells, options)
    handle, title = head.get("handle"), one_line(head.get("title"))
    reason = id_problem(handle)
    if reason:
        item.report("Handle", handle, reason.replace("the id", "the handle"))
    elif not title:
        item.report("Title", "", "the title is empty in the product's first row")
    if head.get("published").lower() in {"false", "no"} or head.get("status").lower() in {
        "draft",
        "archived",
        "unlisted",
    }:
        item.report(
            "Published",
            head.get("status") or head.get("published"),
            "the product is not published in the shop",
        )
    refused = bool(item.problems)
    variants = _variants(rows, counted, item, options)
    chosen = cheapest(variants)
    if chosen is None and not any(problem.field == "Variant Price" for problem in item.problems):
        item.report("Variant Price", "", "the product has no variant with a price")
    link = item.link("Handle", f"{(options.store_url or '').rstrip('/')}/products/{quote(handle, safe='')}")
    if refused or chosen is None or link is None:
        return FeedEntry(head.line, None, tuple(item.problems))
    return FeedEntry(head.line, _product(handle, title, link, rows, variants, chosen, item), tuple(item.problems))


def _variants(rows: list[Row], counted: bool, item: ItemReader, options: FeedOptions) -> list[Variant]:
    variants = []
    for row in rows:
        variant = read_variant(row, counted, options)
        if isinstance(variant, Variant):
            variants.append(variant)
        elif isinstance(variant, RowProblem):
            item.problems.append(variant)
    return variants


def _product(
    handle: str,
    title: str,
    link: str,
    rows: list[Row],
    variants: list[Variant],
    chosen: Variant,
    item: ItemReader,
) -> Product:
    head = rows[0]
    description = plain_text(head.get("body"))
    attributes = _attributes(rows)
    age_group = parse_age_group(head.get("age_group"))
    age_min, age_max = age_range(title, description, attributes, age_group)
    return Product(
        id=handle,
        title=title,
        description=description,
        price=chosen.list_price or chosen.price,
        sale_price=chosen.price if chosen.list_price else None,
        link=link,
        availability=Availability.IN_STOCK if any(v.available for v in variants) else Availability.OUT_OF_STOCK,
        images=_images(rows, item),
        brand=one_line(head.get("vendor")),
        categories=_categories(head),
        age_group=age_group,
        age_min=age_min,
        age_max=age_max,
        gender=parse_gender(head.get("gender")),
        interests=labels(head.get("label_1"), occasions=False),
        occasions=labels(head.get("label_0"), occasions=True),
        attributes=attributes,
        highest_price=highest(variants, chosen),
    )


def _categories(head: Row) -> tuple[str, ...]:
    # The shop's own type last: it is the most telling, and the shortest path has no other.
    paths = [head.get("category") or head.get("google_category"), head.get("type")]
    steps = (one_line(step) for path in paths for step in split_path(path))
    return tuple(dict.fromkeys(step for step in steps if step))


def _images(rows: list[Row], item: ItemReader) -> tuple[str, ...]:
    images: list[str] = []
    for name, field in (("image", "Image Src"), ("variant_image", "Variant Image")):
        for row in rows:
            if row.problem is None and row.get(name):
                item.line = row.line
                images += item.images([(field, row.get(name))])
    return tuple(dict.fromkeys(images))


def _attributes(rows: list[Row]) -> dict[str, str]:
    head = rows[0]
    known = set(ALIASES.values()) - {"tags"}
    kept = {
        name: one_line(head.get(name))
        for name in head.cells
        if name and name not in known and not name.startswith(_DROPPED) and head.get(name)
    }
    for number in "123":
        name = head.get(f"option{number}_name")
        values = [one_line(row.get(f"option{number}_value")) for row in rows if row.problem is None]
        values = list(dict.fromkeys(value for value in values if value))
        # "Title: Default Title" is how Shopify writes that there are no options.
        if name and values and values != ["Default Title"]:
            kept[one_line(name).lower()] = ", ".join(values)
    return {name: value for name, value in kept.items() if value}
