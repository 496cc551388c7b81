"""A budget said in another currency than the shop's."""

from __future__ import annotations

from collections.abc import Mapping

from catalog_index.brief import Budget, GiftBrief


def in_shop_currency(brief: GiftBrief, shop: str, rates: Mapping[str, float]) -> GiftBrief:
    """The brief with its budget in the shop's currency, for searching.

    `rates` says what one unit of a currency is worth in US dollars. The result is never above the number that
    the shopper said when that currency is worth more: 45 pounds become 45 dollars rather than a guess at 57, so
    that no exchange rate can take a card over the budget. Without a rate the number is taken as it is.
    """
    budget = brief.budget
    if budget is None or budget.currency == shop:
        return brief
    rate = rates.get(budget.currency, 1.0) / rates.get(shop, 1.0)
    factor = min(rate, 1.0)
    # Rounding must not go above the number either.
    converted = Budget(
        min=None if budget.min is None else min(round(budget.min * factor, 2), budget.min),
        max=None if budget.max is None else min(max(round(budget.max * factor, 2), 0.01), budget.max),
        currency=shop,
    )
    return brief.model_copy(update={"budget": converted})
