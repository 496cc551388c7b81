"""The short form in which judged conversations write down an expected brief, and whether a brief is that.

- relationship, occasion: "niece"; "colleague|coworker" either; "?christmas" or nothing
- age: 8; [13, 19]; [60, null] and older; budget: 40 (at most); "40 GBP"; [30, 50]; any (no bounds); "?60" or nothing;
  {maybe: ...} or nothing; {any_of: [...]} one of these
- interests, exclude: a list of labels, each with alternatives ("fishing|angling"); "?books" may be there
"""

from __future__ import annotations

import itertools
from typing import Any

from bot.evaluation.compare import FIELDS, same_field


def wrong_fields(wanted: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """What is not as wanted, a line a field, readable."""
    return [
        f"{name}: {_shown(found.get(name))} instead of {_shown(wanted[name])}"
        for name in FIELDS
        if not _right(name, wanted[name], found.get(name))
    ]


def price_bounds(value: Any) -> tuple[float | None, float | None]:
    """The (min, max) that cards must keep under a wanted budget: only what is wanted for certain."""
    options = options_of("budget", value)
    if len(options) != 1 or options[0] is None:
        return None, None
    return options[0]["min"], options[0]["max"]


def age_bounds(value: Any) -> tuple[float, float] | None:
    """The youngest and oldest that cards must suit, None where the age is not known for certain."""
    options = options_of("age", value)
    if len(options) != 1 or options[0] is None:
        return None
    return options[0]["min"], options[0]["min"] if options[0]["max"] is None else options[0]["max"]


def _right(name: str, wanted: Any, found: Any) -> bool:
    if name in ("interests", "exclude"):
        return _labels_right(name, wanted or [], found or [])
    return any(same_field(name, option, found) for option in options_of(name, wanted))


def _labels_right(name: str, wanted: list[str], found: list[str]) -> bool:
    choices = [
        [None, *label[1:].split("|")] if label.startswith("?") else list(label.split("|")) for label in map(str, wanted)
    ]
    return any(
        same_field(name, [label for label in picked if label is not None], found)
        for picked in itertools.product(*choices)
    )


def options_of(name: str, wanted: Any) -> list[Any]:
    """The values of relationship, age, budget or occasion that are right, as the API writes them."""
    if isinstance(wanted, dict) and "maybe" in wanted:
        return [None, *options_of(name, wanted["maybe"])]
    if isinstance(wanted, dict):
        return [option for one in wanted["any_of"] for option in options_of(name, one)]
    if wanted is None:
        return [None]
    if isinstance(wanted, str) and wanted.startswith("?"):
        return [None, *options_of(name, wanted[1:])]
    if name == "age":
        low, high = wanted if isinstance(wanted, list) else (int(wanted), int(wanted))
        return [{"min": low, "max": high}]
    if name == "budget":
        currency = "USD"
        if isinstance(wanted, str) and " " in wanted:
            wanted, currency = wanted.split()
        if wanted == "any":
            low = high = None
        else:
            low, high = wanted if isinstance(wanted, list) else (None, float(wanted))
        return [{"min": low, "max": high, "currency": currency}]
    return str(wanted).split("|")


def _shown(value: Any) -> str:
    if isinstance(value, dict) and "currency" in value:
        return f"{value.get('min')} to {value.get('max')} {value['currency']}"
    if isinstance(value, dict) and "min" in value:
        return f"{value.get('min')} to {value.get('max')}"
    if isinstance(value, list):
        return "[" + ", ".join(map(str, value)) + "]"
    return "nothing" if value is None else str(value)
