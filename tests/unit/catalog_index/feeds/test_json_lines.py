"""JSON Lines."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from catalog_index.feeds import FeedError, FeedFormat, FeedOptions, open_feed
from catalog_index.product import Availability, Money, Product
from tests.support.feeds import read, write
from tests.support.strategies import catalogs

LINE: dict[str, Any] = {"id": "a1", "title": "Kit", "link": "https://shop.example/a1", "price": "29.90 USD"}


def lines(*items: Any) -> str:
    return "\n".join(json.dumps(item) for item in items) + "\n"


def one(tmp_path: Path, **more: Any) -> Product:
    (entry,) = read(write(tmp_path, lines(LINE | more)))
    assert entry.product is not None, entry.problems
    return entry.product


def test_googles_names(tmp_path: Path) -> None:
    path = write(tmp_path, lines(LINE | {"product_type": "Toys > Kits", "age_group": "kids", "color": "red"}))
    assert open_feed(path).format is FeedFormat.JSON_LINES
    (entry,) = read(path)
    assert entry.product is not None
    assert entry.product.categories == ("Toys", "Kits")
    assert entry.product.attributes == {"color": "red"}


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        (29.9, "29.90 USD"), (29, "29.00 USD"), ("29,90 €", "29.90 EUR"), ({"amount": "5.5", "currency": "GBP"}, "5.50 GBP"),
        ({"value": 5.5, "currencyCode": "CHF"}, "5.50 CHF"), (1e2, "100.00 USD"),
    ],
)  # fmt: skip
def test_prices(tmp_path: Path, price: Any, expected: str) -> None:
    money = one(tmp_path, price=price).price
    assert f"{money.amount} {money.currency}" == expected


def test_other_names(tmp_path: Path) -> None:
    item = {"sku": 17, "name": "Kit", "url": "https://shop.example/17", "price": 5, "images": ["https://i.example/1.jpg",
            {"src": "https://i.example/2.jpg"}], "categories": ["Toys", "Kits"], "in_stock": False, "vendor": "Maker",
            "salePrice": {"amount": "4.00", "currency": "USD"}}  # fmt: skip
    (entry,) = read(write(tmp_path, lines(item)))
    product = entry.product
    assert product is not None
    assert (product.id, product.title, product.brand) == ("17", "Kit", "Maker")
    assert product.images == ("https://i.example/1.jpg", "https://i.example/2.jpg")
    assert product.categories == ("Toys", "Kits")
    assert product.availability is Availability.OUT_OF_STOCK
    assert product.sale_price == Money(Decimal("4.00"), "USD")


def test_a_broken_line_costs_itself_only(tmp_path: Path) -> None:
    text = lines(LINE) + '{"id": "b"\n\n[1]\n"text"\nNaN\n' + lines(LINE | {"id": "c"})
    entries = read(write(tmp_path, text))
    assert [entry.line for entry in entries if entry.product] == [1, 7]
    refused = [(entry.line, entry.problems[0].reason[:20]) for entry in entries if not entry.product]
    assert refused == [
        (2, "the line is not vali"), (4, "not a JSON object"), (5, "not a JSON object"), (6, "not a JSON object"),
    ]  # fmt: skip


def test_an_array_of_objects(tmp_path: Path) -> None:
    path = write(tmp_path, json.dumps([LINE, LINE | {"id": "b"}], indent=2))
    assert [entry.product.id for entry in read(path) if entry.product] == ["a1", "b"]
    with pytest.raises(FeedError, match="cut off"):
        read(write(tmp_path, json.dumps([LINE])[:-1]))


def test_values_that_refuse_their_line(tmp_path: Path) -> None:
    long = lines(LINE | {"description": "x" * 101_000}, {"id": "b"}, LINE | {"link": "javascript:alert(1)"})
    entries = read(write(tmp_path, long))
    assert [entry.product for entry in entries] == [None] * 3
    assert entries[0].problems[0].field == "description"
    assert {problem.field for problem in entries[1].problems} == {"title", "price", "link"}
    assert entries[2].problems[0].field == "link"
    (broken,) = read(
        write(
            tmp_path,
            b'{"id": "a", "title": "Gr\xf6\xdfe", "\xc3\xa4\xc3\xb6": "\xc3\xbc\xc3\xa4\xc3\xb6\xc3\xa9\xc3\xa8\xc3\xa0\xc3\xb1\xc3\xb4"}\n',
        )
    )
    assert "not valid in the feed's encoding" in broken.problems[0].reason


def test_ages_and_labels_that_are_given_outright(tmp_path: Path) -> None:
    product = one(tmp_path, age_min=3, age_max=6.5, interests=["space", "Space", "a b"], occasions="birthday|eid")
    assert (product.age_min, product.age_max) == (3.0, 6.5)
    assert (product.interests, product.occasions) == (("space", "a b"), ("birthday", "eid"))
    (entry,) = read(write(tmp_path, lines(LINE | {"age_min": 9, "age_max": 2})))
    assert entry.product is not None
    assert [problem.field for problem in entry.problems] == ["age_max"]


@given(catalogs())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_our_own_products_are_read_back(tmp_path: Path, shop: list[Product]) -> None:
    distinct = {product.id: product for product in shop}
    path = write(tmp_path, "".join(json.dumps(product.to_json()) + "\n" for product in distinct.values()))
    if not distinct:
        return
    entries = read(path, FeedOptions())
    for entry, product in zip(entries, distinct.values(), strict=True):
        assert entry.product is not None, entry.problems
        found = entry.product
        assert (found.id, found.title, found.price) == (product.id, product.title.strip(), product.price)
        assert (found.link, found.images, found.interests) == (product.link, product.images, product.interests)
        assert (found.availability, found.occasions) == (product.availability, product.occasions)
        if product.age_min is not None or product.age_max is not None:
            assert (found.age_min, found.age_max) == (product.age_min, product.age_max)
