"""Shopify product CSVs."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from catalog_index.feeds import FeedError, FeedFormat, FeedOptions, open_feed
from catalog_index.product import Availability
from tests.support.feeds import merchant_feed, read, write

COLUMNS = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,"
    "Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,"
    "Variant Compare At Price,Image Src,Variant Image,Google Shopping / Gender,Google Shopping / Age Group,Status"
).split(",")
BASE = {
    "Handle": "mug",
    "Title": "Mug",
    "Body (HTML)": "<p>Holds tea.</p>",
    "Published": "true",
    "Option1 Name": "Title",
    "Option1 Value": "Default Title",
    "Variant Inventory Tracker": "shopify",
    "Variant Inventory Qty": "3",
    "Variant Inventory Policy": "deny",
    "Variant Price": "12.50",
}


def shopify(*rows: dict[str, str], columns: list[str] = COLUMNS) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def variant(handle: str = "mug", **values: str) -> dict[str, str]:
    names = {"price": "Variant Price", "was": "Variant Compare At Price", "qty": "Variant Inventory Qty"}
    names |= {"policy": "Variant Inventory Policy", "tracker": "Variant Inventory Tracker", "size": "Option1 Value"}
    names |= {"image": "Image Src", "variant_image": "Variant Image", "color": "Option2 Value"}
    return {"Handle": handle, **{names[name]: value for name, value in values.items()}}


def first(**values: str) -> dict[str, str]:
    return {**BASE, "Option1 Name": "Size", "Option2 Name": "Color", **variant(**values)}


def test_several_rows_make_one_product(tmp_path: Path) -> None:
    rows = [
        first(size="S", color="Red", price="20", was="25", qty="2", image="https://i.example/1.jpg")
        | {"Vendor": "Clay & Co", "Type": "Kitchen", "Tags": "tea, handmade", "Google Shopping / Gender": "unisex"}
        | {"Body (HTML)": "<p>Holds tea.</p><ul><li>For ages 8 and up</li></ul>"},
        variant(size="M", color="Red", price="15.00", was="18.00", qty="1", tracker="shopify", policy="deny"),
        variant(size="L", color="Blue", price="10", was="18", qty="0", tracker="shopify", policy="deny"),
        variant(image="https://i.example/2.jpg"),
        variant(image="/relative.jpg"),
    ]
    path = write(tmp_path, shopify(*rows))
    assert open_feed(path).format is FeedFormat.SHOPIFY
    (entry,) = read(path)
    assert entry.product is not None
    assert entry.product.to_json() == {
        "id": "mug",
        "title": "Mug",
        "description": "Holds tea.\nFor ages 8 and up",
        # The 10 dollar one is sold out, so the lowest price to be had is 15.
        "price": {"amount": "18.00", "currency": "USD"},
        "sale_price": {"amount": "15.00", "currency": "USD"},
        "link": "https://shop.example/products/mug",
        "availability": "in_stock",
        "images": ["https://i.example/1.jpg", "https://i.example/2.jpg"],
        "brand": "Clay & Co",
        "categories": ["Kitchen"],
        "age_group": None,
        "age_min": 8.0,
        "age_max": None,
        "gender": "unisex",
        "interests": [],
        "occasions": [],
        "attributes": {"tags": "tea, handmade", "size": "S, M, L", "color": "Red, Blue"},
        "highest_price": {"amount": "20.00", "currency": "USD"},
    }
    assert [(p.line, p.field, p.value) for p in entry.problems] == [(6, "Image Src", "/relative.jpg")]


@pytest.mark.parametrize(
    ("quantity", "policy", "tracker", "expected"),
    [
        ("3", "deny", "shopify", Availability.IN_STOCK),
        ("0", "deny", "shopify", Availability.OUT_OF_STOCK),
        ("-2", "deny", "shopify", Availability.OUT_OF_STOCK),
        ("0", "continue", "shopify", Availability.IN_STOCK),
        ("0", "deny", "", Availability.IN_STOCK),
        ("", "deny", "shopify", Availability.IN_STOCK),
        ("many", "deny", "shopify", Availability.IN_STOCK),
    ],
)
def test_availability(tmp_path: Path, quantity: str, policy: str, tracker: str, expected: Availability) -> None:
    row = first(size="S", qty=quantity, policy=policy, tracker=tracker, price="5")
    (entry,) = read(write(tmp_path, shopify(row)))
    assert entry.product is not None
    assert entry.product.availability is expected


def test_untracked_quantities_count_where_the_feed_gives_them(tmp_path: Path) -> None:
    rows = [
        first(handle="a", size="S", qty="4", tracker=""),
        first(handle="b", size="S", qty="0", tracker=""),
    ]
    entries = read(write(tmp_path, shopify(*rows)))
    found = [entry.product.availability for entry in entries if entry.product]
    assert found == [Availability.IN_STOCK, Availability.OUT_OF_STOCK]


def test_sold_out_products_keep_their_lowest_price(tmp_path: Path) -> None:
    rows = [first(size="S", price="20", qty="0"), variant(size="M", price="15", qty="0", tracker="shopify")]
    (entry,) = read(write(tmp_path, shopify(*rows)))
    assert entry.product is not None
    assert entry.product.availability is Availability.OUT_OF_STOCK
    assert entry.product.price.amount == Decimal("15.00")


@pytest.mark.parametrize("was", ["", "0", "0.00", "12.50", "9.00", "x"])
def test_a_compare_at_price_that_is_none(tmp_path: Path, was: str) -> None:
    (entry,) = read(write(tmp_path, shopify({**BASE, "Variant Compare At Price": was})))
    assert entry.product is not None
    assert (entry.product.price.amount, entry.product.sale_price) == (Decimal("12.50"), None)


def test_a_bad_variant_is_reported_and_the_product_stays(tmp_path: Path) -> None:
    rows = [first(size="S", price="0"), variant(size="M", price="15"), variant(size="L", price="")]
    (entry,) = read(write(tmp_path, shopify(*rows)))
    assert entry.product is not None
    assert entry.product.price.amount == Decimal("15.00")
    assert [(p.line, p.field, p.value) for p in entry.problems] == [(2, "Variant Price", "0"), (4, "Variant Price", "")]


def test_bad_products_are_refused_and_the_rest_goes_in(tmp_path: Path) -> None:
    rows = [
        {**BASE, "Handle": "a", "Variant Price": "free"},
        {**BASE, "Handle": "b", "Title": ""},
        {**BASE, "Handle": ""},
        {**BASE, "Handle": "c", "Published": "false"},
        {**BASE, "Handle": "d", "Status": "draft"},
        {"Handle": "e", "Title": "No price", "Image Src": "https://i.example/1.jpg"},
        {**BASE, "Handle": "f"},
        {**BASE, "Handle": "g", "Body (HTML)": "x" * 100_001},
        {**BASE, "Handle": "f"},
    ]
    entries = read(write(tmp_path, shopify(*rows)))
    assert [entry.product.id for entry in entries if entry.product] == ["f"]
    told = [(p.line, p.field) for entry in entries for p in entry.problems]
    assert told == [
        (2, "Variant Price"),
        (3, "Title"),
        (4, "Handle"),
        (5, "Published"),
        (6, "Published"),
        (7, "Variant Price"),
        (9, "body"),
        (10, "Handle"),
    ]


def test_a_broken_row_inside_a_product_costs_that_row(tmp_path: Path) -> None:
    text = "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant Price\n"
    text += 'mug,Mug,V,Size,S,20\nmug,,,,"M,15\nmug,,,,L,18\n'
    entries = read(write(tmp_path, text))
    assert [entry.line for entry in entries] == [3, 2]
    assert entries[0].product is None
    assert entries[1].product is not None
    assert entries[1].product.price.amount == Decimal("18.00")


def test_newer_column_names(tmp_path: Path) -> None:
    text = (
        "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,"
        "Option1 name,Option1 value,Price,Compare-at price,Inventory tracker,Inventory quantity,"
        "Continue selling when out of stock,Product image URL\n"
        'Mug,mug,"<p>Tea</p>",V,Home & Garden > Mugs,Cups,tea,TRUE,Active,M1,Title,Default Title,9.50,12,shopify,0,'
        "TRUE,https://i.example/1.jpg\n"
    )
    (entry,) = read(write(tmp_path, text))
    product = entry.product
    assert product is not None
    assert (product.price.amount, product.current_price.amount) == (Decimal("12.00"), Decimal("9.50"))
    assert product.categories == ("Home & Garden", "Mugs", "Cups")
    assert product.is_available
    assert product.images == ("https://i.example/1.jpg",)
    assert product.attributes == {"tags": "tea"}


def test_handles_are_quoted_in_links_and_the_currency_is_the_settings(tmp_path: Path) -> None:
    options = FeedOptions(currency="EUR", store_url="https://shop.example/")
    (entry,) = read(write(tmp_path, shopify({**BASE, "Handle": "tasse/blau ü"})), options)
    assert entry.product is not None
    assert entry.product.link == "https://shop.example/products/tasse%2Fblau%20%C3%BC"
    assert entry.product.price.currency == "EUR"


def test_the_stores_address_is_needed(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="GIFTFINDER_STORE_URL"):
        read(write(tmp_path, shopify(BASE)), FeedOptions())


@pytest.mark.parametrize("column", ["Title", "Variant Price"])
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    with pytest.raises(FeedError, match=f"no column {column}\\."):
        open_feed(write(tmp_path, shopify(BASE, columns=[name for name in COLUMNS if name != column])))


@pytest.mark.parametrize(
    ("name", "total", "sold_out"),
    [
        ("apparel.csv", "1175.00", set()),
        ("home-and-garden.csv", "1553.86", {"pink-armchair", "wooden-outdoor-slats"}),
        ("jewelery.csv", "854.76", set()),
    ],
)
def test_real_shops(name: str, total: str, sold_out: set[str]) -> None:
    entries = read(merchant_feed(name))
    products = [entry.product for entry in entries if entry.product]
    assert len(products) == len(entries) == 20
    assert {product.id for product in products if not product.is_available} == sold_out
    # The sums were taken from the files by other means: each product's lowest price with stock.
    assert sum(product.current_price.amount for product in products if product.is_available) == Decimal(total)
    assert all(product.link == f"https://shop.example/products/{product.id}" for product in products)
    assert all(product.images for product in products)


def test_a_real_jeweller() -> None:
    entries = read(merchant_feed("jewelery.csv"))
    products = {entry.product.id: entry.product for entry in entries if entry.product}
    assert len(products) == len(entries) == 20
    anchor = products["leather-anchor"]
    # The silver one for 55.00 is sold out.
    assert (anchor.price.amount, anchor.current_price.amount) == (Decimal("85.00"), Decimal("69.99"))
    assert anchor.attributes["color"] == "Gold, Silver"
    assert len(anchor.images) == 3
    choker = products["choker-with-gold-pendant"]
    assert choker.description.splitlines()[1:3] == ["14k yellow gold", "Leather"]
    assert 'Length, 12" with 2.5" extender' in choker.description
    assert {(product.age_min, product.age_max) for product in products.values()} == {(None, None)}
