"""Prices as feeds write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog_index.feeds.entry import ValueProblem
from catalog_index.feeds.prices import MAX_AMOUNT, parse_price


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("34.90 USD", "34.90", "USD"),
        ("34.90USD", "34.90", "USD"),
        ("34.90 usd", "34.90", "USD"),
        ("USD 12", "12.00", "USD"),
        ("$34.90", "34.90", "USD"),
        ("5 $", "5.00", "USD"),
        ("34.90", "34.90", "USD"),
        ("1,299.00", "1299.00", "USD"),
        ("1,299", "1299.00", "USD"),
        ("1.299,00 EUR", "1299.00", "EUR"),
        ("€1.234.567,89", "1234567.89", "EUR"),
        ("1.234.567 EUR", "1234567.00", "EUR"),
        ("12,5", "12.50", "USD"),
        ("19,99 €", "19.99", "EUR"),
        ("34,- EUR", "34.00", "EUR"),
        ("1 299,00 EUR", "1299.00", "EUR"),
        ("1\u00a0299,00\u00a0€", "1299.00", "EUR"),
        ("1'299.50 CHF", "1299.50", "CHF"),
        ("6800 KES", "6800.00", "KES"),
        ("£45", "45.00", "GBP"),
        ("£40.00 GBP", "40.00", "GBP"),
        ("$34.90 CAD", "34.90", "CAD"),
        ("US$ 5", "5.00", "USD"),
        ("C$ 5.25", "5.25", "CAD"),
        ("34.9000", "34.90", "USD"),
        ("19.9950", "20.00", "USD"),
        ("¥1200", "1200.00", "JPY"),
        ("1,23,456.50 INR", "123456.50", "INR"),
        ("KWD 1.299", "1.30", "KWD"),
        ("0.01", "0.01", "USD"),
    ],
)
def test_reads(text: str, amount: str, currency: str) -> None:
    money = parse_price(text, "USD")
    assert (money.amount, money.currency) == (Decimal(amount), currency)


def test_the_feeds_currency_is_used_where_none_or_a_shared_sign_is_given() -> None:
    assert parse_price("12", "EUR").currency == "EUR"
    assert parse_price("$12", "AUD").currency == "AUD"
    assert parse_price("$12", "EUR").currency == "USD"
    assert parse_price("12 kr", "SEK").currency == "SEK"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("0", "above zero"),
        ("0.00 USD", "above zero"),
        ("0.0001", "above zero"),
        ("-5", "negative"),
        ("-$5.00", "negative"),
        ("$ -5", "negative"),
        ("−5 EUR", "negative"),
        ("free", "no number"),
        ("NaN", "no number"),
        ("１２", "no number"),
        ("1e3", "more than one number"),
        ("10 - 20 USD", "more than one number"),
        ("12 XYZ", "not a currency"),
        ("12 kr", "not a currency"),
        ("12 %", "not a currency"),
        ("(5.00)", "not a currency"),
        ("12 USD EUR", "not a currency"),
        ("USD 12 EUR", "two currencies"),
        ("1.299", "two different amounts"),
        ("34.900 USD", "two different amounts"),
        ("0,999", "two different amounts"),
        ("12,34,567.00.1", "mixed"),
        ("1,29,00", "not grouped"),
        ("12 34", "not grouped"),
        ("99999999", "taken for a mistake"),
        ("9" * 5000, "taken for a mistake"),
    ],
)
def test_refuses(text: str, reason: str) -> None:
    with pytest.raises(ValueProblem, match=reason):
        parse_price(text, "USD")


@given(st.one_of(st.text(max_size=60), st.text(alphabet="0123456789.,-' $€USDEURkr()", max_size=20)))
def test_any_text_is_read_sanely_or_refused(text: str) -> None:
    try:
        money = parse_price(text, "USD")
    except ValueProblem:
        return
    assert Decimal("0.01") <= money.amount <= MAX_AMOUNT
    assert money.amount == money.amount.quantize(Decimal("0.01"))
    assert len(money.currency) == 3


@given(cents=st.integers(1, 10**9), currency=st.sampled_from(["USD", "EUR", "KES"]))
def test_reads_every_way_of_writing_an_amount(cents: int, currency: str) -> None:
    amount = Decimal(cents) / 100
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    for text in (
        f"{amount:.2f} {currency}",
        f"{currency} {english}",
        f"{german} {currency}",
        f"{amount:.4f}{currency}",
    ):
        money = parse_price(text, "GBP")
        assert (money.amount, money.currency) == (amount, currency)
