"""Gifts side by side: the rows of a comparison, and what mainly sets them apart."""

from __future__ import annotations

from collections.abc import Sequence

from actions.context import context
from actions.presenting import amount, shop_brief
from actions.product_facts import fact_value
from actions.product_steps import price_of
from bot.messages import Card, ComparisonRow
from catalog_index.brief import GiftBrief
from catalog_index.facts import SHOWN
from catalog_index.people import ADULT_AGE, upper_age
from catalog_index.product import Product

# A difference in price below this share is not worth a word.
_NOTED = 0.1


def rows_of(products: Sequence[Product], cards: Sequence[Card]) -> list[ComparisonRow]:
    """One line for each thing that the shop says of at least one gift; None where it says nothing of another."""
    texts = context().texts
    rows = [ComparisonRow(label=texts("row.price"), values=[price_of(product) for product in products])]
    for name in ("age", *SHOWN, "brand"):
        values = [fact_value(product, name) for product in products]
        if any(values):
            rows.append(ComparisonRow(label=texts(f"fact.{name}"), values=values))
    speaks = [card.reasons[0].text if card.reasons else None for card in cards]
    if any(speaks):
        rows.append(ComparisonRow(label=texts("row.speaks"), values=speaks))
    if any(not product.is_available for product in products):
        stock = [texts(f"stock.{product.availability.value}") for product in products]
        rows.append(ComparisonRow(label=texts("fact.stock"), values=list(stock)))
    return rows


def unknown_in(rows: Sequence[ComparisonRow], count: int, brief: GiftBrief) -> list[list[str]]:
    """For each gift the labels of what is not said of it: said of another one, or asked for by the brief."""
    texts = context().texts
    age = texts("fact.age")
    found = [[row.label for row in rows if row.values[place] is None] for place in range(count)]
    if brief.age is not None and age not in {row.label for row in rows}:
        found = [[age, *labels] for labels in found]
    return found


def difference(products: Sequence[Product], brief: GiftBrief) -> str:
    """The main difference in a sentence: a wish that only some serve, the age, the price; the kind of thing at last."""
    texts = context().texts
    search, wanted = context().catalog.search, shop_brief(brief)
    for label in wanted.interests:
        serving = [product for product in products if label in search.serves(product, wanted)]
        if 0 < len(serving) < len(products):
            return texts("difference.interest", label=label, titles=_titles(serving))
    ages = [fact_value(product, "age") for product in products]
    # For a known age both are right where both give one.
    for_children = any(upper_age(product) < ADULT_AGE for product in products)
    if len(set(ages)) > 1 and (not all(ages) if wanted.age is not None else all(ages) and for_children):
        parts = [
            texts("difference.age_of", title=product.title, age=age)
            for product, age in zip(products, ages, strict=True)
            if age
        ]
        silent = [product for product, age in zip(products, ages, strict=True) if not age]
        parts += [texts("difference.age_unknown", titles=_titles(silent))] if silent else []
        return texts("difference.age", list="; ".join(parts))
    ordered = sorted(products, key=lambda product: product.current_price.amount)
    low, high = float(ordered[0].current_price.amount), float(ordered[-1].current_price.amount)
    if high - low > _NOTED * high:
        less = amount(round(high - low, 2), ordered[0].current_price.currency)
        return texts("difference.price", cheaper=ordered[0].title, dearer=ordered[-1].title, amount=less)
    kinds = [texts("difference.kind_of", title=p.title, kind=p.categories[-1]) for p in products if p.categories]
    if len({p.categories[-1] for p in products if p.categories}) > 1:
        return texts("difference.kind", list="; ".join(kinds))
    return texts("difference.none")


def _titles(products: Sequence[Product]) -> str:
    names = [f"“{product.title}”" for product in products]
    if len(names) == 1:
        return names[0]
    return context().texts("both", first=", ".join(names[:-1]), last=names[-1])
