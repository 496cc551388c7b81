"""A budget that goes up or down: "ten more", "twice that", "the same as for my dad"."""

from __future__ import annotations

from typing import Any

from actions.context import context
from actions.slots import GiftState


def changed_budget(
    budget: dict[str, Any] | None, change: Any, state: GiftState, currency: str
) -> dict[str, Any] | None:
    """The budget (as JSON) after a change ({"by": amount}, {"factor": number} or {"same": true}).

    Without a limit said before, the dearest of the gifts shown last stands for it; where there are none either, nothing
    changes.
    """
    if not isinstance(change, dict):
        return budget
    if change.get("same"):
        return budget or next((other["brief"]["budget"] for other in reversed(state.others)), None)
    limit = (budget or {}).get("max")
    if limit is None:
        limit = _dearest(state)
    if limit is None:
        return budget
    more = limit * change["factor"] if "factor" in change else limit + change.get("by", 0)
    if more <= 0:
        return budget
    lowest = (budget or {}).get("min")
    return {
        "min": lowest if lowest is not None and lowest <= more else None,
        "max": _round(more) if "factor" in change else more,
        "currency": (budget or {}).get("currency", currency),
    }


def _dearest(state: GiftState) -> float | None:
    get = context().catalog.get
    prices = [float(product.current_price.amount) for i in state.page if (product := get(i))]
    return max(prices, default=None)


def _round(amount: float) -> float:
    step = 1 if amount < 20 else 5 if amount < 200 else 10
    return float(step * round(amount / step))
