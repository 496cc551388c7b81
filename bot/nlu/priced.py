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
        return _split(text, before, row)
    after = [(person, match) for person in row if (match := _AFTER.match(text[person.end :]))]
    if len(after) > 1 and not all(likely_age(str(person.value), int(match["n"])) for person, match in after):
        return _split(text, after, row)
    return None


def _split(text: str, row: Sequence[tuple[Finding, re.Match[str]]], people: Sequence[Finding]) -> Split | None:
    """The parts of who is named with an amount; what was told of them before that is theirs as well."""
    first = min(person.start for person, _ in row)
    told = [person for person in people if person.end < first]
    if {person.value for person in told} != {person.value for person, _ in row} or len(told) != len(row):
        told = []
    ends = [*(person.start for person in told[1:]), _sentence_start(text, first)]
    spans = {str(person.value): (person.start, max(end, person.end)) for person, end in zip(told, ends, strict=False)}
    parts = []
    for person, match in row:
        amount = parse_number(match["n"])
        if amount is None or amount < _LEAST:
            return None
        span = spans.get(str(person.value), (person.start, person.end))
        parts.append(Part(str(person.value), (span,), str(person.value), amount=amount))
    return Split(tuple(told_apart(parts)), ((0, min(person.start for person in told) if told else first),))


def _sentence_start(text: str, position: int) -> int:
    """Where the sentence or clause at a position begins."""
    return max(text.rfind(mark, 0, position) for mark in (". ", "! ", "; ", ", ", "\n", "? ")) + 1
