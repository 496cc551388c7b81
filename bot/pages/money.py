"""Money as a shopper reads it."""

from __future__ import annotations

from babel.numbers import format_currency

from catalog_index.product import Money


def format_money(money: Money, locale: str) -> str:
    """Return "$34.90" or "35,00 €", as the locale ("en", "en-GB") writes it."""
    return format_currency(money.amount, money.currency, locale=locale.replace("-", "_"))
