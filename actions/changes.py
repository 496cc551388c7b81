"""What has changed in a wish since the last cards, in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.context import context
from actions.presenting import amount, shop_brief
from catalog_index.brief import GiftBrief

_MOST = 3


def changes(before: Mapping[str, Any], now: Mapping[str, Any], *, named: bool = False) -> str:
    """ "Without cooking, up to $60"; "" where nothing that shows has changed. Both are `slots.wish_of` JSON.

    With `named`, whom it is for is said elsewhere.
    """
    parts = [*_labels(before, now), *_single(before, now, named)][:_MOST]
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _labels(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    texts = context().texts
    parts = []
    for name in ("interests", "exclude"):
        gone = [label for label in before[name] if label not in now[name]]
        new = [label for label in now[name] if label not in before[name]]
        if name == "interests":
            gone = [label for label in gone if label not in now["exclude"]]
        parts += [texts(f"changed.{name}_gone", label=label) for label in gone]
        parts += [texts(f"changed.{name}_new", label=label) for label in new]
    if now.get("only") != before.get("only"):
        kinds = ", ".join(now.get("only") or ())
        parts.append(texts("changed.only", label=kinds) if kinds else texts("changed.any_kind"))
    for name in ("qualities", "unwanted"):
        new = [label for label in now.get(name) or () if label not in (before.get(name) or ())]
        if new:
            parts.append(texts(f"changed.{name}", label=", ".join(texts(f"quality.{label}") for label in new)))
    return parts


def _single(before: Mapping[str, Any], now: Mapping[str, Any], named: bool) -> list[str]:
    parts = []
    for name in (*(() if named else ("relationship",)), "age", "budget", "occasion"):
        if now[name] != before[name]:
            parts.append(_value(name, now))
    return parts


def _value(name: str, now: Mapping[str, Any]) -> str:
    texts, value = context().texts, now[name]
    if value is None:
        return texts(f"changed.{name}_gone")
    if name == "age":
        if value["max"] is None:
            return texts("changed.age_from", low=value["min"])
        same = value["min"] == value["max"]
        return texts("changed.age" if same else "changed.ages", low=value["min"], high=value["max"])
    if name == "budget":
        return budget_words(GiftBrief.model_validate({"budget": value}))
    return texts("changed.self" if value == "myself" else f"changed.{name}", value=value)


def budget_words(brief: GiftBrief) -> str:
    """ "up to $60", in the shop's currency, as it is searched."""
    texts, currency, budget = context().texts, context().catalog.currency, shop_brief(brief).budget
    low = amount(budget.min, currency) if budget and budget.min is not None else ""
    high = amount(budget.max, currency) if budget and budget.max is not None else ""
    key = "between" if low and high else "up_to" if high else "at_least" if low else "any"
    return texts(f"changed.budget_{key}", low=low, high=high)
