"""The short facts of a product as lines for shoppers, only those that the shop's data holds."""

from __future__ import annotations

from actions.context import context
from actions.presenting import amount
from actions.product_steps import price_of
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


def fact_sentence(product: Product, name: str) -> str | None:
    """One fact in a sentence that names the gift (`fact_of` gives the names), None where the shop does not say."""
    if name == "stock":
        return stock_line(product)
    texts = context().texts
    value = price_of(product) if name == "price" else fact_value(product, name)
    return texts(f"fact_said.{name}", title=product.title, value=value) if value else None


def stock_line(product: Product) -> str:
    """Whether a gift can be bought now, and for how much."""
    texts = context().texts
    text = texts(f"in_stock.{product.availability.value}", title=product.title, amount=price_of(product))
    if product.sale_price is not None:
        before = amount(float(product.price.amount), product.price.currency)
        text = f"{text} {texts('in_stock.sale', amount=before)}"
    return text
