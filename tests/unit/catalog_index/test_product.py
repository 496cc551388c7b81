"""Products and their JSON form."""

from decimal import Decimal

import pytest
from hypothesis import given, settings

from catalog_index.product import Availability, Money, Product
from tests.support.catalog import demo_products, gift
from tests.support.strategies import products


def test_money() -> None:
    assert Money(Decimal("39.9"), "USD").to_json() == {"amount": "39.90", "currency": "USD"}
    assert Money.from_json({"amount": "39.90", "currency": "USD"}) == Money(Decimal("39.90"), "USD")


@given(products(1))
@settings(max_examples=50, deadline=None)
def test_round_trip(product: Product) -> None:
    assert Product.from_json(product.to_json()) == product


def test_round_trip_of_the_demo_catalog() -> None:
    assert len(demo_products()) >= 600
    assert all(Product.from_json(product.to_json()) == product for product in demo_products())


def test_what_is_paid_now() -> None:
    plain = gift("a", price=50)
    on_sale = Product.from_json(plain.to_json() | {"sale_price": {"amount": "39.00", "currency": "USD"}})
    assert plain.current_price.amount == 50
    assert on_sale.current_price == Money(Decimal("39.00"), "USD")


@pytest.mark.parametrize(
    ("availability", "available"),
    [("in_stock", True), ("out_of_stock", False), ("preorder", False), ("backorder", False)],
)
def test_is_available(availability: str, available: bool) -> None:
    product = Product.from_json(gift("a").to_json() | {"availability": availability})
    assert product.availability is Availability(availability)
    assert product.is_available is available


@pytest.mark.parametrize(
    ("field", "value", "error"), [("availability", "soon", ValueError), ("price", None, TypeError)]
)
def test_wrong_values(field: str, value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        Product.from_json(gift("a").to_json() | {field: value})


def test_missing_fields() -> None:
    data = gift("a").to_json()
    del data["title"]
    with pytest.raises(KeyError):
        Product.from_json(data)
