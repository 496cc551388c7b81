"""When a brief that the bot read is the brief that was judged, field by field."""

from __future__ import annotations

from typing import Any

from bot.nlu.vocabulary import key_of

FIELDS = ("relationship", "age", "interests", "exclude", "budget", "occasion")

# Spellings and names of one thing.
_SAME = {
    "whiskey": "whisky", "barbecue": "bbq", "jewellery": "jewelry", "color": "colour", "theater": "theatre",
    "cosy": "cozy", "grey": "gray", "donut": "doughnut", "plushie": "plush", "plushy": "plush",
}  # fmt: skip


def same_field(name: str, expected: Any, found: Any) -> bool:
    """Whether one field of a brief is right.

    Labels are right when they name the same thing: singular or plural, and with or without a describing word
    ("orchids", "native orchids"). Lists are compared without order; every label must have its partner.
    """
    if name in ("interests", "exclude"):
        return _same_labels(expected, found)
    if name == "budget":
        return _budget(expected) == _budget(found)
    if name == "age":
        return _age(expected) == _age(found)
    if expected is None or found is None:
        return expected is found
    return _key(str(expected)) == _key(str(found))


def _same_labels(expected: list[str], found: list[str]) -> bool:
    left = [_key(label) for label in found]
    if len(expected) != len(found):
        return False
    for label in expected:
        partner = next((key for key in left if _same(_key(label), key)), None)
        if partner is None:
            return False
        left.remove(partner)
    return True


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one) or "".join(one) == "".join(other)


def _key(label: str) -> tuple[str, ...]:
    return tuple(_SAME.get(word, word) for word in key_of(label.replace("&", " and ")))


def _budget(value: Any) -> tuple[Any, ...] | None:
    return None if not value else (value.get("min"), value.get("max"), value.get("currency"))


def _age(value: Any) -> tuple[Any, ...] | None:
    return None if not value else (value.get("min"), value.get("max"))
