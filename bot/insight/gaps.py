"""The map of the gaps in the assortment, with an estimate of the demand that was lost.

For each wish: short = 1 - min(fits, ENOUGH) / ENOUGH, how much of a choice was missing (1 where nothing fitted).
lost orders = sum of short x order rate; lost amount = sum of short x order rate x the most the shopper would spend
(without a budget: the median budget of the others, else the median price of the catalog).
order rate = (bought + WEIGHT x USUAL) / (shown + WEIGHT): the share of conversations with gifts shown that bought,
drawn towards a usual 3% until there are enough of them (a beta prior of WEIGHT conversations).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from bot.insight.schemas import Gap, Gaps
from bot.learning.models import Wish

ENOUGH = 3
USUAL = 0.03
WEIGHT = 100
FORMULA = (
    "lost orders = sum over wishes of (1 - min(fits, {enough}) / {enough}) x {rate:.1%}; "
    "lost amount = each of them x the most the shopper would spend"
)
NO_BUDGET, NO_INTEREST = "any price", "(no interest named)"
_BANDS = (20, 50, 100, 200)
_MOST_CELLS = 200


@dataclass
class _Cell:
    talks: set[str] = field(default_factory=set)
    none: int = 0
    weak: int = 0
    orders: float = 0.0
    amount: float = 0.0


def order_rate(shown: int, bought: int) -> float:
    """The share of conversations with gifts shown that buy, smoothed."""
    return (bought + WEIGHT * USUAL) / (shown + WEIGHT)


def band(brief: dict[str, Any]) -> str:
    """The band of a brief's budget ("up to 50")."""
    most = highest(brief)
    if most is None:
        return NO_BUDGET
    return next((f"up to {limit}" for limit in _BANDS if most <= limit), f"over {_BANDS[-1]}")


def bands() -> list[str]:
    """All bands, lowest first."""
    return [*(f"up to {limit}" for limit in _BANDS), f"over {_BANDS[-1]}", NO_BUDGET]


def highest(brief: dict[str, Any]) -> float | None:
    """The most that a brief would spend."""
    most = (brief.get("budget") or {}).get("max")
    return float(most) if isinstance(most, int | float) else None


def gaps(wishes: Sequence[Wish], *, rate: float, usual_price: float) -> Gaps:
    """Return the map of wishes that found fewer than ENOUGH gifts."""
    said = [most for wish in wishes if (most := highest(wish.brief)) is not None]
    typical = median(said) if said else usual_price
    cells: dict[tuple[str, str], _Cell] = {}
    for wish in wishes:
        for interest in _interests(wish.brief):
            cell = cells.setdefault((interest, band(wish.brief)), _Cell())
            cell.talks.add(wish.conversation_id or f"#{wish.id}")
            short = 1 - min(wish.fits, ENOUGH) / ENOUGH
            cell.none += wish.fits == 0
            cell.weak += 0 < wish.fits < ENOUGH
            # A wish for two things is one order at most.
            orders = short * rate / len(_interests(wish.brief))
            cell.orders += orders
            cell.amount += orders * (highest(wish.brief) or typical)
    found = [
        Gap(
            interest=interest,
            budget=budget,
            asked=len(cell.talks),
            none=cell.none,
            weak=cell.weak,
            lost_orders=round(cell.orders, 3),
            lost_amount=round(cell.amount, 2),
        )
        for (interest, budget), cell in cells.items()
        if cell.none or cell.weak
    ]
    found.sort(key=lambda gap: (-gap.lost_amount, gap.interest, gap.budget))
    return Gaps(
        cells=found[:_MOST_CELLS],
        budgets=bands(),
        enough=ENOUGH,
        order_rate=round(rate, 4),
        formula=FORMULA.format(enough=ENOUGH, rate=rate),
    )


def _interests(brief: dict[str, Any]) -> list[str]:
    return [str(name).lower() for name in brief.get("interests") or ()] or [NO_INTEREST]


def latest(wishes: Iterable[Wish]) -> list[Wish]:
    """The last wish of each conversation for each set of interests: a budget that was corrected counts once."""
    found: dict[tuple[str, tuple[str, ...]], Wish] = {}
    for wish in wishes:
        found[(wish.conversation_id or f"#{wish.id}", tuple(sorted(_interests(wish.brief))))] = wish
    return list(found.values())
