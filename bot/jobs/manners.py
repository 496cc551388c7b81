"""Long work gives way to the processes that answer shoppers."""

from __future__ import annotations

import contextlib
import os

NICE = 10
"""How nice long work is (nice(1)): beside one that answers shoppers it gets a tenth of a busy processor."""


def give_way() -> None:
    """Make this process, and what it starts, as nice as a job's; one that is nicer already stays so."""
    with contextlib.suppress(OSError):
        os.nice(max(0, NICE - os.nice(0)))
