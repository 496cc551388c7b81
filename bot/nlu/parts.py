"""The stretches of a message that are about one of several recipients, and those that are about all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.nlu.numbers import NUMBER_WORDS, whole
from bot.nlu.wishes import COUNT, EACH

Span = tuple[int, int]
# Nobody names more recipients than this in one message and means each.
MOST = 8

GIFTS = re.compile(r"\b(?:gifts|presents|pressies|prezzies|prezzys|pressys|something each|things|stuff|stocking)\b")
# "one" counts as an age only where it cannot be "one likes ...".
_AGE = rf"(?:\d{{1,2}}|(?!one\b(?:'s| (?!and\b|&|years?\b)[a-z])){NUMBER_WORDS})"
_UNIT = r"(?: ?-?(?:years?|yrs?|yr|yo|y/o)\b(?:[ -]?olds?\b)?)?"
_AGES = re.compile(
    rf"^\s*(?:[,(:-]|are|is|is|who are|who're|that are|aged?|ages|of|now|both|turning|\s)*\s*(?P<list>{_AGE}{_UNIT}(?:\s*(?:,? and|,? &|,|/)\s*{_AGE}{_UNIT})+)\)?"
    r"(?!\s*(?:\d|-|to \d|[$£€%]|dollars|bucks|quid|pounds|euros?|eur|gbp|usd|each|max|tops|of them|kids|months?|weeks?|or so|th\b|st\b))"
)
_ALL = re.compile(
    rf"[,;]?\s*\b(?:(?:and )?they(?:'re|re)?\b|both\b|all (?:of (?:them|whom)|three|four|two|love|like|into)\b|(?:(?:about|around|up to|max|under|~|like)\s*)?[$£€]?\d[\d.,]*\s*(?:(?!and\b)[a-z]+\s+)?{EACH.pattern}|{EACH.pattern}"
    rf"|[$£€]?\d+ ?(?:[a-z]+ )?for (?:all|both|the) ?{COUNT}?)"
)
_OF_ONE = re.compile(r"\b(?:he|she|his|her|him|hes|shes|he's|she's)\b")
_PAIRS = [
    (re.compile(r"\bone(?: of (?:them|the (?:boys|girls|twins|kids)))?(?=(?:'s|s| is| loves?| likes?| into| who| wants| plays| hates| collects| does| enjoys| has| just|:| mad| obsessed| a |, )\b| ?[:-])"), re.compile(r"\b(?:and )?(?:the )?(?:other|second|another|2nd)(?: (?:one|twin|boy|girl|kid|child))?\b")),
    (re.compile(r"\b(?:the )?(?:first|1st)(?: one| twin)?\b"), re.compile(r"\b(?:the )?(?:second|2nd|other)(?: one| twin)?\b")),
    (re.compile(r"\b(?:the |my )?(?:younger|youngest|little|littlest|smaller|small|wee)(?: (?:one|boy|girl|kid|child|lad))?\b(?! (?:of|bit|one of))"), re.compile(r"\b(?:the |my )?(?:older|oldest|elder|eldest|big|bigger|biggest)(?: (?:one|boy|girl|kid|child|lad))?\b(?! (?:of|fan|bit))")),
    (re.compile(r"\bthe (?:boy|lad)\b"), re.compile(r"\bthe (?:girl|lass)\b")),
    (re.compile(r"\b(?:he|he's|hes)\b"), re.compile(r"\b(?:she|she's|shes)\b")),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One recipient: what to call them, the stretches about them, and what is known of them already."""

    label: str
    spans: tuple[Span, ...]
    relationship: str | None = None
    age: int | None = None
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """Several recipients, and the stretches about all of them."""

    parts: tuple[Part, ...]
    shared: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Ages:
    """A list of ages and where it ends."""

    numbers: list[int]
    end: int


def view(text: str, spans: Iterable[Span]) -> str:
    """A text of the same length that holds only some stretches; a full stop parts them."""
    spans = sorted(spans)
    characters = [" "] * len(text)
    for _, end in spans:
        if end < len(text):
            characters[end] = "."
    for start, end in spans:
        characters[start:end] = text[start:end]
    return _as_subject("".join(characters))


_OTHER_ONE = re.compile(
    r"(?:\band )?\bthe other(?: one| twin| boy| girl| kid| child)?\b(?=\s+(?!(?:is|'s|likes?|loves?|into|who|wants|plays|hates|collects|enjoys|has|does|just|prefers|mad|obsessed|one|a|an)\b)[a-z])"
)


def _as_subject(text: str) -> str:
    """ "the other horses" as "who likes horses", at the same places."""
    return _OTHER_ONE.sub(lambda match: "who likes".ljust(len(match.group()))[: len(match.group())], text)


def ages_after(text: str, position: int) -> Ages | None:
    """The ages listed right after a position ("5 and 8", "(4, 7 and 9)"), None where none or one is."""
    match = _AGES.match(text[position:])
    if match is None:
        return None
    numbers = [number for word in re.findall(_AGE, match["list"]) if (number := whole(word)) is not None]
    if not 2 <= len(numbers) <= MOST or max(numbers) > 99:
        return None
    return Ages(numbers, position + match.end())


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch about one of several, and by what word it was told apart ("the older one")."""

    word: str
    span: Span


def apart(text: str, within: Span) -> list[Marked]:
    """The stretches in which a text tells several apart ("one likes lego, the other horses"), or none."""
    start, end = within
    for one, other in _PAIRS:
        first, second = one.search(text, start, end), other.search(text, start, end)
        if first is None or second is None or first.start() == second.start():
            continue
        left, right = sorted((first, second), key=lambda match: match.start())
        if text[: left.start()].endswith("for ") and text[: right.start()].endswith("for "):
            # "princesses for the little one, spies for the older one"
            return [Marked(left.group(), (start, left.end())), Marked(right.group(), (left.end(), end))]
        return [Marked(left.group(), (left.start(), right.start())), Marked(right.group(), (right.start(), end))]
    return []


def told_apart(parts: Sequence[Part]) -> list[Part]:
    """The parts with a label each that no other has: by age, else by number."""
    named = []
    for number, part in enumerate(parts):
        same = [other for other in parts if other.label == part.label]
        if len(same) > 1:
            ages = [other.age for other in same]
            order = same.index(part) if part in same else number
            if part.age is not None and len(set(ages)) == len(ages):
                part = replace(part, label=f"{part.label}, {part.age or 'baby'}")
            else:
                order = sum(other.label == part.label for other in parts[:number])
                part = replace(part, label=f"{_NTH[min(order, len(_NTH) - 1)]} {part.label}")
        named.append(part)
    return named


_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def spread(text: str, parts: Sequence[Part], *shared: Span) -> Split:
    """The parts with what the last one says of all ("20 each", "they all ...") moved to what is shared."""
    last = parts[-1]
    start, end = last.spans[-1]
    cuts: list[Span] = []
    sentence = re.search(r"[!?;\n]|\.(?=\s|$)", text[start:end])
    first_end = start + sentence.start() if sentence else end
    if (match := _ALL.search(text, start, first_end)) and match.start() >= start:
        cuts.append((match.start(), first_end))
        first_end = match.start()
    own: list[Span] = [(start, first_end)]
    if sentence:
        rest = (start + sentence.end(), end)
        (own if _OF_ONE.search(text[rest[0] : rest[1]]) and not _ALL.search(text, *rest) else cuts).append(rest)
    moved = [
        replace(part, spans=(*part.spans[:-1], *own)) if part.spans[-1] == (start, end) else part for part in parts
    ]
    return Split(tuple(moved), (*shared, *cuts))
