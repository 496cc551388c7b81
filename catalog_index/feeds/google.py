"""One item of a Google Merchant feed (a row of its CSV or TSV, an item of its XML) -> Product.

Fields: https://support.google.com/merchants/answer/7052112
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from catalog_index.ages import age_range
from catalog_index.feeds.entry import FeedEntry, FeedOptions, RowProblem, ValueProblem
from catalog_index.feeds.links import check_link
from catalog_index.feeds.prices import parse_price
from catalog_index.feeds.values import (
    labels,
    next_change,
    parse_age_group,
    parse_availability,
    parse_gender,
    period_holds,
    split_path,
)
from catalog_index.product import Money, Product
from catalog_index.text import has_control_characters, one_line, plain_text

REQUIRED = ("id", "title", "description", "link", "price")
# Fields of our own, for feeds that know more than Google asks for.
_OWN = {"interests", "occasions", "age_min", "age_max", "highest_price"}
# All else is kept in Product.attributes, custom labels that are no labels of ours among it.
_CONSUMED = {
    *REQUIRED, "image_link", "additional_image_link", "sale_price", "sale_price_effective_date",
    "availability", "brand", "product_type", "google_product_category", "age_group", "gender", *_OWN,
}  # fmt: skip
KNOWN = {
    *_CONSUMED, "material", "color", "product_highlight", "custom_label_0", "custom_label_1", "condition",
    "gtin", "mpn", "item_group_id", "shipping", "size", "pattern", "availability_date",
    "identifier_exists", "adult", "usage_tips", "goes_with", *_OWN,
}  # fmt: skip
MAX_ID = 200
MAX_IMAGES = 20
MAX_LABEL = 60
MAX_AGE = 130

Fields = Mapping[str, Sequence[str]]
T = TypeVar("T")


class ItemReader:
    """Reads one item's fields, collecting what is wrong with them."""

    def __init__(self, line: int, fields: Fields, options: FeedOptions) -> None:
        self.line = line
        self.fields = fields
        self.options = options
        self.problems: list[RowProblem] = []

    def all(self, name: str) -> list[str]:
        """All filled values of a field, stripped."""
        return [value.strip() for value in self.fields.get(name, ()) if value.strip()]

    def first(self, name: str) -> str:
        """The first filled value of a field, or ""."""
        return next(iter(self.all(name)), "")

    def report(self, field: str, value: str, reason: str) -> None:
        """Note a problem."""
        self.problems.append(RowProblem.at(self.line, field, value, reason))

    def parse(self, field: str, value: str, parser: Callable[[str], T]) -> T | None:
        """The parsed value, or None with the problem noted."""
        try:
            return parser(value)
        except ValueProblem as problem:
            self.report(field, value, str(problem))
            return None

    def price(self, field: str, value: str) -> Money | None:
        """A price, or None with the problem noted."""
        return self.parse(field, value, lambda text: parse_price(text, self.options.currency))

    def link(self, field: str, value: str) -> str | None:
        """A safe link, or None with the problem noted."""
        return self.parse(field, value, lambda text: check_link(text, self.options))

    def images(self, values: Sequence[tuple[str, str]]) -> tuple[str, ...]:
        """Safe image links of (field, value), in order, no doubles; bad ones are noted and dropped."""
        checked = [self.link(field, value) for field, value in values]
        return tuple(dict.fromkeys(link for link in checked if link))[:MAX_IMAGES]


def read_item(line: int, fields: Fields, options: FeedOptions) -> FeedEntry:
    """Read one item; `fields` maps Google's names (lower case, without "g:") to their values as written."""
    item = ItemReader(line, fields, options)
    product_id = _product_id(item)
    title = one_line(item.first("title"))
    if not title:
        item.report("title", item.first("title"), "the title is empty")
    price = item.price("price", item.first("price"))
    link = item.link("link", item.first("link"))
    availability = item.parse("availability", item.first("availability"), parse_availability)
    if not product_id or not title or price is None or link is None or availability is None:
        return FeedEntry(line, None, tuple(item.problems))
    description = plain_text(item.first("description"))
    attributes = _attributes(item)
    occasions, interests = _labels(item, attributes)
    age_group = parse_age_group(item.first("age_group"))
    age_min, age_max = _ages(item) or age_range(title, description, attributes, age_group)
    product = Product(
        id=product_id,
        title=title,
        description=description,
        price=price,
        link=link,
        sale_price=_sale_price(item, price),
        availability=availability,
        images=item.images(_image_values(item)),
        brand=one_line(item.first("brand")),
        categories=_categories(item),
        age_group=age_group,
        age_min=age_min,
        age_max=age_max,
        gender=parse_gender(item.first("gender")),
        interests=interests,
        occasions=occasions,
        attributes=attributes,
        highest_price=_highest(item, price),
    )
    until = next_change(item.first("sale_price_effective_date"), options.moment()) if item.first("sale_price") else None
    return FeedEntry(line, product, tuple(item.problems), until)


