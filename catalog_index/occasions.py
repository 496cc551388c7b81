"""Occasions that go by several labels in shops' data, so that a wish finds all of them."""

from __future__ import annotations

_SAME: tuple[frozenset[str], ...] = (
    frozenset({"eid", "eid al-fitr", "eid al fitr", "eid ul fitr", "ramadan"}),
    frozenset({"eid", "eid al-adha", "eid al adha"}),
    frozenset({"valentine's day", "valentines day", "valentine's", "galentine's day"}),
    frozenset({"lunar new year", "chinese new year", "spring festival", "tet"}),
    frozenset({"hanukkah", "chanukah"}),
    frozenset({"diwali", "deepavali"}),
    frozenset({"mother's day", "mothers day", "mothering sunday"}),
    frozenset({"father's day", "fathers day"}),
    frozenset({"christmas", "xmas", "holiday", "stocking stuffer"}),
    frozenset({"new baby", "birth", "baby shower", "christening"}),
    frozenset({"wedding", "engagement", "bridal shower"}),
    frozenset({"graduation", "grad"}),
    frozenset({"thank you", "thanks", "teacher appreciation"}),
    frozenset({"housewarming", "new home"}),
    frozenset({"farewell", "leaving", "retirement"}),
)


def labels_for(occasion: str) -> frozenset[str]:
    """All labels whose products suit an occasion, itself among them (lower case)."""
    name = occasion.lower()
    return frozenset({name}).union(*(group for group in _SAME if name in group))
