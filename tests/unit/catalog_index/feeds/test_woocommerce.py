"""WooCommerce product CSVs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from catalog_index.feeds import FeedError, FeedFormat, FeedOptions, open_feed
from catalog_index.product import Availability, Money, Product
from tests.support.feeds import OPTIONS, read, write

COLUMNS = (
    "ID,Type,SKU,Name,Published,Is featured?,Visibility in catalog,Short description,Description,"
    "Date sale price starts,Date sale price ends,Tax status,In stock?,Stock,Backorders allowed?,Sale price,"
    "Regular price,Categories,Tags,Images,Parent,External URL,Attribute 1 name,Attribute 1 value(s),"
    "Attribute 1 visible,Attribute 1 global,Meta: _wpcom_is_markdown"
).split(",")
SIMPLE = {
    "ID": "7", "Type": "simple", "SKU": "MUG-1", "Name": "Mug", "Published": "1", "Visibility in catalog": "visible",
    "In stock?": "1", "Regular price": "18.00",
}  # fmt: skip


def woo(*rows: dict[str, str], columns: list[str] = COLUMNS) -> str:
    """A WooCommerce export; the first row's missing cells are empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def variation(number: str, parent: str, price: str, **more: str) -> dict[str, str]:
    return {
        "ID": number, "Type": "variation", "Name": "Shirt - S", "Published": "1", "In stock?": "1", "Parent": parent,
        "Regular price": price, "Attribute 1 name": "Size", "Attribute 1 value(s)": "S", **more,
    }  # fmt: skip


def products(tmp_path: Path, *rows: dict[str, str], options: FeedOptions = OPTIONS) -> list[Product]:
    entries = read(write(tmp_path, woo(*rows)), options)
    return [entry.product for entry in entries if entry.product is not None]


def test_a_simple_product(tmp_path: Path) -> None:
    row = SIMPLE | {
        "Description": "<p>Holds tea.</p>\\n<p>Ages 8+</p>", "Sale price": "15.5", "Tags": "tea, clay",
        "Categories": "Kitchen > Mugs, Gifts", "Images": "https://i.example/1.jpg, https://i.example/2.jpg",
        "Attribute 1 name": "Material", "Attribute 1 value(s)": "Clay",
    }  # fmt: skip
    path = write(tmp_path, woo(row))
    assert open_feed(path).format is FeedFormat.WOOCOMMERCE
    (entry,) = read(path)
    product = entry.product
    assert product is not None
    assert (product.id, product.title, product.link) == ("7", "Mug", "https://shop.example/?p=7")
    assert product.price == Money(Decimal("18.00"), "USD")
    assert product.sale_price == Money(Decimal("15.50"), "USD")
    assert product.categories == ("Kitchen", "Mugs", "Gifts")
    assert product.images == ("https://i.example/1.jpg", "https://i.example/2.jpg")
    assert product.attributes == {"tags": "tea, clay", "material": "Clay", "sku": "MUG-1"}
    assert product.description == "Holds tea.\nAges 8+"


def test_variations_become_one_product_wherever_they_stand(tmp_path: Path) -> None:
    parent = SIMPLE | {"ID": "10", "Type": "variable", "SKU": "SHIRT", "Name": "Shirt", "Regular price": ""}
    found = products(
        tmp_path,
        variation("12", "id:10", "30", **{"Attribute 1 value(s)": "M"}),
        parent | {"Attribute 1 name": "Size", "Attribute 1 value(s)": "S, M, L"},
        SIMPLE,
        variation("11", "SHIRT", "25", **{"Sale price": "20"}),
        variation("13", "id:10", "9", **{"In stock?": "0", "Attribute 1 value(s)": "L"}),
    )
    assert [product.id for product in found] == ["10", "7"]
    shirt = found[0]
    # Two name it by its id, one by its SKU.
    assert shirt.availability is Availability.IN_STOCK
    assert (shirt.price.amount, shirt.current_price.amount) == (Decimal("25.00"), Decimal("20.00"))
    assert set(shirt.attributes["size"].split(", ")) == {"S", "M", "L"}