def _labels(item: ItemReader, attributes: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The (occasions, interests) of custom labels and of our own fields; what was taken leaves the attributes."""
    found = []
    for name, own in (("custom_label_0", "occasions"), ("custom_label_1", "interests")):
        taken = labels(item.first(name), occasions=own == "occasions")
        if taken:
            attributes.pop(name, None)
        named = [one_line(part).lower() for value in item.all(own) for part in value.split("|")]
        found.append(tuple(dict.fromkeys([*taken, *(label for label in named if 0 < len(label) <= MAX_LABEL)])))
    return found[0], found[1]


def _ages(item: ItemReader) -> tuple[float | None, float | None] | None:
    """The years that `age_min` and `age_max` give outright; None where neither is there."""
    low, high = (
        item.parse(name, text, _years) if (text := item.first(name)) else None for name in ("age_min", "age_max")
    )
    if low is not None and high is not None and low > high:
        item.report("age_max", item.first("age_max"), "it is below age_min; both are left out")
        return None
    return None if low is None and high is None else (low, high)


def _years(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,4})?", text) or float(text) > MAX_AGE:
        raise ValueProblem(f"not a number of years from 0 to {MAX_AGE}")
    return float(text)


def _highest(item: ItemReader, price: Money) -> Money | None:
    text = item.first("highest_price")
    money = item.price("highest_price", text) if text else None
    return money if money and money.currency == price.currency and money.amount > price.amount else None


def _product_id(item: ItemReader) -> str:
    product_id = item.first("id")
    reason = id_problem(product_id)
    if reason:
        item.report("id", product_id, reason)
        return ""
    return product_id


def id_problem(product_id: str) -> str | None:
    """Why this can't be a product's id, or None when it can."""
    if not product_id:
        return "the id is empty"
    if len(product_id) > MAX_ID:
        return f"the id has {len(product_id):,} characters, more than {MAX_ID}"
    return "the id holds a control character" if has_control_characters(product_id) else None


def _sale_price(item: ItemReader, price: Money) -> Money | None:
    text = item.first("sale_price")
    if not text:
        return None
    sale = item.price("sale_price", text)
    holds = item.parse(
        "sale_price_effective_date",
        item.first("sale_price_effective_date"),
        lambda period: period_holds(period, item.options.moment()),
    )
    if sale is None or not holds or sale == price:
        return None
    if sale.currency != price.currency:
        item.report("sale_price", text, f"its currency is not the price's ({price.currency}); left out")
        return None
    if sale.amount > price.amount:
        item.report("sale_price", text, "it is above the price; left out")
        return None
    return sale


def _image_values(item: ItemReader) -> list[tuple[str, str]]:
    values = [("image_link", value) for value in item.all("image_link")]
    for value in item.all("additional_image_link"):
        # One cell may hold several, separated by commas; addresses may hold commas of their own.
        values += [("additional_image_link", part) for part in re.split(r",\s+|,(?=[a-zA-Z]+:)", value) if part]
    return values


def _categories(item: ItemReader) -> tuple[str, ...]:
    paths = [value for name in ("product_type", "google_product_category") for value in item.all(name)]
    steps = (one_line(step) for path in paths for step in split_path(path))
    return tuple(dict.fromkeys(step for step in steps if step))


def _attributes(item: ItemReader) -> dict[str, str]:
    kept: dict[str, str] = {}
    for name in item.fields:
        if name and name not in _CONSUMED:
            value = "; ".join(text for text in map(one_line, item.all(name)) if text)
            if value:
                kept[name] = value
    return kept
