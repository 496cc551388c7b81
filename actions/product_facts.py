"""The short facts of a product as lines for shoppers, only those that the shop's data holds."""

from __future__ import annotations

from actions.context import context
from bot.catalog.cards import age_label
from bot.messages import Fact
from catalog_index.facts import facts
from catalog_index.product import Product


def fact_lines(product: Product) -> list[Fact]:
    """For whom, material, color, brand and so on, each with its label in the shopper's language."""
    texts = context().texts
    found = []
    if age := fact_value(product, "age"):
        found.append(Fact(label=texts("fact.age"), value=age))
    found += [Fact(label=texts(f"fact.{line.source}"), value=line.text) for line in facts(product)]
    if product.brand:
        found.append(Fact(label=texts("fact.brand"), value=product.brand))
    found.append(Fact(label=texts("fact.stock"), value=texts(f"stock.{product.availability.value}")))
    return found


def fact_value(product: Product, name: str) -> str | None:
    """One fact by its name (age, brand, material ...), None where the shop does not say."""
    if name == "age":
        if label := age_label(product):
            return label
        return context().texts("fact.age_group.adult") if product.age_group == "adult" else None
    if name == "brand":
        return product.brand or None
    return next((line.text for line in facts(product) if line.source == name), None)
