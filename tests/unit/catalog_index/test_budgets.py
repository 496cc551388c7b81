"""Round amounts against prices."""

from __future__ import annotations

import numpy as np
import pytest

from catalog_index.budgets import budget_steps


@pytest.mark.parametrize(
    ("prices", "steps"),
    [
        ([], []),
        ([12], [15]),
        ([20, 20, 20], [20]),
        (list(range(1, 101)), [40, 75, 100]),
        ([5_000, 20_000], [10_000]),
    ],
)
def test_steps(prices: list[float], steps: list[int]) -> None:
    assert budget_steps(np.array(prices, dtype=np.float64)) == steps
