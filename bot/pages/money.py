"""Money as a shopper reads it."""

from __future__ import annotations

import re

from babel.numbers import format_currency

from catalog_index.product import Money

_NO_CENTS = re.compile(r"[.,]00(?!\d)")


def format_money(money: Money, locale: str) -> str:
    """Return "$34.90" or "35,00 €", as the locale ("en", "en-GB") writes it."""
    return str(format_currency(money.amount, money.currency, locale=locale.replace("-", "_")))


def format_round(money: Money, locale: str) -> str:
    """Return a round amount without its cents: "$35"."""
    return _NO_CENTS.sub("", format_money(money, locale))
