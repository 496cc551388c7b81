"""A budget said in another currency is never exceeded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog.currency import in_shop_currency
from bot.settings import Settings
from catalog_index.brief import Budget, GiftBrief
from tests.support.strategies import budgets

RATES = {"USD": 1.0, "GBP": 1.2, "EUR": 1.05, "SEK": 0.09, "JPY": 0.0063, "INR": 0.0112}


def converted(low: float | None, high: float | None, said: str, shop: str) -> tuple[float | None, float | None, str]:
    brief = in_shop_currency(GiftBrief(budget=Budget(min=low, max=high, currency=said)), shop, RATES)
    assert brief.budget is not None
    return brief.budget.min, brief.budget.max, brief.budget.currency


@pytest.mark.parametrize(
    ("low", "high", "said", "shop", "expected"),
    [
        (None, 40, "USD", "USD", (None, 40, "USD")),
        (20, 45, "GBP", "USD", (20, 45, "USD")),
        (None, 500, "SEK", "USD", (None, 45, "USD")),
        (1000, 5000, "JPY", "USD", (6.3, 31.5, "USD")),
        (None, 40, "USD", "GBP", (None, 33.33, "GBP")),
        (None, 40, "USD", "SEK", (None, 40, "SEK")),
        (None, 40, "XYZ", "USD", (None, 40, "USD")),
        (None, 1, "JPY", "USD", (None, 0.01, "USD")),
        (None, None, "GBP", "USD", (None, None, "USD")),
    ],
)
def test_converted(
    low: float | None, high: float | None, said: str, shop: str, expected: tuple[float | None, float | None, str]
) -> None:
    assert converted(low, high, said, shop) == expected


def test_the_rest_of_the_brief_stays() -> None:
    brief = GiftBrief(relationship="aunt", interests=["tea"], budget=Budget(max=500, currency="SEK"))
    found = in_shop_currency(brief, "USD", RATES)
    assert found == brief.model_copy(update={"budget": Budget(max=45, currency="USD")})
    assert in_shop_currency(GiftBrief(), "USD", RATES) == GiftBrief()


AMOUNTS = st.floats(0.001, 100_000, allow_nan=False)
CURRENCIES = st.sampled_from([*Settings().exchange_rates, "XYZ"])


@given(AMOUNTS, CURRENCIES, CURRENCIES)
@settings(deadline=None)
def test_never_above_the_number_said(amount: float, said: str, shop: str) -> None:
    brief = GiftBrief(budget=Budget(min=amount, max=amount, currency=said))
    found = in_shop_currency(brief, shop, Settings().exchange_rates).budget
    assert found is not None
    assert 0 < (found.max or 0) <= amount
    assert found.min is not None
    assert found.min <= (found.max or 0)


@given(budgets("GBP"), CURRENCIES)
@settings(deadline=None)
def test_any_budget_can_be_converted(budget: Budget, shop: str) -> None:
    found = in_shop_currency(GiftBrief(budget=budget), shop, Settings().exchange_rates).budget
    assert found is not None
    assert (found.min is None, found.max is None) == (budget.min is None, budget.max is None)
    assert found.currency == shop
