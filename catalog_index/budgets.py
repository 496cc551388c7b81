"""Round amounts to spend that part the prices of a shop."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_STEPS = (10, 15, 20, 25, 30, 40, 50, 60, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 10_000)
_SHARES = (0.3, 0.6, 0.85)


def budget_steps(prices: NDArray[np.float64]) -> list[int]:
    """Up to three round amounts, lowest first, under which about 30, 60 and 85 % of the prices lie; [] without any."""
    if not len(prices):
        return []
    wanted = [float(np.quantile(prices, share)) for share in _SHARES]
    return list(dict.fromkeys(next((step for step in _STEPS if step >= price), _STEPS[-1]) for price in wanted))
