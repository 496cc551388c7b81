"""Shopify's products.json."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from catalog_index.feeds import FeedError, FeedFormat, FeedOptions, open_feed
from catalog_index.product import Availability, Money
from tests.support.feeds import read, write


def mug(**more: Any) -> dict[str, Any]:
    return {
        "id": 632910392, "title": "Mug", "handle": "mug", "body_html": "<p>Holds tea.</p>", "vendor": "Clay & Co",
        "published_at": "2026-01-01T00:00:00Z", "product_type": "Kitchen", "tags": ["tea", "handmade"],
        "variants": [
            {"id": 1, "title": "S", "option1": "S", "sku": "M-S", "price": "15.00", "compare_at_price": "18.00", "available": True},
            {"id": 2, "title": "L", "option1": "L", "sku": "M-L", "price": "20.00", "compare_at_price": None, "available": True},
            {"id": 3, "title": "XS", "option1": "XS", "sku": "M-X", "price": "10.00", "available": False},
        ],
        "images": [{"src": "https://i.example/1.jpg"}, {"src": "//i.example/2.jpg"}],
        "options": [{"name": "Size", "position": 1, "values": ["S", "L", "XS"]}],
        **more,
    }  # fmt: skip


def test_a_product_with_variants(tmp_path: Path) -> None:
    path = write(tmp_path, json.dumps({"products": [mug()]}))
    assert open_feed(path).format is FeedFormat.SHOPIFY_JSON
    (entry,) = read(path)
    assert entry.problems == ()
    product = entry.product
    assert product is not None
    assert (product.id, product.link) == ("mug", "https://shop.example/products/mug")
    assert (product.price.amount, product.current_price.amount) == (Decimal("18.00"), Decimal("15.00"))
    assert product.highest_price == Money(Decimal("20.00"), "USD")
    assert product.images == ("https://i.example/1.jpg", "https://i.example/2.jpg")
    assert product.attributes == {"tags": "tea, handmade", "size": "S, L, XS"}
    assert (product.brand, product.description, product.categories) == ("Clay & Co", "Holds tea.", ("Kitchen",))


def test_the_admin_api_leaves_stock_to_quantities(tmp_path: Path) -> None:
    def one(**variant: Any) -> dict[str, Any]:
        return mug(handle=f"m{len(found)}", tags="a, b", variants=[{"price": "5", **variant}])

    found: list[dict[str, Any]] = []
    found.append(one(inventory_quantity=0, inventory_management="shopify", inventory_policy="deny"))
    found.append(one(inventory_quantity=0, inventory_management="shopify", inventory_policy="continue"))
    found.append(one(inventory_quantity=0, inventory_management=None))
    found.append(one(inventory_quantity=4, inventory_management="shopify", inventory_policy="deny"))
    entries = read(write(tmp_path, json.dumps({"products": found})))
    stock = [entry.product.availability for entry in entries if entry.product]
    assert stock == [Availability.OUT_OF_STOCK, *[Availability.IN_STOCK] * 3]


def test_what_is_refused_and_where(tmp_path: Path) -> None:
    items = [mug(), mug(), mug(handle="a", status="draft"), mug(handle="b", published_at=None)]
    items += [mug(handle="", title="No handle"), mug(handle="c", variants=[]), mug(handle="d", title=""), 7]
    text = '{"products": [\n' + ",\n".join(map(json.dumps, items)) + "\n]}"
    entries = read(write(tmp_path, text))
    assert [(entry.line, entry.problems[0].field) for entry in entries if entry.product is None] == [
        (3, "handle"), (4, "Published"), (5, "Published"), (6, "Handle"), (7, "Variant Price"), (8, "Title"), (9, ""),
    ]  # fmt: skip


def test_money_objects_and_a_bare_list(tmp_path: Path) -> None:
    item = mug(variants=[{"price": {"amount": "12.50", "currency_code": "EUR"}}])
    (entry,) = read(write(tmp_path, json.dumps([item])))
    assert entry.product is not None
    assert entry.product.price == Money(Decimal("12.50"), "EUR")


def test_a_long_list_is_read_as_a_stream(tmp_path: Path) -> None:
    items = [mug(handle=f"m{number}", body_html="x" * 3000) for number in range(400)]
    path = write(tmp_path, json.dumps({"products": items}, indent=1))
    feed = open_feed(path)
    entries = feed.entries(FeedOptions(store_url="https://shop.example"))
    next(entries)
    assert feed.position() < feed.size / 4
    assert sum(entry.product is not None for entry in entries) == 399


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"products": [{"handle": "a"}', "not well-formed or cut off.*line 1"),
        ('{"products": [\n{"handle": }]}', "not well-formed.*line 2"),
        ('{"products": [' + "[" * 100_000, "nests too deep|not well-formed"),
    ],
)
def test_broken_json(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(FeedError, match=message):
        read(write(tmp_path, text))


def test_the_shops_address_is_needed(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="GIFTFINDER_STORE_URL"):
        read(write(tmp_path, json.dumps({"products": [mug()]})), FeedOptions())