def test_the_cheapest_variation_to_be_had_gives_the_price(tmp_path: Path) -> None:
    parent = SIMPLE | {"ID": "10", "Type": "variable", "Name": "Shirt", "Regular price": ""}
    (shirt,) = products(
        tmp_path,
        parent,
        variation("11", "id:10", "30"),
        variation("12", "id:10", "25", **{"Sale price": "20", "Attribute 1 value(s)": "M"}),
        variation("13", "id:10", "9", **{"In stock?": "0", "Attribute 1 value(s)": "L"}),
    )
    assert (shirt.price.amount, shirt.current_price.amount) == (Decimal("25.00"), Decimal("20.00"))
    assert shirt.highest_price == Money(Decimal("30.00"), "USD")
    assert shirt.attributes["size"] == "S, M, L"


def test_all_variations_sold_out_or_without_a_price(tmp_path: Path) -> None:
    parent = SIMPLE | {"ID": "10", "Type": "variable", "Name": "Shirt", "Regular price": ""}
    (shirt,) = products(tmp_path, parent, variation("11", "id:10", "30", **{"In stock?": "0"}))
    assert shirt.availability is Availability.OUT_OF_STOCK
    entries = read(write(tmp_path, woo(parent, variation("11", "id:10", "free"))))
    assert entries[0].product is None
    assert [problem.field for problem in entries[0].problems] == ["Regular price", "Regular price"]


def test_what_is_refused(tmp_path: Path) -> None:
    rows = [
        SIMPLE | {"Published": "-1"},
        SIMPLE | {"ID": "8", "Visibility in catalog": "hidden"},
        SIMPLE | {"ID": "9", "Regular price": ""},
        SIMPLE | {"ID": "", "SKU": ""},
        variation("14", "id:99", "5"),
        variation("15", "", "5"),
        SIMPLE,
        SIMPLE,
    ]
    entries = read(write(tmp_path, woo(*rows)))
    refused = [(entry.line, entry.problems[0].field) for entry in entries if entry.product is None]
    assert refused == [
        (2, "Published"), (3, "Visibility in catalog"), (4, "Regular price"), (5, "ID"), (6, "Parent"), (7, "Parent"),
        (9, "ID"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"In stock?": "1"}, Availability.IN_STOCK),
        ({"In stock?": "0"}, Availability.OUT_OF_STOCK),
        ({"In stock?": "backorder"}, Availability.BACKORDER),
        ({"In stock?": "", "Stock": "0"}, Availability.OUT_OF_STOCK),
        ({"In stock?": "", "Stock": "0", "Backorders allowed?": "1"}, Availability.BACKORDER),
        ({"In stock?": "", "Stock": "3"}, Availability.IN_STOCK),
        ({"In stock?": ""}, Availability.IN_STOCK),
    ],
)
def test_stock(tmp_path: Path, row: dict[str, str], expected: Availability) -> None:
    assert products(tmp_path, SIMPLE | row)[0].availability is expected


def test_a_sale_lasts_to_the_end_of_its_last_day(tmp_path: Path) -> None:
    row = SIMPLE | {"Sale price": "9", "Date sale price starts": "2026-11-01", "Date sale price ends": "2026-11-30"}
    path = write(tmp_path, woo(row))

    def at(moment: datetime) -> tuple[bool, datetime | None]:
        (entry,) = read(path, replace(OPTIONS, now=moment))
        assert entry.product is not None
        return entry.product.sale_price is not None, entry.until

    end = datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC)
    assert at(datetime(2026, 10, 31, tzinfo=UTC)) == (False, datetime(2026, 11, 1, tzinfo=UTC))
    assert at(datetime(2026, 11, 30, 20, tzinfo=UTC)) == (True, end)
    assert at(datetime(2026, 12, 1, tzinfo=UTC)) == (False, None)


def test_the_shops_address_and_columns_are_needed(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="GIFTFINDER_STORE_URL"):
        read(write(tmp_path, woo(SIMPLE)), FeedOptions())
    own = woo(SIMPLE | {"Permalink": "https://shop.example/product/mug/"}, columns=[*COLUMNS, "Permalink"])
    (entry,) = read(write(tmp_path, own), FeedOptions())
    assert entry.product is not None
    assert entry.product.link == "https://shop.example/product/mug/"
    with pytest.raises(FeedError, match="no column Regular price"):
        open_feed(write(tmp_path, "ID,Type,Name\n1,simple,Mug\n"), FeedOptions(format=FeedFormat.WOOCOMMERCE))
