"""Several recipients under one word ("twins", "my two nephews, 5 and 8") or in a list of children by age."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.nlu.numbers import whole
from bot.nlu.parts import MOST, Marked, Part, Split, ages_after, apart, spread, told_apart
from bot.nlu.relationships import child_of
from bot.nlu.spans import Finding
from bot.nlu.wishes import COUNT

_NOUNS = (
    "twins|triplets|kids|kiddos|children|sons|daughters|boys|girls|lads|nephews|nieces|neices|grandsons|granddaughters|grandkids|grandchildren|"
    "brothers|sisters|siblings|cousins|godsons|goddaughters|godchildren|stepsons|stepdaughters|stepkids|friends|colleagues|coworkers|neighbours|neighbors|aunts|uncles|teachers"
)
_GROUP = re.compile(
    rf"(?:^|[.!?,;:]\s*|\b(?:for|4|to|gifts?|presents?|got|buy|need|have|and)\s+|\b(?=my |our ))(?:for )?(?:(?:my|our|the|some|all|these|those|of|a set of)\s+)*(?:\w+'s\s+)?(?:(?P<count>{COUNT})\s+)?(?:of my )?(?:twin |little |young |big |wee |grown[- ]up |adult |teen |teenage |identical |baby |beautiful |lovely )*(?P<noun>{_NOUNS})\b"
)
_NOT_RECIPIENTS = re.compile(
    r"\b(?:i|we|she|he|they|who|with|from|me and|has|have|had|got) (?:have |has |got )?$|\b(?:and|with) (?:me|i)\b"
)
_OLDER, _YOUNGER = re.compile(r"\b(?:old|eld|big)"), re.compile(r"\b(?:young|little|small|wee)")
_SINGULAR = {"kids": "child", "kiddos": "child", "children": "child", "twins": "twin", "triplets": "triplet"}
_ITEM = re.compile(
    r"\b(?P<ages>\d{1,2}(?:\s*(?:,|and|&)\s*\d{1,2})*)[ -]?(?:yo|y/o|yrs?[ -]?olds?|years?[ -]olds?)s?\b(?:[ -](?P<noun>girls?|boys?|kids?|sons?|daughters?|nephews?|nieces?|grandsons?|granddaughters?|lads?|lass(?:es)?|brothers?|sisters?|cousins?|godsons?|goddaughters?))?"
)
_ITEM_OF = re.compile(
    r"\b(?:(?P<one>baby|toddler|girl|boy|kid|lad|lass|child|teenager|teen|son|daughter|nephew|niece|grandson|granddaughter),? (?:of |aged |who is |who's |\()?(?P<age>\d{1,2})(?:, ?(?:boy|girl)\))?"
    r"|(?P<several>girls|boys|lads|sons|daughters|nephews|nieces|grandsons|granddaughters),? (?:of |aged |who are )?(?P<listed>\d{1,2}(?:(?:,| and|, and| &) \d{1,2})+))"
    r"\b(?!\s*(?:[$£€%]|-|dollars|bucks|quid|pounds|euros?|months?|weeks?|max|each|\d))"
)
_FIRST_BEFORE = re.compile(
    r"(?:^|[:,;(]|\bfor|\bgifts?|\bpresents?|\bmy|\bour|\bi have|\bgot)\s*(?:(?:a|an|my|our|the|one|two|three|four|[2-4])\s+)*$"
)
_NEXT_BEFORE = re.compile(
    r"(?:\band|[;&+.]|\bplus)\s*(?:(?:also|one|another|a gift|something)\s+)*(?:(?:for|a|an|my|our|the|one|two|three|four|[2-4])\s+)*$"
)
# "My twins, boy and girl, 7"
_BOY_AND_GIRL = re.compile(
    r"[\s,:(-]*(?:an? |one )?(?P<one>boy|girl)(?:,| and| &|, and) (?:an? |one )?(?P<other>boy|girl)\b\)?"
)
_AGE_OF_BOTH = re.compile(
    r"[\s,:(]*(?:both |aged? |who are |they are )*(?P<n>1?\d)\b(?! ?(?:[$£€%]|dollars|bucks|quid|pounds|euros?|months?|weeks?|max|each))"
)
_CHILDREN = {"teenager", "teen", "girl", "boy", "kid", "lad", "lass", "lasse"}


def split_group(text: str, people: Sequence[Finding]) -> Split | None:
    """A group whose members are told apart by age or by what they like."""
    for match in _GROUP.finditer(text):
        at, end = match.span("noun")
        if _NOT_RECIPIENTS.search(text[: match.start()]) or _NOT_RECIPIENTS.search(
            text[: match.start("count")] if match["count"] else text[:at]
        ):
            continue
        named = next((person for person in people if person.start < end and at < person.end), None)
        if people and named is None and people[0].weight > 1:
            continue
        relationship = str(named.value) if named else None
        noun = match["noun"]
        label = _SINGULAR.get(noun) or (relationship or noun.removesuffix("s").replace("grandkid", "grandchild"))
        head = (0, match.start("noun"))
        ages = ages_after(text, end)
        rest = (ages.end if ages else end, len(text))
        count = whole(match["count"]) if match["count"] else None
        if count in (None, 2) and (pair := _BOY_AND_GIRL.match(text[end:])):
            sexes = [pair["one"], pair["other"]]
            parts = [
                Part(_child_of(relationship, sex) or sex, ((end, end),), _child_of(relationship, sex)) for sex in sexes
            ]
            last = end + pair.end()
            if age := _AGE_OF_BOTH.match(text[last:]):
                parts = [replace(part, age=int(age["n"])) for part in parts]
                last += age.end()
            return Split(tuple(told_apart(parts)), (head, (last, len(text))))
        marked = apart(text, rest)
        if ages is not None and count in (None, len(ages.numbers)):
            parts = told_apart([Part(label, ((end, end),), relationship, age) for age in ages.numbers])
            if len(marked) != len(parts):
                return Split(tuple(parts), (head, rest))
            if _older_first(marked) is (ages.numbers[0] < ages.numbers[1]):
                parts = parts[::-1]
            parts = [replace(part, spans=(mark.span,)) for part, mark in zip(parts, marked, strict=True)]
            found = spread(text, parts, head, (rest[0], marked[0].span[0]))
            return replace(found, parts=tuple(sorted(found.parts, key=lambda part: ages.numbers.index(part.age or 0))))
        if len(marked) == 2 and count in (None, 2) and ages is None:
            parts = [Part(label, (mark.span,), relationship) for mark in marked]
            older = _older_first(marked)
            words = ("older", "younger") if older else ("younger", "older")
            parts = (
                told_apart(parts)
                if older is None
                else [replace(part, label=f"{word} {label}") for word, part in zip(words, parts, strict=True)]
            )
            return spread(text, parts, head, (end, marked[0].span[0]))
    return None


def _older_first(marked: Sequence[Marked]) -> bool | None:
    """Whether the older one is told of first; None where ages don't tell them apart."""
    word = marked[0].word
    return True if _OLDER.search(word) else False if _YOUNGER.search(word) else None


