"""Whose age it is, and what a number without a unit means."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.nlu.ages import has_age_before, without_ish
from bot.nlu.numbers import NUMBER_WORDS, parse_number
from bot.nlu.spans import Finding, Taken

_AFTER_PERSON = re.compile(
    r"^(?:'s|s)?[\s,:;(-]{1,3}(?:is |aged? |who is |who's |whos |now |just |he's |she's |hes |shes )?(?P<n>\d{1,2})(?P<end>\b(?!\s*(?:-|/|to\b|:)\s*\d|\s*(?:€|£|\$|%|st\b|nd\b|rd\b|th\b|k\b|dollars|bucks|quid|pounds|euros?|eur|usd|gbp|rupees|max|each\b|apiece|per\b|a head|or so|or less|kids|children|people|dogs|cats|of them|months?|weeks?|days?|hours?|minutes?|for (?:the|my|our|all|both|every(?:one|body)|each|the (?:two|three|four|five|lot))\b|between (?:them|us|all)\b|in (?:total|all)\b|all in\b|total\b|al?together\b|together\b|budget\b|limit\b|tops\b|x\b|times|years (?:of|ago|together)|am\b|pm\b)|[.,]\d))"
)
_SAYS_AGE = re.compile(r"\b(?:is|aged?|turn|he'?s|she'?s|who'?s|now|just)\b|'s")
_DECADE_AFTER = re.compile(
    r"^[\s,:;(-]{1,3}(?P<part>early |mid |late )?(?P<decade>[2-9]0)'?s\b(?! (?:music|rock|movies|films|songs|style|theme))"
)
_DECADE_PARTS = {"": (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_SEGMENT = re.compile(
    rf"(?:^|[,;.!?\n(])\s*(?:(?:maybe|about|around|roughly|say|like|perhaps|ca\.?|circa|or so|~) )*(?P<n>\d{{1,4}}|{NUMBER_WORDS})(?: (?:or so|ish|maybe|i guess|i think))*\s*(?=$|[,;.!?\n)](?!\d))"
)
_LAST = re.compile(
    r"(?<![\d.,/#])\b(?P<n>\d{2,4})\s*(?:please|pls|plz|thanks|thx|ty|x+|lol|tops|too|as well|again)?[\s.!)]*$"
)
_NOT_BUDGET_BEFORE = re.compile(
    r"(?:\b(?:age|aged|turn(?:s|ing|ed)?|is|size|class|grade|in|of|since|top|the|no|number|year|by|on|(?:he|she|they)(?: already| only| has| have|'s|'ve)* (?:has|have|had|got|owns?)|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|'s|#)\W*$"
)
CHILDREN = {
    "son", "daughter", "child", "grandson", "granddaughter", "grandchild", "niece", "nephew", "cousin", "brother", "sister", "godson", "goddaughter", "godchild", "stepson", "stepdaughter",
}  # fmt: skip
# Nobody of these is younger; a number below is an amount ("teacher, 15").
_LEAST_AGES = {
    **dict.fromkeys(("great-grandmother", "great-grandfather"), 55),
    **dict.fromkeys(("grandmother", "grandfather", "grandparents", "great-aunt", "great-uncle"), 36),
    **dict.fromkeys(("mother-in-law", "father-in-law", "parents-in-law"), 33),
    **dict.fromkeys(("mother", "father", "parents", "stepmother", "stepfather", "godmother", "godfather"), 25),
    **dict.fromkeys(("teacher", "boss", "doctor", "nurse", "pastor", "hairdresser", "coach", "client"), 22),
    **dict.fromkeys(("colleague", "employee", "husband", "wife", "fiancé", "fiancée", "daughter-in-law", "son-in-law"), 17),
}  # fmt: skip
_GREAT_AGE = 100
# "My girlfriend, 2 year anniversary"
_SPAN_AFTER = re.compile(
    r"^[ -]?(?:years?|yrs?|months?|weeks?|days?)?'?[ -](?:wedding |work |dating )?(?:anniversary|together|in a row|sober)\b"
)


def likely_age(relationship: str, number: int) -> bool:
    """Whether somebody may be so old, for all that a relationship tells."""
    return _LEAST_AGES.get(relationship, 0) <= number < _GREAT_AGE


_NEAR = 14
# "teenage son, he's 14": the range of the word yields to a number.
_TEENS = 6


def age_after_person(text: str, people: list[Finding], ages: list[Finding], taken: Taken) -> list[Finding]:
    """Ages that stand right after a person without any word for it ("grandad 90", "stepson, 17")."""
    found = []
    text = without_ish(text)
    for person in people:
        decade = _DECADE_AFTER.match(text[person.end :])
        if decade and not any(age.start < person.end + decade.end() and person.end < age.start + 1 for age in ages):
            low, high = _DECADE_PARTS[(decade["part"] or "").strip()]
            base = int(decade["decade"])
            span = (person.end + decade.start("decade"), person.end + decade.end())
            found.append(Finding("age", {"min": base + low, "max": base + high}, *span, 2.0))
            continue
        match = _AFTER_PERSON.match(text[person.end :])
        if match is None or has_age_before(text, person.start, ages):
            continue
        start, end = person.end + match.start("n"), person.end + match.end("n")
        number = int(match["n"])
        if (
            0 < number < 110
            and not _SPAN_AFTER.match(text[end:])
            and (likely_age(str(person.value), number) or _SAYS_AGE.search(match.group()))
            and not taken.overlaps(start, end)
            and not any(start < age.end and age.start < end for age in ages)
        ):
            found.append(Finding("age", {"min": number, "max": number}, start, end, 2.0))
    return found


def age_of_recipient(ages: list[Finding], people: list[Finding], text: str = "") -> Finding | None:
    """The age that is the recipient's, out of all that a message names; None when all are somebody else's."""
    candidates = [finding for finding in ages if finding.kind == "age"]
    if not candidates:
        own = [finding for finding in ages if finding.kind == "shopper_age"]
        return replace(own[0], kind="age") if own and people and people[0].value == "myself" else None
    if not people:
        return max(candidates, key=lambda finding: (finding.weight >= 2, -finding.start))
    recipient = people[0]
    if recipient.value.endswith("'s baby") and (babies := [age for age in candidates if age.value["max"] in (0, 1)]):
        return max(babies, key=lambda age: age.weight)
    theirs = [finding for finding in candidates if not _is_others(finding, people, text)]
    return min(
        theirs,
        key=lambda finding: (
            finding.weight < 2,
            finding.value["max"] is not None and finding.value["max"] - finding.value["min"] == _TEENS,
            _nearest(finding, people).value != recipient.value,
            _gap(finding, recipient),
        ),
        default=None,
    )


def _is_others(age: Finding, people: list[Finding], text: str) -> bool:
    """Whether another person than the recipient stands right beside an age."""
    nearest = _nearest(age, people)
    if nearest.value == people[0].value or nearest.weight >= people[0].weight:
        return False
    if re.search(r"[.!?]", text[nearest.end : age.start]):
        return False  # a new sentence is about the recipient again
    return 0 <= age.start - nearest.end <= _NEAR or 0 <= nearest.start - age.end <= 3


def _nearest(age: Finding, people: list[Finding]) -> Finding:
    return min(people, key=lambda person: _gap(age, person))


def _gap(one: Finding, other: Finding) -> int:
    # A person named just before is likelier meant than one named just after.
    return one.start - other.end if one.start >= other.end else 2 * (other.start - one.end) + 2


def bare_numbers(
    text: str, taken: Taken, people: list[Finding], *, age: Finding | None, budget: Finding | None, currency: str
) -> tuple[Finding | None, Finding | None]:
    """An age and a budget from numbers that stand alone ("niece, 8, dinosaurs, 40"), each None where none is meant."""
    blank = taken.blank(text)
    if len(text.split()) < 2:
        return None, None
    segments = [match for match in _SEGMENT.finditer(blank) if parse_number(match["n"])]
    found_age, found_budget = None, None
    for match in segments:
        number = int(parse_number(match["n"]) or 0)
        last = not re.search(r"\w", blank[match.end() :])
        child = bool(people) and people[0].value in CHILDREN
        means_age = (
            age is None
            and found_age is None
            and number < 100
            and (not people or likely_age(str(people[0].value), number))
            and (budget is not None or not last or len(segments) > 1 or (child and number < 13))
        )
        if means_age:
            found_age = _age(match, number)
        elif budget is None and found_budget is None and number >= 5:
            found_budget = _budget(match, number, currency)
    if budget is None and found_budget is None and (ending := _LAST.search(blank)):
        is_age = found_age is not None and found_age.start == ending.start("n")
        if not is_age and not _NOT_BUDGET_BEFORE.search(blank[: ending.start("n")]):
            found_budget = _budget(ending, int(ending["n"]), currency)
    for finding in (found_age, found_budget):
        if finding is not None:
            taken.add(finding.start, finding.end)
    return found_age, found_budget


# "17 football": a child's age and what they like, and nothing else.
_AGE_AND_TOPIC = re.compile(
    r"^\W*(?:(?:ok|so|well|erm?|um+|he'?s|she'?s|they'?re)[\s,]+)*(?P<n>\d{1,2}) (?P<topic>[a-z]+(?: [a-z]+)?)\W*$"
)
_LEAST_BARE, _MOST_BARE = 4, 19


def age_before_topic(text: str, topics: list[Finding]) -> Finding | None:
    """The age of a text that holds only a small number and one topic after it."""
    match = _AGE_AND_TOPIC.search(text)
    if match is None or not _LEAST_BARE <= int(match["n"]) <= _MOST_BARE:
        return None
    alone = len(topics) == 1 and topics[0].start == match.start("topic") and topics[0].end == match.end("topic")
    return _age(match, int(match["n"])) if alone else None


def _age(match: re.Match[str], number: int) -> Finding:
    return Finding("age", {"min": number, "max": number}, match.start("n"), match.end("n"))


def _budget(match: re.Match[str], number: int, currency: str) -> Finding | None:
    if number < 5 or 1900 <= number <= 2100:
        return None
    value = {"min": None, "max": number, "currency": currency}
    return Finding("budget", value, match.start("n"), match.end("n"))
