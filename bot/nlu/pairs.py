"""A pair under one breath of whom each is told of by themselves: "mum and dad. mum gardens, dad is into bbq"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.nlu.parts import Part, Span, Split
from bot.nlu.relationships import MEMBERS
from bot.nlu.spans import Finding

_IN_LAW = r"(?:'s?)?(?:[- ]in[- ]laws?)"
_WORDS = {
    "mother": r"(?:mum|mom|mam|mummy|mommy|mother)",
    "father": r"(?:dad|daddy|father|pops?)",
    "grandmother": r"(?:gran|granny|nan|nana|nanny|grandma|grandmother)",
    "grandfather": r"(?:grandad|granddad|grandpa|gramps|grandfather)",
    "mother-in-law": rf"(?:(?:mum|mom|mother){_IN_LAW}|mil)",
    "father-in-law": rf"(?:(?:dad|father){_IN_LAW}|fil)",
}
# What is told of one of them, not what they say or do with the other.
_TELLS = r"(?:'s|s)?(?=\s*(?:[:(-]|is\b|are\b|has\b|does\b|into\b|who\b|[a-z]+s\b|enjoy|likes?\b|loves?\b|in his\b|in her\b))"


def split_pair(text: str, people: Sequence[Finding], has_facts: Callable[[Sequence[Span]], bool]) -> Split | None:
    """Each member of a pair that a normalized text first names in one breath; None where not both are told of.

    "My parents" who are told of like that stay one: what they like may be for one gift together.
    """
    pair = next((person for person in people if person.value in MEMBERS), None)
    if pair is None:
        return None
    named = text[pair.start : pair.end]
    told: list[tuple[str, Span]] = []
    for label in MEMBERS[str(pair.value)]:
        word = rf"\b{_WORDS[label]}"
        subject = re.compile(rf"{word}{_TELLS}").search(text, pair.end)
        if subject is None or not re.search(word, named):
            return None
        told.append((label, subject.span()))
    told.sort(key=lambda item: item[1])
    ends = [told[1][1][0], len(text)]
    spans = [(start, end) for (_, (start, _)), end in zip(told, ends, strict=True)]
    if not all(has_facts([(words_end, end)]) for (_, (_, words_end)), end in zip(told, ends, strict=True)):
        return None
    parts = tuple(Part(label, (span,), label) for (label, _), span in zip(told, spans, strict=True))
    return Split(parts, ((0, pair.start), (pair.end, spans[0][0])))
