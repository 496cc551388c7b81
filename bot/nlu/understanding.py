"""One message in, all that it says of the wish out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.nlu.ages import find_ages
from bot.nlu.attribution import age_after_person, age_of_recipient, bare_numbers
from bot.nlu.exclusions import find_exclusions
from bot.nlu.interests import find_interests
from bot.nlu.money import find_budget
from bot.nlu.normalize import normalize
from bot.nlu.occasions import find_occasion
from bot.nlu.references import find_drops, find_hints, find_references
from bot.nlu.relationships import find_relationships
from bot.nlu.spans import Finding, Taken
from bot.nlu.vocabulary import Vocabulary

_DROPPABLE = {"interest", "exclude"}
# Holds a word for a person who may not be the recipient.
_FAMILY_DAY = re.compile(r"\b(?:mother|father|mum|mom|dad|grandparent)s?'?s?'? day\b|\bmothering sunday\b")


# "he and his wife love wine": said of the recipient too.
_TOGETHER = re.compile(r"\b(?:he|she|him|her|they|them|\w+) and (?:his|her|their)\s+$")


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a message says; each finding has a kind (relationship, age, interest, exclude, budget, occasion)."""

    findings: list[Finding] = field(default_factory=list)

    def value(self, kind: str) -> Any:
        """The value of the first finding of a kind, or None."""
        return next((finding.value for finding in self.findings if finding.kind == kind), None)

    def values(self, kind: str) -> list[Any]:
        """The values of all findings of a kind."""
        return [finding.value for finding in self.findings if finding.kind == kind]

    def brief(self) -> dict[str, Any]:
        """The findings as a gift brief in its JSON form."""
        return {
            "relationship": self.value("relationship"),
            "age": self.value("age"),
            "interests": self.values("interest"),
            "exclude": self.values("exclude"),
            "budget": self.value("budget"),
            "occasion": self.value("occasion"),
        }


class Reader:
    """Reads messages with given vocabularies (variant -> label by kind: relationship, occasion, interest, thing)."""

    def __init__(self, vocabularies: Mapping[str, Mapping[str, str]], *, currency: str = "USD") -> None:
        interests = vocabularies.get("interest", {})
        self._relationships = Vocabulary(vocabularies.get("relationship", {}))
        self._occasions = Vocabulary(vocabularies.get("occasion", {}))
        self._interests = Vocabulary(interests, own_names=True)
        self._things = Vocabulary({**vocabularies.get("thing", {}), **interests}, own_names=True)
        self._currency = currency

    def read(self, text: str) -> Understanding:
        """Understand one message of any length up to the gateway's limit."""
        plain = normalize(text)
        taken = Taken()
        titled = self._titles(plain)
        for start, end in titled:
            taken.add(start, end)
        festival = _FAMILY_DAY.search(plain)
        if festival:
            taken.add(*festival.span())
        ages = list(find_ages(plain, taken))
        people = find_relationships(plain, self._relationships, taken)
        ages += age_after_person(plain, people, ages)
        for finding in ages:
            if finding.kind != "occasion":
                taken.add(finding.start, finding.end)
        budget = find_budget(plain, taken, default_currency=self._currency)
        alone = len({person.value for person in people}) == 1
        recipient = people[0] if people and (people[0].weight > -0.5 or alone) else None
        age = age_of_recipient(ages, people)
        if age is None or budget is None:
            bare_age, bare_budget = bare_numbers(plain, taken, people, age=age, budget=budget, currency=self._currency)
            age, budget = age or bare_age, budget or bare_budget
        occasion = find_occasion(plain, self._occasions, Taken(), [age for age in ages if age.kind == "occasion"])
        for finding in people:
            taken.add(finding.start, finding.end)
        if occasion is not None:
            taken.add(occasion.start, occasion.end)
        for start, end in titled:
            taken.remove(start, end)
        others = [
            (person.start, person.end)
            for person in people
            if recipient and person.value != recipient.value and not _TOGETHER.search(plain[: person.start])
        ]
        exclusions = find_exclusions(plain, self._things, taken, others=others)
        interests = find_interests(
            plain,
            self._interests,
            taken,
            others=others,
            about_shopper=recipient is not None and recipient.value == "myself",
        )
        excluded = {finding.value for finding in exclusions}
        found = [recipient, age, budget, occasion, *(f for f in interests if f.value not in excluded), *exclusions]
        drops = find_drops(plain)
        dropped = [(drop.start, drop.end) for drop in drops]
        facts = [
            finding
            for finding in found
            if finding is not None
            and not any(start <= finding.start < end and finding.kind in _DROPPABLE for start, end in dropped)
        ]
        facts += drops
        return Understanding([*facts, *find_references(plain), *find_hints(plain)])

    def _titles(self, text: str) -> list[tuple[int, int]]:
        """Names of several words that hold a word for a person ("peppa pig", "k-pop"), which then is none."""
        return [
            (match.start, match.end)
            for match in self._interests.find(text)
            if match.exact and len(text[match.start : match.end].replace("-", " ").split()) > 1
        ]
