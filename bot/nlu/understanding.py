"""One message in, all that it says of the wish out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.nlu.ages import find_ages
from bot.nlu.asides import blanked, find_asides, find_names, find_subjects, without_names
from bot.nlu.attribution import age_after_person, age_before_topic, age_of_recipient, bare_numbers
from bot.nlu.beside import main_part, question_beside
from bot.nlu.exclusions import covered_by, find_exclusions
from bot.nlu.interests import find_interests
from bot.nlu.money import currency_of, find_budget, tidy
from bot.nlu.normalize import normalize
from bot.nlu.occasions import find_occasion
from bot.nlu.parts import Part, Split, view
from bot.nlu.people import split_by_name, split_people
from bot.nlu.put_off import find_put_off
from bot.nlu.put_right import find_put_right_facts, without_slips
from bot.nlu.qualities import find_qualities
from bot.nlu.references import find_drops, find_hints, find_references
from bot.nlu.relationships import MEMBERS, find_relationships, find_shopper, gender_of, had_baby
from bot.nlu.shop_words import ShopWords, added
from bot.nlu.spans import Finding, Taken
from bot.nlu.vocabulary import Vocabulary
from bot.nlu.wishes import (
    find_allowed,
    find_any_kind,
    find_budget_change,
    find_colors,
    find_instead,
    find_less_more,
    find_only,
    find_only_about,
    find_put_right,
    find_quantity,
    find_room,
    shared_by,
)

_UNITS = re.compile(r"[$£€]|\b(?:dollars|bucks|quid|pounds|euros?|eur|usd|gbp)\b")
_OWN_FACTS = {"age", "interest", "exclude", "budget"}
_GENDER_OF_CHILD = {"girl": "female", "lass": "female", "boy": "male", "lad": "male"}
_NEAR_START = 4
# Below this, a person named alone isn't the recipient either ("their dad will kill me").
_UNLIKELY = -2.0
_DROPPABLE = {"interest", "exclude"}
# Holds a word for a person who may not be the recipient.
_FAMILY_DAY = re.compile(r"\b(?:mother|father|mum|mom|dad|grandparent)s?'?s?'? day\b|\bmothering sunday\b")


# "he and his wife love wine": said of the recipient too.
_TOGETHER = re.compile(r"\b(?:he|she|him|her|they|them|\w+) and (?:his|her|their)\s+$")


# "She's turning 8 so make it 8"
_AGE_AGAIN = re.compile(r"\b(?:make (?:it|that)|so|say|then) \d{1,2}$")


# "14, not 40": the number that is not meant.
_DENIED = re.compile(
    r"\b(?:not|instead of|rather than)(?: age[ds]?| about)? [$£€]?\d+(?:[.,]\d+)?(?! ?(?:more|or)\b)(?=\W|$)"
)


_DRINKS_NONE = re.compile(
    r"\b(?:sober|boozy|teetotal\w*|(?:doesn'?t|does not|never|not|quit|stopped|gave up|don'?t) drink(?:ing|s)?|recovering)\b"
)
# "My limit's 25"
_BUDGET_IS = re.compile(r"\b(limit|budget|max|maximum)'s\b")
# Of one of several who are named, not of all.
_PERSONAL = frozenset({"retirement", "graduation", "new baby", "wedding", "engagement", "farewell", "promotion"})
# As long as what it stands for.
_MONEY_IS = re.compile(r"\bmy money is\b")
# "And like a million teapots": no liking.
_LIKE_SO_MANY = re.compile(
    r"\b(?<=and )like (?=(?:an? )?(?:million|billion|hundred|thousand|dozen|zillion|ton|\d+)s?\b)"
)


def _without_denied(plain: str) -> str:
    """A normalized text of the same length without numbers that are denied, where others are left."""
    told = _DENIED.sub(lambda match: " " * len(match.group()), plain)
    return told if re.search(r"\d", told) else plain


def _for_one(budget: Finding | None, gifts: int) -> Finding | None:
    """A budget for several gifts as what one of them may cost."""
    if budget is None or gifts < 2:
        return budget
    value = {
        name: round(amount / gifts, 2) if amount else amount
        for name, amount in budget.value.items()
        if name != "currency"
    }
    return replace(budget, value={**value, "currency": budget.value["currency"]})


def _known(facts: Sequence[Finding]) -> dict[str, Any]:
    """The parts of a gift brief, in its JSON form, that findings hold."""
    brief = Understanding(list(facts)).brief()
    return {name: value for name, value in brief.items() if value not in (None, [])}


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
        as_label = frozenset(vocabularies.get("as_label", {}))
        self._interests = Vocabulary(interests, own_names=True, as_label=as_label)
        self._things = Vocabulary({**vocabularies.get("thing", {}), **interests}, own_names=True, as_label=as_label)
        self._shop = ShopWords(vocabularies)
        self._currency = currency

    def read(self, text: str, *, for_shopper: bool = False) -> Understanding:
        """Understand one message of any length up to the gateway's limit.

        `for_shopper` says that the gift was said to be for who writes, so that "I'm into yoga" tells of the recipient.
        Where it names several recipients, there is a finding of kind "person" for each, whose value is the brief's
        known parts and a label; the other findings are those of the first.
        """
        beside = question_beside(text)
        text = main_part(text)
        named = without_slips(without_names(text, normalize(text)))
        plain = _MONEY_IS.sub("my limit is", _BUDGET_IS.sub(r"\1  ", _without_denied(named)))
        plain = _LIKE_SO_MANY.sub(lambda match: " " * len(match.group()), plain)
        asides = [
            *find_references(plain),
            *find_hints(plain),
            *find_colors(plain),
            *find_any_kind(plain),
            *find_put_right_facts(named),
        ]
        if beside:
            asides.append(Finding("beside", *beside))
        asides += [Finding("name", name, start, end) for start, end, name in find_names(text, normalize(text))[:1]]
        if quantity := find_quantity(plain):
            asides.append(quantity)
        names = find_subjects(text, normalize(text), self._names_a_thing)
        plain = blanked(plain, [(start, end) for start, end, _ in names])
        people = self._people(plain)
        split = split_by_name(plain, names, people) or split_people(
            plain, people, lambda spans: self._has_facts(view(plain, spans))
        )
        if split is None:
            return Understanding([*self._facts(plain, for_shopper=for_shopper), *asides])
        return Understanding([*self._several(plain, split), *asides])

    def _names_a_thing(self, word: str) -> bool:
        return bool(self._relationships.find(word) or self._occasions.find(word) or self._things.find(word))

    def _people(self, plain: str) -> list[Finding]:
        taken = Taken()
        for start, end in self._titles(plain):
            taken.add(start, end)
        return find_relationships(
            _FAMILY_DAY.sub(lambda day: "-" * len(day.group()), plain), self._relationships, taken
        )

    def _has_facts(self, plain: str) -> bool:
        return any(finding.kind in _OWN_FACTS for finding in self._facts(plain))

    def _several(self, plain: str, split: Split) -> list[Finding]:
        """The findings about the first of several recipients, and one for each of them."""
        read = [self._of_part(plain, part, split) for part in split.parts]
        money = [next((finding for finding in facts if finding.kind == "budget"), None) for facts in read]
        if money[-1] is not None and not any(money[:-1]):
            read = [[*facts, money[-1]] for facts in read[:-1]] + [read[-1]]
        everyone = next((f for f in self._facts(plain) if f.kind == "occasion"), None)
        if everyone is not None and everyone.value in _PERSONAL:
            spans = [span for part in split.parts for span in part.spans]
            if any(start <= everyone.start < end for start, end in spans):
                everyone = None  # "our receptionist, who is retiring, and our intern"
        people = []
        for part, facts in zip(split.parts, read, strict=True):
            if everyone is not None and not any(finding.kind == "occasion" for finding in facts):
                facts.append(everyone)
            start, end = part.spans[0]
            gender = gender_of(part.relationship) or next((f.value for f in find_hints(view(plain, part.spans)) if f.kind == "gender"), None) or _GENDER_OF_CHILD.get(part.label.split(",")[0].split()[-1])  # fmt: skip
            value = {"label": part.label, **_known(facts), **({"gender": gender} if gender else {})}
            people.append(Finding("person", value, start, end))
        return [*read[0], *people]

    def _of_part(self, plain: str, part: Part, split: Split) -> list[Finding]:
        seen = view(plain, [*part.spans, *split.shared])
        facts = [
            finding
            for finding in self._facts(seen, parts=len(split.parts))
            if finding.kind not in ("relationship", "person")
        ]
        start, end = part.spans[0]
        if part.age is not None:
            # The number behind a name is no price as well.
            facts = [
                finding
                for finding in facts
                if finding.kind != "age" and not (finding.kind == "budget" and finding.value["max"] == part.age)
            ]
            facts.append(Finding("age", {"min": part.age, "max": part.age}, start, end))
        if part.amount is not None:
            facts = [finding for finding in facts if finding.kind not in ("budget", "age")]
            written = next((c for c in (currency_of(s) for s in _UNITS.findall(plain)) if c), None) or self._currency
            value = {"min": None, "max": tidy(part.amount), "currency": written}
            facts.append(Finding("budget", value, start, end))
        if part.relationship is not None:
            facts.insert(0, Finding("relationship", part.relationship, start, end))
        return facts

    def _facts(self, plain: str, *, parts: int = 1, for_shopper: bool = False) -> list[Finding]:
        """What a normalized text says of one recipient; `parts` is how many share what it says.

        Beside each interest that only the shop's catalog knows stands a finding of kind "ware".
        """
        taken = Taken()
        brands = self._shop.brands(plain)
        for brand in brands:
            taken.add(brand.start, brand.end)
        for start, end in find_asides(plain):
            taken.add(start, end)
        titled = self._titles(plain)
        for start, end in titled:
            taken.add(start, end)
        festival = _FAMILY_DAY.search(plain)
        if festival:
            taken.add(*festival.span())
        for color in find_colors(plain):
            taken.add(color.start, color.end)
        qualities = find_qualities(plain, taken)
        change = find_budget_change(plain)
        if change:
            taken.add(change.start, change.end)
        ages = list(find_ages(plain, taken))
        people = find_relationships(plain, self._relationships, taken)
        if not people or people[0].weight <= _UNLIKELY:
            people = find_shopper(plain) or people
        ages += age_after_person(plain, people, ages, taken)
        for finding in ages:
            if finding.kind != "occasion":
                taken.add(finding.start, finding.end)
        budget = find_budget(plain, taken, default_currency=self._currency)
        alone = len({person.value for person in people}) == 1
        at_start = bool(people) and min(person.start for person in people) < _NEAR_START
        if at_start and people[0].weight <= -0.5:
            people = sorted(people, key=lambda person: person.start)
        alone = alone and people[0].weight > _UNLIKELY
        recipient = people[0] if people and (people[0].weight > -0.5 or alone or at_start) else None
        age = age_of_recipient(ages, people, plain)
        if (age is None or budget is None) and change is None:
            bare_age, bare_budget = bare_numbers(plain, taken, people, age=age, budget=budget, currency=self._currency)
            age, budget = age or bare_age, budget or bare_budget
        if budget is not None and age is not None and _AGE_AGAIN.search(plain[: budget.end]):
            same = budget.value["max"] == age.value["min"] == age.value["max"]
            budget = None if same and not _UNITS.search(plain) else budget
        budget = _for_one(budget, shared_by(plain, parts))
        happenings = [age for age in ages if age.kind == "occasion"]
        if recipient is not None and recipient.value.endswith("'s baby") and had_baby(plain):
            happenings.append(Finding("occasion", "new baby", recipient.start, recipient.end, 0.5))
        occasion = find_occasion(blanked(plain, find_asides(plain)), self._occasions, Taken(), happenings)
        for finding in people:
            taken.add(finding.start, finding.end)
        if occasion is not None:
            taken.add(occasion.start, occasion.end)
        for start, end in titled:
            taken.remove(start, end)
        others = [
            (person.start, person.end)
            for person in people
            if recipient
            and person.value != recipient.value
            and person.value not in MEMBERS.get(recipient.value, ())
            and not _TOGETHER.search(plain[: person.start])
        ]
        off = find_put_off(plain, self._interests, taken, for_shopper=for_shopper)
        wishes = [*find_instead(plain, self._things, taken), *find_less_more(plain, self._interests, taken)]
        wishes += [
            *find_only(plain, self._things),
            *find_only_about(plain, self._interests),
            *find_allowed(plain, self._things, taken),
            *find_put_right(plain, self._interests, taken),
            *find_room(plain),
        ]
        exclusions = find_exclusions(plain, self._things, taken, others=others)
        about_shopper = recipient.value == "myself" if recipient is not None else for_shopper
        interests = find_interests(plain, self._interests, taken, others=others, about_shopper=about_shopper)
        known = {finding.value for finding in interests}
        interests, exclusions = self._with_shop(plain, taken, interests, exclusions, brands, others, about_shopper)
        wares = [replace(finding, kind="ware") for finding in interests if finding.value not in known]
        wishes = list({(finding.kind, finding.value): finding for finding in reversed(wishes)}.values())[::-1]
        asked = {finding.value for finding in wishes if finding.kind in ("interest", "instead")}
        exclusions = [finding for finding in exclusions if finding.value not in asked]
        excluded = {finding.value for finding in exclusions}
        if _DRINKS_NONE.search(plain):
            excluded |= covered_by(excluded)  # "wine? she's been sober since March"
        wished = [self._as_named(finding) for finding in wishes if finding.kind == "interest"]
        named = {finding.value for finding in (*wishes, *wished)}
        interests = [*wished, *(f for f in interests if f.value not in excluded and f.value not in named)]
        if age is None and budget is None:
            topics = [finding for finding in interests if finding.value not in covered_by({"alcohol"})]
            age = age_before_topic(plain, topics)  # "6 beers" is nobody's age
        found = [recipient, age, budget, occasion, *interests, *exclusions]
        drops = find_drops(plain)
        dropped = [(drop.start, drop.end) for drop in drops]
        facts = [
            finding
            for finding in found
            if finding is not None
            and not any(start <= finding.start < end and finding.kind in _DROPPABLE for start, end in dropped)
        ]
        facts += [*(finding for finding in wishes if finding.kind != "interest"), *drops, *off, *wares, *qualities]
        return facts if budget or change is None else [*facts, change]

    def _as_named(self, wish: Finding) -> Finding:
        """A wish by the name that the interest has in the vocabulary ("gaming" is "video games")."""
        hits = self._interests.find(wish.value)
        whole = len(hits) == 1 and (hits[0].start, hits[0].end) == (0, len(wish.value))
        return replace(wish, value=hits[0].label) if whole else wish

    def _with_shop(
        self,
        plain: str,
        taken: Taken,
        interests: list[Finding],
        exclusions: list[Finding],
        brands: list[Finding],
        others: Sequence[tuple[int, int]],
        about_shopper: bool,
    ) -> tuple[list[Finding], list[Finding]]:
        """Interests and exclusions with what only the shop's catalog knows."""
        free = Taken()
        for finding in (*interests, *exclusions):
            free.add(finding.start, finding.end)
        shop = [
            *brands,
            *self._shop.find(free.blank(taken.blank(plain)), others=others, about_shopper=about_shopper),
        ]
        wanted = [finding for finding in shop if finding.kind == "interest"]
        unwanted = [finding for finding in shop if finding.kind == "exclude"]
        return added(interests, wanted), added(exclusions, unwanted)

    def _titles(self, text: str) -> list[tuple[int, int]]:
        """Names of several words that hold a word for a person ("peppa pig", "k-pop"), which then is none."""
        return [
            (match.start, match.end)
            for match in self._interests.find(text)
            if match.exact and len(text[match.start : match.end].replace("-", " ").split()) > 1
        ]