# What boys and girls of somebody's children are to the shopper.
_NEAR = 20
_TEENS = (13, 19)
_OF_CHILDREN = {
    ("grandchild", "boy"): "grandson", ("grandchild", "girl"): "granddaughter",
    ("child", "boy"): "son", ("child", "girl"): "daughter",
    ("godchild", "boy"): "godson", ("godchild", "girl"): "goddaughter",
}  # fmt: skip


def _child_of(group: str | None, sex: str) -> str | None:
    """What a boy or girl of a group is to the shopper: of grandchildren a grandson, of a sister's a niece."""
    owner = (group or "").removesuffix("'s child")
    if group and owner != group and sex in ("boy", "girl"):
        return child_of(owner, "son" if sex == "boy" else "daughter")
    return _OF_CHILDREN.get((group or "", sex), group)


def split_listed(text: str, people: Sequence[Finding]) -> Split | None:
    """ "a 4yo girl into unicorns and two boys"; children each with an age and something of their own."""
    items = sorted([*_ITEM.finditer(text), *_ITEM_OF.finditer(text)], key=lambda item: item.start())
    items = [item for number, item in enumerate(items) if number == 0 or item.start() >= items[number - 1].end()]
    if not items or not _FIRST_BEFORE.search(text[: items[0].start()]):
        return None
    listed = ":" in text[: items[0].start()]
    row = [items[0]]
    for item in items[1:]:
        before = text[row[-1].end() : item.start()]
        if _NEXT_BEFORE.search(before) or (
            (listed or len(items) > 2) and re.search(r",\s*(?:(?:an?|and|one|two|three|four|[2-4]) )*$", before)
        ):
            row.append(item)
    if len(row) == 1 and row[0].groupdict().get("several"):
        return None  # "daughters, 3 and 6" are a group
    group = next(
        (
            str(one.value)
            for one in people
            if one.weight > 0 and 0 < row[0].start() - one.end < _NEAR and one.start < row[0].start()
        ),
        None,
    )
    parts: list[Part] = []
    for number, item in enumerate(row):
        end = row[number + 1].start() if number + 1 < len(row) else len(text)
        of = item.groupdict()
        noun = (of.get("noun") or of.get("one") or of.get("several") or "child").removesuffix("s")
        noun = "child" if noun == "children" else noun
        sex = {"lad": "boy", "lass": "girl", "lasse": "girl"}.get(noun, noun)
        child = noun in _CHILDREN or noun == "child"
        relationship = (_child_of(group, sex) if child else noun) or None
        if noun in ("baby", "toddler"):
            relationship = None  # whose it is nobody says
        for age in re.findall(r"\d+", of.get("ages") or of.get("age") or of.get("listed") or ""):
            label = relationship or ("child" if noun == "kid" else noun)
            if label == "child" and _TEENS[0] <= int(age) <= _TEENS[1]:
                label = "teenager"
            parts.append(Part(label, ((item.end(), end),), relationship, int(age)))
    if not 2 <= len(parts) <= MOST:
        return None
    return spread(text, told_apart(parts), (0, row[0].start()))
