"""Which stretches of a message are about which of several recipients."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.nlu.groups import split_group, split_listed
from bot.nlu.pairs import split_pair
from bot.nlu.parts import GIFTS, MOST, Marked, Part, Span, Split, ages_after, apart, spread, told_apart
from bot.nlu.priced import split_priced
from bot.nlu.relationships import gender_of
from bot.nlu.spans import Finding

# Two who get one gift together.
_TOGETHER = {"parents", "grandparents", "couple", "parents-in-law", "siblings", "myself"}
_GLUE = re.compile(
    r"(?:(?:^|[\s,;.)!(])(?:and|plus|also|then|n)|[&+]|,? (?:and )?(?:also|then))\s+(?:also )?(?:(?:i need |i also need )?(?:one|something|smth|another(?: one| gift| present)?|a (?:gift|present)) )?(?:for |4 )?(?:my |our |the |(?<=for )(?:his|her|their) )?$"
    r"|(?<=\d),\s*$|[.;\n]\s*(?:and )?(?:(?:one|another|something) )?(?:for |4 )?(?:my |our |the )?$|,\s*(?:(?:one|something|another) )?(?:(?:for |4 )(?:my |our )?|my |our |an (?=$)|a (?=$))$"
)
# "My two nephews", "our boys": those named after it.
_SEVERAL_NAMED = re.compile(
    r"\b(?:nephews|nieces|sons|daughters|boys|girls|brothers|sisters|cousins|grandsons|granddaughters|grandkids|"
    r"grandchildren|kids|children|twins|friends|colleagues|coworkers|co-workers|teachers|uncles|aunts|godsons|"
    r"goddaughters|godchildren|neighbou?rs|students|pupils|stepsons|stepdaughters)\b"
)
_SHE, _HE = re.compile(r"she|her|the (?:girl|lass)"), re.compile(r"he|his|the (?:boy|lad)")
# "A gift for my boss and one for my assistant"
_ONE_MORE = re.compile(
    r",?\s*(?:and|plus|&|\+)\s+(?:also )?(?:one|another(?: one)?|something|a (?:gift|present))(?: also| too)? (?:for|to) (?:my |our |a |the )?"
)
_JOINED = re.compile(r"\s*(?:,|,? and|&|\+|n|,? plus)\s+(?:(?:for )?(?:my |our |a |the ))?")
# What stands of one person of a list before the next one, and after them.
_OF_LIST = re.compile(
    r"(?: (?:likes |loves |who likes |who loves |into )?[a-z][\w' -]{2,40}| ?\([^)]{2,40}\)| ?[:-] ?[a-z][\w' -]{2,40})(?:,|,? and| &|;) (?:my |our |one for |for )?"
)
_WORD_NEXT = re.compile(r" ?[(:-]? ?[a-z]{3,}")
_NUMBER_NEXT = re.compile(r"[\s,:(]*\d")
_GOES_ON = re.compile(
    r"^\s*(?:$|[(,:;.!?-]|who\b|who's|is\b(?! (?:the|getting|helping|buying|no|not|paying|like|sorting|doing|also)\b)|'s (?:\d|into|turn|mad|obsessed)|turn|loves?|likes?|enjoys?|into|aged?\b|\d|under|up to|around|about|for|plays|collects|mad|obsessed|crazy|and\b|&|she|he|[a-z]+ing\b|[$£€]|max|budget|hates)"
)


def split_people(text: str, people: Sequence[Finding], has_facts: Callable[[Sequence[Span]], bool]) -> Split | None:
    """The parts of a normalized text that are about each of several recipients; None where it has only one.

    `people` are the persons found in it, the likeliest recipient first; `has_facts` says whether stretches of the
    text hold anything about a recipient.
    """
    people = [person for person in people if person.weight > -0.5]
    return (
        split_priced(text, people)
        or split_pair(text, people, has_facts)
        or _split_joined(text, people)
        or split_listed(text, people)
        or split_group(text, people)
        or _split_named(text, people, has_facts)
    )


def split_by_name(text: str, names: Sequence[tuple[int, int, str]], people: Sequence[Finding] = ()) -> Split | None:
    """ "Maya is all about baking and Leo only cares about basketball": people who are told apart by their names.

    `names` are (start, end, name), as `bot.nlu.asides.find_subjects` finds them; `people` the persons in the text: what
    those named are to the shopper stands before the first name ("my nephews: Sam is 7, Theo 11").
    """
    if not 2 <= len(names) <= MOST or len({name for _, _, name in names}) < len(names):
        return None
    first = names[0][0]
    before = [person for person in people if person.end <= first and person.weight > 0]
    group = max(before, key=lambda person: person.end).value if before else None
    named = group if group and _SEVERAL_NAMED.search(text[:first]) and group not in _TOGETHER else None
    ends = [*(start for start, _, _ in names[1:]), len(text)]
    parts = [
        Part(name, ((start, end),), named, _age_after(text[after:end]))
        for (start, after, name), end in zip(names, ends, strict=True)
    ]
    return spread(text, parts, (0, first))


_OLDEST = 17
# "Tom 12", "Lily (9)": right after a name.
_AGE_AFTER_NAME = re.compile(
    r"(?:,? |,? ?\()(?:aged? |is )?(?P<age>\d{1,2})\)?(?=\W*$|[\s,;:.]+(?!(?:dollars|euros?|quid|bucks|pounds|months?|weeks?)\b)[a-z&])"
)


def _age_after(text: str) -> int | None:
    """The age that stands right behind a name, where `text` goes on after it."""
    found = _AGE_AFTER_NAME.match(text)
    return int(found["age"]) if found and int(found["age"]) <= _OLDEST else None


def _split_joined(text: str, people: Sequence[Finding]) -> Split | None:
    """ "presents for my niece and nephew, 5 and 8": persons named side by side."""
    row: list[Finding] = []
    one_more = False
    for person in sorted(people, key=lambda person: person.start):
        between = text[row[-1].end : person.start] if row else ""
        more = row and _ONE_MORE.fullmatch(between)
        one_more = one_more or bool(more)
        if row and (more or _JOINED.fullmatch(between)):
            row.append(person)
        elif len(row) > 1:
            break
        else:
            row = [person]
    if len(row) < 2 or people[0] not in row or any(person.value in _TOGETHER for person in row):
        return None
    head, rest = (0, row[0].start), (row[-1].end, len(text))
    ages = ages_after(text, row[-1].end)
    if ages is not None and len(ages.numbers) == len(row):
        parts = [
            Part(str(person.value), ((person.start, person.end),), str(person.value), age)
            for person, age in zip(row, ages.numbers, strict=True)
        ]
        return Split(tuple(told_apart(parts)), (head, (ages.end, len(text))))
    if (marked := apart(text, rest)) and len(marked) == len(row):
        ordered = _by_gender(row, marked)
        parts = [
            Part(str(person.value), ((person.start, person.end), mark.span), str(person.value))
            for person, mark in zip(row, ordered, strict=True)
        ]
        return spread(text, told_apart(parts), head, (rest[0], marked[0].span[0]))
    if one_more or GIFTS.search(text[: row[0].start]):
        parts = [Part(str(p.value), ((p.start, p.end),), str(p.value)) for p in row]
        return Split(tuple(told_apart(parts)), (head, rest))
    return None


def _by_gender(row: Sequence[Finding], marked: list[Marked]) -> list[Marked]:
    """The stretches in the order of the persons, where "she" and "he" say whose they are."""
    said = ["female" if _SHE.match(mark.word) else "male" if _HE.match(mark.word) else None for mark in marked]
    genders = [gender_of(str(person.value)) for person in row]
    return marked[::-1] if None not in genders and said == genders[::-1] and said[0] != said[1] else marked


# What people at work are called who are told apart by it.
_ROLES = frozenset(
    {"receptionist", "accountant", "secretary", "intern", "assistant", "apprentice", "trainee", "manager", "supervisor", "office manager", "project manager", "cfo", "cto", "coo", "ceo"}
)  # fmt: skip
# The baby of a list, who is called by no other word.
_BABY = re.compile(
    r"[,;&.]\s*(?:and )?(?:the |a |our |my )?(?P<who>baby|toddler|newborn)\b(?= ?(?:\(|\d|is\b|who\b|likes\b|loves\b))|\band (?:the|a|our|my) (?P<last>baby|toddler|newborn)\b(?= ?(?:\(|\d|is\b|who\b|likes\b|loves\b))"
)


def _with_babies(text: str, people: Sequence[Finding]) -> list[Finding]:
    """The people of a list in order, with a baby that has no other name; nobody else is its parent."""
    row = sorted(people, key=lambda person: person.start)
    for match in _BABY.finditer(text):
        start, end = match.span("who" if match["who"] else "last")
        if row and row[0].end <= start and not any(one.start < end and start < one.end for one in row):
            row.append(Finding("baby", text[start:end], start, end))
    return sorted(row, key=lambda person: person.start)


def _split_named(text: str, people: Sequence[Finding], has_facts: Callable[[Sequence[Span]], bool]) -> Split | None:
    """ "my mum (gardening) and my dad (golf)": persons that each bring facts of their own."""
    row: list[Finding] = []
    for person in _with_babies(text, people):
        if person.value in _TOGETHER:
            continue
        if not row:
            row = [person]
        elif (_follows(text, row[-1], person) or _is_next_of_list(text, row, person)) and has_facts(
            [(row[-1].start, person.start)]
        ):
            row.append(person)
        elif len(row) == 1:
            row = [person]
    if len(row) < 2 or people[0] not in row or not has_facts([(row[-1].start, len(text))]):
        return None
    parts = []
    for number, person in enumerate(row[:MOST]):
        end = row[number + 1].start if number + 1 < len(row) else len(text)
        relationship = str(person.value) if person.kind == "relationship" else None
        word = text[person.start : person.end]
        label = word if word in _ROLES else str(person.value)
        parts.append(Part(label, ((person.start, end),), relationship))
    return spread(text, told_apart(_told_after(text, row, parts)), (0, row[0].start))


def _told_after(text: str, row: Sequence[Finding], parts: list[Part]) -> list[Part]:
    """ "My son, 5, and my daughter, 11. He loves dinosaurs, she's into chess": what follows is each one's own."""
    sentence = re.search(r"[.!?;\n]", text[row[-1].end :])
    if len(row) != 2 or sentence is None:
        return parts
    start = row[-1].end + sentence.start()
    marked = apart(text, (start + 1, len(text)))
    genders = [gender_of(str(person.value)) for person in row]
    words = ["female" if _SHE.match(mark.word) else "male" if _HE.match(mark.word) else None for mark in marked]
    if None in words or sorted(map(str, words)) != sorted(map(str, genders)):
        return parts
    first = replace(parts[0], spans=(*parts[0].spans, marked[words.index(genders[0])].span))
    own = (parts[1].spans[0][0], start)
    return [first, replace(parts[1], spans=(own, marked[words.index(genders[1])].span))]


def _is_next_of_list(text: str, row: Sequence[Finding], other: Finding) -> bool:
    """Whether a person is the next of a list of gifts: "need three gifts: mum gardening, dad golf"."""
    between = text[row[-1].end : other.start]
    return (
        GIFTS.search(text[: row[0].start]) is not None
        and _OF_LIST.fullmatch(between) is not None
        and _WORD_NEXT.match(text[other.end :]) is not None
    )


def _follows(text: str, one: Finding, other: Finding) -> bool:
    between = text[one.end : other.start]
    listed = between.endswith(", ") and _NUMBER_NEXT.match(text[other.end :]) is not None
    return (
        other.start > one.end
        and len(between) < 160
        and (listed or _GLUE.search(between) is not None)
        and _GOES_ON.match(text[other.end :]) is not None
    )
