"""Several recipients with an amount each: "30 for mum, 20 for dad", "wife 100, son 50"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.nlu.attribution import likely_age
from bot.nlu.numbers import parse_number
from bot.nlu.parts import Part, Split, told_apart
from bot.nlu.spans import Finding

_UNIT = r"(?: ?(?:dollars|bucks|quid|pounds|euros?|eur|usd|gbp|[$£€]))?"
_BEFORE = re.compile(
    rf"(?<![\d.,])[$£€]?(?P<n>\d{{1,4}}(?:[.,]\d\d)?){_UNIT} (?:max )?(?:for|on) (?:(?:my|our|the|his|her|their) )?$"
)
_AFTER = re.compile(rf"^\s*[:=-]?\s*[$£€]?(?P<n>\d{{1,4}}){_UNIT}(?=\s*(?:$|[,;.!?\n)&+]|and\b|plus\b))")
_LEAST = 5


def split_priced(text: str, people: Sequence[Finding]) -> Split | None:
    """The recipients that a normalized text names with an amount each; None where fewer than two have one.

    A number behind a person is an age wherever all of them can be.
    """
    row = sorted(people, key=lambda person: person.start)
    before = [(person, match) for person in row if (match := _BEFORE.search(text[: person.start]))]
    if len(before) > 1:
        return _split(text, before)
    after = [(person, match) for person in row if (match := _AFTER.match(text[person.end :]))]
    if len(after) > 1 and not all(likely_age(str(person.value), int(match["n"])) for person, match in after):
        return _split(text, after)
    return None


def _split(text: str, row: Sequence[tuple[Finding, re.Match[str]]]) -> Split | None:
    parts = []
    for person, match in row:
        amount = parse_number(match["n"])
        if amount is None or amount < _LEAST:
            return None
        parts.append(Part(str(person.value), ((person.start, person.end),), str(person.value), amount=amount))
    return Split(tuple(told_apart(parts)), ((0, min(person.start for person, _ in row)),))
