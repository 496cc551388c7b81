"""WooCommerce product CSVs: variable products and their variations become one Product.

Columns: https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from catalog_index.feeds import google
from catalog_index.feeds.entry import FeedEntry, FeedError, FeedOptions, RowProblem, ValueProblem
from catalog_index.feeds.prices import parse_price
from catalog_index.feeds.table import Row, Table, normal_name
from catalog_index.feeds.values import next_change, period_holds
from catalog_index.feeds.variants import Variant, cheapest, highest
from catalog_index.product import Money

COLUMNS = {
    "id", "type", "sku", "name", "published", "is_featured?", "visibility_in_catalog", "short_description",
    "description", "date_sale_price_starts", "date_sale_price_ends", "tax_status", "in_stock?", "stock",
    "backorders_allowed?", "sale_price", "regular_price", "categories", "tags", "images", "parent", "grouped_products",
    "external_url", "button_text", "brands", "attribute_1_name", "attribute_1_value(s)",
}  # fmt: skip
REQUIRED = ("Type", "Name", "Regular price")
_LINKS = ("permalink", "product_url", "url", "link")
# Google's name for a field -> the column to look at.
_SHOWN = {
    "id": "ID", "title": "Name", "price": "Regular price", "sale_price": "Sale price", "image_link": "Images",
    "sale_price_effective_date": "Date sale price starts", "availability": "In stock?", "link": "ID",
}  # fmt: skip
_STOCK = {"1": "in_stock", "yes": "in_stock", "instock": "in_stock", "0": "out_of_stock", "no": "out_of_stock",
          "outofstock": "out_of_stock", "backorder": "backorder", "onbackorder": "backorder"}  # fmt: skip
_KEPT = ("tags", "gtin,_upc,_ean,_or_isbn")
_ATTRIBUTE = re.compile(r"attribute_(\d{1,2})_name")


@dataclass(slots=True)
class _Family:
    """What the variations of one variable product come to."""

    variants: list[Variant] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    values: dict[str, dict[str, None]] = field(default_factory=dict)
    until: list[str] = field(default_factory=list)


def is_woocommerce(header: Iterable[str]) -> bool:
    """Whether these columns are those of a WooCommerce product export."""
    names = {normal_name(column) for column in header}
    return {"type", "name", "regular_price"} <= names and bool(names & {"sku", "id"})


def check_columns(table: Table) -> None:
    """Check that the columns that products need are there.

    Raises:
        FeedError: it names the missing ones.
    """
    names = {normal_name(column) for column in table.header}
    missing = [column for column in REQUIRED if normal_name(column) not in names]
    if not names & {"id", "sku"}:
        missing.append("ID")
    if missing:
        raise FeedError(f"The WooCommerce feed has no column {', '.join(missing)}. Export it with English columns.")


def read_woocommerce(table: Table, options: FeedOptions) -> Iterator[FeedEntry]:
    """Yield an entry for each product; variations may stand anywhere in the file.

    Raises:
        FeedError: no store address for the product links, where the feed names none.
    """
    names = {column: normal_name(column) for column in table.header}
    if not options.store_url and not set(names.values()) & set(_LINKS):
        raise FeedError(
            "A WooCommerce feed names no product pages. Set GIFTFINDER_STORE_URL to the shop's address, such as "
            "https://shop.example.com; links are then made as {address}/?p={ID}."
        )
    families, products = _families(table.rows(names, options.max_cell_chars), options)
    for row in table.rows(names, options.max_cell_chars):
        if row.problem is not None:
            yield FeedEntry(row.line, None, (row.problem,))
        elif _kind(row) != "variation":
            yield _read_product(row, families, options)
        elif _parent(row) not in products:
            yield FeedEntry(row.line, None, (RowProblem.at(row.line, "Parent", row.get("parent"), _orphan(row)),))


def _orphan(row: Row) -> str:
    return "the variation's product is not in the feed" if row.get("parent") else "the variation names no parent"


def _kind(row: Row) -> str:
    kinds = [part.strip().lower() for part in row.get("type").split(",")]
    return "variation" if "variation" in kinds else kinds[0]


def _parent(row: Row) -> str:
    """A key of the product that a variation belongs to: "id:12" or "sku:ABC"."""
    parent = row.get("parent")
    if not parent:
        return ""
    return f"id:{parent[3:].strip()}" if parent.lower().startswith("id:") else f"sku:{parent}"


def _keys(row: Row) -> list[str]:
    return [f"{name}:{row.get(name)}" for name in ("id", "sku") if row.get(name)]


def _families(rows: Iterable[Row], options: FeedOptions) -> tuple[dict[str, _Family], set[str]]:
    """The variations by the key of their product, and the keys of all products."""
    families: dict[str, _Family] = {}
    products: set[str] = set()
    for row in rows:
        if row.problem is not None:
            continue
        if _kind(row) == "variation":
            _add(families.setdefault(_parent(row), _Family()), row, options)
        else:
            products.update(_keys(row))
    return families, products


def _add(family: _Family, row: Row, options: FeedOptions) -> None:
    if row.get("published") not in ("", "1"):
        return
    for name, value in _attribute_pairs(row):
        family.values.setdefault(name, {})[value] = None
    try:
        price = parse_price(row.get("regular_price"), options.currency)
    except ValueProblem as problem:
        family.problems.append(RowProblem.at(row.line, "Regular price", row.get("regular_price"), str(problem)))
        return
    period = _period(row)
    sale = _sale(row, price, period, options, family)
    available = _availability(row) in ("in_stock", "backorder")
    family.variants.append(Variant(sale or price, price if sale else None, available))
    if row.get("sale_price") and period:
        family.until.append(period)


def _sale(row: Row, price: Money, period: str, options: FeedOptions, family: _Family) -> Money | None:
    if not row.get("sale_price"):
        return None
    try:
        sale = parse_price(row.get("sale_price"), options.currency)
        holds = period_holds(period, options.moment())
    except ValueProblem as problem:
        family.problems.append(RowProblem.at(row.line, "Sale price", row.get("sale_price"), str(problem)))
        return None
    return sale if holds and sale.currency == price.currency and sale.amount < price.amount else None


def _read_product(row: Row, families: dict[str, _Family], options: FeedOptions) -> FeedEntry:
    hidden = _hidden(row)
    if hidden:
        return FeedEntry(row.line, None, (hidden,))
    family = _joined([families[key] for key in _keys(row) if key in families])
    fields = _fields(row, options)
    chosen = None
    if family is not None and (family.variants or family.problems):
        chosen = cheapest(family.variants)
        _price_as(fields, family, chosen)
    entry = google.read_item(row.line, fields, options)
    problems = tuple(replace(problem, field=_SHOWN.get(problem.field, problem.field)) for problem in entry.problems)
    if family is None:
        return replace(entry, problems=problems)
    until = [found for text in family.until if (found := next_change(text, options.moment()))]
    own = [entry.until] if entry.until else []
    return replace(entry, problems=(*family.problems, *problems), until=min([*until, *own], default=None))


def _joined(families: list[_Family]) -> _Family | None:
    """One family: variations may name their product by its id or by its SKU."""
    if len(families) < 2:
        return families[0] if families else None
    whole = _Family()
    for family in families:
        whole.variants += family.variants
        whole.problems += family.problems
        whole.until += family.until
        for name, values in family.values.items():
            whole.values.setdefault(name, {}).update(values)
    return whole


def _hidden(row: Row) -> RowProblem | None:
    if row.get("published") not in ("", "1"):
        reason = "the product is not published in the shop"
        return RowProblem.at(row.line, "Published", row.get("published"), reason)
    if row.get("visibility_in_catalog").lower() == "hidden":
        return RowProblem.at(row.line, "Visibility in catalog", "hidden", "the product is hidden in the shop")
    return None


def _price_as(fields: dict[str, list[str]], family: _Family, chosen: Variant | None) -> None:
    """Give the product the price of the cheapest variation that can be bought, and all their options."""
    fields["sale_price"] = []
    if chosen is None:
        fields["price"] = []
        return
    fields["price"] = [_written(chosen.list_price or chosen.price)]
    fields["sale_price"] = [_written(chosen.price)] if chosen.list_price else []
    fields["sale_price_effective_date"] = []
    top = highest(family.variants, chosen)
    fields["highest_price"] = [_written(top)] if top else []
    fields["availability"] = ["in_stock" if any(variant.available for variant in family.variants) else "out_of_stock"]
    for name, values in family.values.items():
        fields[name] = [", ".join(values)]


def _written(money: Money) -> str:
    return f"{money.amount} {money.currency}"


def _fields(row: Row, options: FeedOptions) -> dict[str, list[str]]:
    """The product's row by Google's names."""
    number = row.get("id") or row.get("sku")
    link = next((row.get(name) for name in _LINKS if row.get(name)), "")
    if not link and row.get("id"):
        link = f"{(options.store_url or '').rstrip('/')}/?p={row.get('id')}"
    fields = {
        "id": [number],
        "title": [row.get("name")],
        # WooCommerce writes a line end as the two characters "\\n".
        "description": [(row.get("description") or row.get("short_description")).replace("\\n", "\n")],
        "link": [link],
        "price": [row.get("regular_price")],
        "sale_price": [row.get("sale_price")],
        "sale_price_effective_date": [_period(row)],
        "availability": [_availability(row)],
        "image_link": _list(row.get("images")),
        "product_type": _list(row.get("categories")),
        "brand": [row.get("brands") or row.get("brand")],
        **{name.partition(",")[0]: [row.get(name)] for name in _KEPT},
        **{name: [row.get(name)] for name in ("age_group", "gender", "usage_tips", "goes_with") if row.get(name)},
    }
    for name, value in _attribute_pairs(row):
        if name == "brand":
            fields["brand"] = fields["brand"] if fields["brand"][0] else [value]
        elif name not in google.REQUIRED:
            fields.setdefault(name, []).append(value)
    if row.get("sku") and row.get("sku") != number:
        fields["sku"] = [row.get("sku")]
    return fields


def _attribute_pairs(row: Row) -> list[tuple[str, str]]:
    """The (name, value) of each filled attribute, names as `normal_name` makes them."""
    pairs = []
    for column in row.cells:
        if match := _ATTRIBUTE.fullmatch(column):
            name = normal_name(row.get(column).removeprefix("pa_"))
            value = row.get(f"attribute_{match[1]}_value(s)")
            if name and value:
                pairs.append((name, value))
    return pairs


def _availability(row: Row) -> str:
    """By "In stock?", which WooCommerce itself goes by; by the number in stock where that is not told."""
    told = row.get("in_stock?").lower()
    if told:
        return _STOCK.get(told, told)
    stock = row.get("stock")
    if re.fullmatch(r"-?[0-9]{1,9}(?:\.0+)?", stock) and float(stock) <= 0:
        return "backorder" if row.get("backorders_allowed?") in ("1", "notify") else "out_of_stock"
    return "in_stock"


def _period(row: Row) -> str:
    """The sale's days as "start/end"; a side that is open is far away."""
    start, end = row.get("date_sale_price_starts"), row.get("date_sale_price_ends")
    if not start and not end:
        return ""
    # A day alone lasts to its end.
    end = f"{end}T23:59:59" if re.fullmatch(r"\d{4}-\d\d-\d\d", end) else end
    return f"{(start or '1970-01-01').replace(' ', 'T')}/{(end or '9999-12-31').replace(' ', 'T')}"


def _list(text: str) -> list[str]:
    r"""Split "a, b" at commas; a comma of a name is written "\,"."""
    return [part.replace("\\,", ",").strip() for part in re.split(r"(?<!\\),", text) if part.strip()]
