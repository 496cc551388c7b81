"""For what ages a product is meant, in years, from its fields and its text.

A range from the text ("ages 3-6", "8+", "from 6 months") is more precise than Google's age group and wins
over it. Many numbers look like ages and are none ("3-6 players", "5-7 days", "aged 12 years" of a whisky): a
number counts only with a word, unit or place that makes it an age.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalog_index import age_patterns as patterns

# https://support.google.com/merchants/answer/6324463
AGE_GROUP_YEARS: dict[str, tuple[float | None, float | None]] = {
    "newborn": (0.0, 0.25),
    "infant": (0.25, 1.0),
    "toddler": (1.0, 5.0),
    "kids": (5.0, 13.0),
    "adult": (13.0, None),
}
ADULT = 18.0
_NO_LIMIT = 90  # "ages 8-99" and "8 to 108" mean: and older
_MOST_MONTHS = 96
_TEXT_LIMIT = 20_000
# Attributes that say an age outright, then those whose text may mention one.
_AGE_ATTRIBUTES = (
    "age", "ages", "age_range", "recommended_age", "recommended_age_group", "age_recommendation",
    "minimum_age",
)  # fmt: skip
_TEXT_ATTRIBUTES = (
    "product_highlight", "product_detail", "tags", "custom_label_2", "custom_label_3", "custom_label_4",
)  # fmt: skip

Range = tuple[float | None, float | None]
"""(youngest, oldest) in years, None for no bound."""


@dataclass(frozen=True, slots=True)
class AgeMention:
    """An age range found in a text: years (0.5 is six months), None for no bound, and its verbatim span."""

    minimum: float | None
    maximum: float | None
    text: str


def age_range(title: str, description: str, attributes: Mapping[str, str], age_group: str | None) -> Range:
    """The (age_min, age_max) of a product in years, None for no bound; both bounds are inclusive.

    The first source that says something wins: the attribute `adult`, one such as `age_range`, the title,
    highlights, the description, then `age_group` (Google's word). A "not under 3" warning raises the minimum.
    """
    if attributes.get("adult", "").lower() in {"yes", "true"}:
        return (ADULT, None)
    prose = [title, *(attributes.get(name, "") for name in _TEXT_ATTRIBUTES), description]
    found = _first_outright(attributes) or _first_mention(prose)
    if found is None:
        found = AGE_GROUP_YEARS.get(age_group or "", (None, None))
    floor = max((m.minimum or 0.0 for m in map(find_warning, prose) if m), default=None)
    return _with_floor(found, floor)


def find_age(text: str) -> AgeMention | None:
    """The first mention of an age or age range, with its verbatim span; None without one."""
    text = text[:_TEXT_LIMIT]
    numeric = min(_numeric(text), key=lambda hit: hit[:2], default=None)
    if numeric is not None:
        return numeric[2]
    birth = patterns.FROM_BIRTH.search(text)
    if birth:
        return AgeMention(0.0, None, birth.group())
    for adults in patterns.FOR_ADULTS.finditer(text):
        if not adults["not"] and not patterns.CHILDREN_AND.search(text[max(0, adults.start() - 30) : adults.start()]):
            return AgeMention(ADULT, None, adults.group())
    return None


def find_warning(text: str) -> AgeMention | None:
    """A "not suitable for children under 3" warning, as the minimum age it gives."""
    text = text[:_TEXT_LIMIT]
    match = patterns.NOT_UNDER.search(text) if _may_warn(text) else None
    found = _years(match) if match else None
    return AgeMention(found[0], None, match.group()) if match and found else None


def _first_outright(attributes: Mapping[str, str]) -> Range | None:
    texts = (attributes.get(name, "") for name in _AGE_ATTRIBUTES)
    return next((found for found in map(_outright, texts) if found), None)


def _outright(text: str) -> Range | None:
    """The range of a field that holds nothing but ages: "3-6", "8", "36 months", "8 years and up"."""
    mention = find_age(f"ages {text}") if text else None
    if mention:
        return (mention.minimum, mention.maximum)
    match = patterns.OUTRIGHT.fullmatch(text)
    return _years(match) if match else None


def _first_mention(texts: list[str]) -> Range | None:
    mentions = (find_age(text) for text in texts)
    return next(((mention.minimum, mention.maximum) for mention in mentions if mention), None)


def _with_floor(found: Range, floor: float | None) -> Range:
    low, high = found
    if floor is None or (high is not None and floor >= high):
        return found
    return (max(low or 0.0, floor), high)


def _may_warn(text: str) -> bool:
    lowered = text.lower()
    return "not" in lowered and any(word in lowered for word in ("under", "below", "younger"))


def _numeric(text: str) -> Iterator[tuple[int, int, AgeMention]]:
    # Warnings are no positive mention: "not for children under 3" must not read as "children under 3".
    hidden = patterns.NOT_UNDER.sub(lambda m: "_" * len(m.group()), text) if _may_warn(text) else text
    for start, end in _near_numbers(hidden):
        part = hidden[start:end].lower()
        there = [word for word in patterns.NEEDS if word in part]
        with_unit = patterns.NUMBER_WITH_UNIT.search(part) is not None
        for rank, kind in enumerate(patterns.KINDS):
            if kind.needs.isdisjoint(there) if kind.needs else not with_unit:
                continue
            for match in kind.pattern.finditer(hidden, start, end):
                found = _years(match)
                if found is not None and not _misleading(hidden, match, guarded=kind.guarded):
                    yield match.start(), rank, AgeMention(*found, match.group().strip(" \t\n-–—()[]|,;:.!?•·"))
                    break


def _near_numbers(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text in which an age may be said, (start, end) in order: feeds have long texts, few numbers."""
    start = end = -1
    lowered = text.lower()
    # A few letters change their length in lower case; positions must stay.
    for number in patterns.NUMBER.finditer(lowered if len(lowered) == len(text) else text):
        left, right = number.start() - patterns.AROUND, min(len(text), number.end() + patterns.AROUND)
        if start >= 0 and left <= end:
            end = right
            continue
        if start >= 0:
            yield start, end
        start, end = max(left, 0), right
    if start >= 0:
        yield start, end


def _misleading(text: str, match: re.Match[str], *, guarded: bool) -> bool:
    groups = match.groupdict()
    before = text[max(0, match.start() - 40) : match.start()]
    around = text[max(0, match.start() - 60) : match.end() + 60]
    # "Boys 8-20" is a range of clothes sizes.
    if (groups.get("word") or "").lower() in {"boys", "girls", "kids"} and _number(groups.get("high")) > ADULT:
        return True
    if guarded and patterns.NOT_AGE_BEFORE.search(before):
        return True
    if guarded and not groups.get("unit") and patterns.SIZE_BEFORE.search(before):
        return True
    aged = (groups.get("word") or "").lower().startswith("aged") or patterns.AGED_BEFORE.search(before)
    if aged and groups.get("unit") and patterns.MATURED.search(around):
        return True
    # "3-6 months" may be a subscription; babies are near where it is an age.
    months_only = (groups.get("unit") or "").lower().startswith("m") and not groups.get("unit1")
    if guarded and months_only and groups.get("low") and groups.get("high"):
        return groups["low"] != "0" and not patterns.BABYISH.search(text)
    return False


def _years(match: re.Match[str]) -> Range | None:
    """The match's range in years, or None when it can't be an age."""
    groups = match.groupdict()
    unit = groups.get("unit") or "y"
    low = 0.0 if groups.get("birth") else _scaled(groups.get("low"), groups.get("unit1") or unit)
    high = _scaled(groups.get("high"), unit)
    if groups.get("exact"):
        high = low
    if low is not None and (low > 100 or (groups.get("open") == "+" and low > 21)):
        return None
    if high is not None and high >= _NO_LIMIT:
        high = None
    if low is not None and high is not None and high <= low and not groups.get("exact"):
        return None
    return None if low is None and high is None else (low, high)


def _number(number: str | None) -> float:
    word = patterns.WORDS.get((number or "0").lower())
    return float(word) if word is not None else float((number or "0").replace("½", ".5"))


def _scaled(number: str | None, unit: str) -> float | None:
    if number is None:
        return None
    value = _number(number)
    if unit.lower().startswith("m"):
        return round(value / 12, 4) if value <= _MOST_MONTHS else 1_000.0
    return value
