"""The placeholders that canned replies may have. The console fills them in; here they are only checked."""

from __future__ import annotations

import re

# The same names stand in the console's placeholders.ts.
PLACEHOLDERS = (
    "shopper",
    "agent",
    "recipient",
    "occasion",
    "budget",
    "product",
    "price",
    "order_by",
    "days_left",
    "store",
)
_PLACEHOLDER = re.compile(r"\{([^{}\s]*)\}")


def check_placeholders(text: str) -> None:
    """Raise ValueError where a text has a placeholder that nothing fills in."""
    if unknown := sorted({name for name in _PLACEHOLDER.findall(text) if name not in PLACEHOLDERS}):
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise ValueError(f"{{{unknown[0]}}} is no placeholder; there are {known}")
