"""Diets and states that rule things out: who is vegan gets no leather and no honey."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Rule(NamedTuple):
    """A way to say it, and the labels that it excludes."""

    pattern: re.Pattern[str]
    labels: tuple[str, ...]


_NEGATED = re.compile(
    r"\b(?:not|isn'?t|isnt|never|no longer|used to be|marrying an?|married an?|dating an?|joke about)\s+(?:\w+ )?$"
)
# "that's not the thing though": said and taken back.
_BESIDE_THE_POINT = re.compile(r"^[^.!?]{0,20}(?:not the (?:thing|point)|doesn'?t matter|beside the point)")
# A cookbook or a restaurant is vegan without its reader being so; "vegan leather" names a material.
_OF_A_THING = r"(?!(?:'s)?[ -](?:cook ?books?|cooking|recipes?|cuisine|restaurants?|leather|suede|fur|wool|silk|cookery|food blog))"
_RULES = [
    Rule(re.compile(rf"\b(?:vegans?|plant[ -]based|animal[ -]free|cruelty[ -]free only){_OF_A_THING}\b"), ("animal products",)),
    Rule(re.compile(rf"\b(?:vegetarians?|veggies?(?= (?:and|so|who|for|now|\w+ old))|pescatarians?|doesn'?t eat meat|meat[ -]free){_OF_A_THING}\b"), ("meat",)),
    Rule(re.compile(r"\bhalal\b"), ("pork", "alcohol")),
    Rule(re.compile(r"\bkosher\b"), ("pork", "shellfish")),
    Rule(re.compile(r"\b(?:co?eliacs?|celiacs?)\b"), ("gluten",)),
    Rule(re.compile(r"\b(?:diabetics?|has diabetes|watch(?:es|ing) (?:his|her|their) sugar|no added sugar|off sugar)\b"), ("sugar",)),
    Rule(re.compile(r"\blactose\b|\b(?:can'?t|cant|cannot|doesn'?t|doesnt) (?:have|do|digest|drink) (?:milk|cow'?s milk)\b"), ("dairy",)),
    Rule(re.compile(r"(?<!not )\b(?:(?:she'?s|shes|she is|who'?s|who is|is|my|our|her|a) (?:\d+ (?:weeks?|months?) |now |currently |heavily |very |also )?(?:pregnant|preggo|preggers)|breast ?feeding)\b"), ("alcohol",)),
]  # fmt: skip
# "I'm pregnant" says nothing of who gets the gift; "we're muslim so halal only" holds for the whole family.
_SAID_OF_SHOPPER = re.compile(r"\b(?:i'?m|i am|im|we'?re|we are)\s+(?:\w+ ){0,3}$")
_OF_FAMILY = frozenset({"pork"})


def find_diets(text: str) -> Iterator[tuple[str, int, int]]:
    """The (label, start, end) of all that diets named in a normalized text rule out."""
    for pattern, labels in _RULES:
        for match in pattern.finditer(text):
            before = text[: match.start()]
            if (
                _NEGATED.search(before)
                or (_SAID_OF_SHOPPER.search(before) and not _OF_FAMILY.intersection(labels))
                or _BESIDE_THE_POINT.match(text[match.end() :])
            ):
                continue
            for label in labels:
                yield label, match.start(), match.end()
