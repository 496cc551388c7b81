"""Products as cards."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.catalog.cards import age_label, card, go_path, product_card
from bot.texts import load_texts
from catalog_index.product import Money
from catalog_index.reasons import Reason
from catalog_index.search import Hit
from tests.support.catalog import demo_products, gift


@pytest.mark.parametrize(
    ("product_id", "path"), [("dig-1", "/go/dig-1"), ("SKU/1 ä", "/go/SKU%2F1%20%C3%A4"), ("a?b#c", "/go/a%3Fb%23c")]
)
def test_go_path(product_id: str, path: str) -> None:
    assert go_path(product_id) == path


def test_a_card() -> None:
    product = replace(gift("a", "Tea pot", "39.9", brand="Claywell"), images=("https://x/1.svg", "https://x/2.svg"))
    assert product_card(product).model_dump() == {
        "product_id": "a",
        "title": "Tea pot",
        "price": {"amount": "39.90", "currency": "USD"},
        "list_price": None,
        "image": "https://x/1.svg",
        "url": "/go/a",
        "reasons": [],
        "brand": "Claywell",
        "age": None,
        "saved": False,
    }


def test_a_sale() -> None:
    shown = product_card(replace(gift("a", price=50), sale_price=Money(Decimal("39"), "USD")))
    assert (shown.price.amount, shown.list_price and shown.list_price.amount) == ("39.00", "50.00")
    assert shown.image is None


def test_reasons_keep_their_evidence() -> None:
    reasons = (
        Reason("interest", "dinosaurs", "three dinosaurs"),
        Reason("age", "8", "Ages 6-10"),
        Reason("occasion", "birthday", "birthday"),
        Reason("highlight", "", "Dig it up"),
    )
    shown = card(Hit(gift("a"), 1.0, (), reasons), load_texts("en")).reasons
    assert [reason.evidence for reason in shown] == ["three dinosaurs", "Ages 6-10", "birthday", "Dig it up"]
    assert all(reason.text for reason in shown)


@pytest.mark.parametrize(
    ("low", "high", "label"),
    [
        (None, None, None),
        (0, None, None),
        (8, None, "8+"),
        (0.5, None, "6 months+"),
        (1.5, None, "18 months+"),
        (3, 6, "3-6"),
        (None, 6, "0-6"),
        (0, 0.25, "0-3 months"),
        (0.5, 1, "6-12 months"),
        (1, 2, "1-2"),
        (8, 8, "8"),
        (1.5, 4, "1.5-4"),
    ],
)
def test_age_label(low: float | None, high: float | None, label: str | None) -> None:
    assert age_label(gift("a", age_min=low, age_max=high)) == label


def test_every_product_of_the_demo_catalog_has_a_card() -> None:
    for product in demo_products():
        shown = product_card(product)
        assert shown.title
        assert shown.image
        assert Decimal(shown.price.amount) == product.current_price.amount
