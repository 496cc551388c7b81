"""One message in, all that it says of the wish out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.nlu.ages import find_ages
from bot.nlu.exclusions import find_exclusions
from bot.nlu.interests import find_interests
from bot.nlu.money import find_budget
from bot.nlu.normalize import normalize
from bot.nlu.occasions import find_occasion
from bot.nlu.relationships import find_relationships
from bot.nlu.spans import Finding, Taken
from bot.nlu.vocabulary import Vocabulary


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
        self._interests = Vocabulary(interests)
        self._things = Vocabulary({**vocabularies.get("thing", {}), **interests})
        self._currency = currency

    def read(self, text: str) -> Understanding:
        """Understand one message of any length up to the gateway's limit."""
        plain = normalize(text)
        taken = Taken()
        ages = find_ages(plain, taken)
        for finding in ages:
            if finding.kind != "occasion":
                taken.add(finding.start, finding.end)
        budget = find_budget(plain, taken, default_currency=self._currency)
        people = find_relationships(plain, self._relationships, taken)
        recipient = people[0] if people else None
        age = _age_of_recipient(ages, people)
        occasion = find_occasion(plain, self._occasions, taken, [age for age in ages if age.kind == "occasion"])
        for finding in people:
            taken.add(finding.start, finding.end)
        if occasion is not None:
            taken.add(occasion.start, occasion.end)
        exclusions = find_exclusions(plain, self._things, taken)
        others = [(f.start, f.end) for f in people if recipient and f.value != recipient.value]
        interests = find_interests(
            plain,
            self._interests,
            taken,
            others=others,
            about_shopper=recipient is not None and recipient.value == "myself",
        )
        found = [recipient, age, budget, occasion, *interests, *exclusions]
        return Understanding([finding for finding in found if finding is not None])


def _age_of_recipient(ages: list[Finding], people: list[Finding]) -> Finding | None:
    candidates = [finding for finding in ages if finding.kind == "age"]
    if not candidates:
        own = [finding for finding in ages if finding.kind == "shopper_age"]
        if own and people and people[0].value == "myself":
            return Finding("age", own[0].value, own[0].start, own[0].end, own[0].weight)
        return None
    if len(candidates) == 1 or not people:
        return max(candidates, key=lambda finding: (finding.weight >= 2, -finding.start))

    # Several ages: the one that stands nearest to the recipient rather than to another person, the surer first.
    recipient = people[0]

    def distance(finding: Finding) -> tuple[bool, bool, int]:
        nearest = min(people, key=lambda person: _gap(finding, person))
        return (nearest.value != recipient.value, finding.weight < 2, _gap(finding, recipient))

    return min(candidates, key=distance)


def _gap(one: Finding, other: Finding) -> int:
    # A person named just before is likelier meant than one named just after.
    return one.start - other.end if one.start >= other.end else 2 * (other.start - one.end) + 2
