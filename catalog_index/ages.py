"""For what ages a product is meant, in years, from its fields and its text.

A range from the text ("ages 3-6", "8+", "from 6 months") is more precise than Google's age group and wins over
it. Many numbers look like ages and are none ("3-6 players", "5-7 days", "aged 12 years" of a whisky): a number
counts only with a word, unit or place that makes it an age.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# https://support.google.com/merchants/answer/6324463
AGE_GROUP_YEARS: dict[str, tuple[float, float | None]] = {
    "newborn": (0.0, 0.25),
    "infant": (0.25, 1.0),
    "toddler": (1.0, 5.0),
    "kids": (5.0, 13.0),
    "adult": (13.0, None),
}
ADULT = 18.0
_NO_LIMIT = 90  # "ages 8-99" and "8 to 108" mean: and older
_TEXT_LIMIT = 20_000
# Attributes that say an age outright, then those whose text may mention one.
_AGE_ATTRIBUTES = ("age", "ages", "age_range", "recommended_age", "recommended_age_group", "age_recommendation", "minimum_age")  # fmt: skip
_TEXT_ATTRIBUTES = ("product_highlight", "product_detail", "tags", "custom_label_2", "custom_label_3", "custom_label_4")  # fmt: skip


@dataclass(frozen=True, slots=True)
class AgeMention:
    """An age range found in a text: years (0.5 is six months), None for no bound, and its verbatim span."""

    minimum: float | None
    maximum: float | None
    text: str


_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen".split()
    )
}
_N = r"(?:\d{1,3}(?:\.\d|½)?|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
_YEARS = r"(?:years?(?:\s*-?\s*olds?)?|yrs?\.?(?:\s*olds?)?|y/?o\b|y)"
_MONTHS = r"(?:months?(?:\s*-?\s*olds?)?|mths?\.?|mos?\.?|m)"
_UNIT = rf"(?P<unit>{_YEARS}|{_MONTHS})(?![a-z])"
_UNIT1 = rf"(?P<unit1>{_YEARS}|{_MONTHS})(?![a-z])"
_TO = r"\s*(?:-|–|—|−|to|through|till|until|up\s+to)\s*"
_UP = (
    r"(?:\+|(?:\s*,?\s*(?:and|&|or|und)\s*(?:up|upwards?|older|over|above|beyond|onwards?)\b)|"
    r"\s*(?:plus|upwards?|onwards?)\b)"
)
_PEOPLE = (
    r"(?:kids?|children|child|boys?|girls?|toddlers?|bab(?:y|ies)|infants?|teens?|teenagers?|tweens?|preschoolers?|"
    r"pre-?schoolers?|adults?|players|persons|people|learners|makers|artists|readers|explorers|ones|builders)"
)
_AGE = r"(?:ages?|aged|age\s*(?:group|range|grade|rating|recommendation)|recommended\s+ages?)\s*(?:of|from|:|is|are|for)?"
# No letter, digit, price sign or decimal point may touch a number from the left.
_LEFT = r"(?<![\w.,$€£¥#/+×-])"
_BARE_LEFT = r"(?:^|[(\[|•·;:,.!?\n]\s*|\s[-–—]\s+)"
_BARE_RIGHT = r"(?=\s*(?:$|[)\]|•·;,.!?\n]|[-–—]\s))"
# What a span of years or months is when it is not an age.
_NOT_AGE_AFTER = (
    r"(?!\s*(?:of\b|warrant|guarant|experience|ago\b|later\b|in\s+(?:the\s+)?(?:making|business|oak)|supply|"
    r"subscription|lifespan|shelf|battery|from\s+now|history|tradition|craft|and\s+counting|per\b|plan\b|members|"
    r"%|cm\b|mm\b|kg\b|pieces?\b|players?\b|days?\b|hours?\b|minutes?\b|weeks?\b|whisk|malt|rum\b|wine|cheese))"
)
_NOT_AGE_BEFORE = re.compile(
    r"(?:last(?:s|ing|ed)?|keeps?|within|in|takes?|every|after|past|over|lifespan|shelf\s+life|warranty|guarantee|"
    r"delivery|ships?|since|supply|cured|matured|lead\s+time|flowers?|blooms?|sizes?|grades?|levels?|shoes?|"
    r"subscription|membership|than|nearly|almost|burns?|works?|the)"
    r"(?:\s+(?:for|of|about|up\s+to|around|is|in|from))?\s*[:(]?\s*$"
)
_MATURED = re.compile(r"whisk|cheese|cheddar|parm|wine|\brum\b|vinegar|balsamic|\boak\b|barrel|cask|brandy|cognac|tequila|gouda|prosciutto|malt|bourbon")  # fmt: skip
_BABYISH = re.compile(
    r"\bbab(?:y|ies)|infant|newborn|toddler|romper|onesie|bodysuit|nursery|teeth|rattle|\bcrib|\bbib"
)

_Range = tuple[float | None, float | None]


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# Each pattern names its numbers `low` and `high`, units `unit1` and `unit`; earlier kinds win over later ones
# that overlap them. `guarded` kinds are refused after words such as "lasts" or "size".
_NUMERIC: tuple[tuple[re.Pattern[str], bool], ...] = (
    # from birth to 3 years / newborn to 6 months
    (_rx(rf"\b(?:from\s+)?(?P<birth>birth|newborn){_TO}(?P<high>{_N})\s*-?\s*{_UNIT}"), False),
    # ages 6 months to 3 years / 6 months - 3 years
    (_rx(rf"{_LEFT}(?:{_AGE}\s*)?(?P<low>{_N})\s*-?\s*{_UNIT1}{_TO}(?P<high>{_N})\s*-?\s*{_UNIT}{_NOT_AGE_AFTER}"), True),
    # ages 8 to adult
    (_rx(rf"{_LEFT}(?:{_AGE}\s*)?(?P<low>{_N})\s*(?:{_UNIT})?{_TO}(?P<open>adults?|grown-?ups?)\b"), False),
    # ages 3-6, aged 3 to 6 years, kids 8-12
    (_rx(rf"\b(?P<word>{_AGE}|{_PEOPLE})\s*(?P<low>{_N}){_TO}(?P<high>{_N})(?![\d%])(?:\s*-?\s*{_UNIT})?{_NOT_AGE_AFTER}"), False),
    # between 3 and 6 years, ages between 3 and 6
    (_rx(rf"\bages?d?\s+between\s+(?P<low>{_N})\s+and\s+(?P<high>{_N})\b(?:\s*-?\s*{_UNIT})?{_NOT_AGE_AFTER}"), False),
    (_rx(rf"\bbetween\s+(?P<low>{_N})\s+and\s+(?P<high>{_N})\s*-?\s*{_UNIT}\s+(?:of\s+age|old)\b"), False),
    # 3-6 years, 3 to 6-year-olds, 0-3 months
    (_rx(rf"{_LEFT}(?P<low>{_N}){_TO}(?P<high>{_N})\s*-?\s*{_UNIT}(?!\+){_NOT_AGE_AFTER}"), True),
    # ages 8+, age 3 and up, kids 5+, for ages 8 years and older
    (_rx(rf"\b(?P<word>{_AGE}|{_PEOPLE})\s*(?P<low>{_N})\s*-?(?:\s*{_UNIT})?\s*(?P<open>{_UP}){_NOT_AGE_AFTER}"), False),
    # 18 months+, 10 years and up, 3 yrs+, 6m+
    (_rx(rf"{_LEFT}(?P<low>{_N})\s*-?\s*{_UNIT}\s*(?P<open>{_UP}){_NOT_AGE_AFTER}"), True),
    # 12+ months, 3+ years
    (_rx(rf"{_LEFT}(?P<low>{_N})\s*(?P<open>\+)\s*{_UNIT}{_NOT_AGE_AFTER}(?P<bare>{_BARE_RIGHT}|\s*old\b)"), True),
    # from 6 months, from age 3, kids from 5, teens from 14
    (_rx(rf"\bfrom\s+(?:the\s+)?(?:{_AGE})\s*(?P<low>{_N})\b(?!\s*[-–%])(?:\s*-?\s*{_UNIT})?(?P<open>){_NOT_AGE_AFTER}"), False),
    (_rx(rf"\b{_PEOPLE}\s+(?:aged\s+)?from\s+(?P<low>{_N})\b(?!\s*[-–%$€£.])(?:\s*-?\s*{_UNIT})?(?P<open>){_NOT_AGE_AFTER}"), False),
    (_rx(rf"\b(?:from|starting\s+at|min\.?(?:imum)?\s+age:?)\s+(?P<low>{_N})\s*-?\s*{_UNIT}(?P<open>){_NOT_AGE_AFTER}"), True),
    (_rx(rf"\bmin(?:\.|imum)?\s+age(?:\s+of|:|\s+is)?\s*(?P<low>{_N})\b(?:\s*-?\s*{_UNIT})?(?P<open>)"), False),
    # strictly 18+, over 18s, must be 21 or over, 18+ only
    (_rx(rf"\b(?:strictly|only\s+for|rated|rating|suitable\s+for|for|must\s+be)\s+(?P<low>{_N})(?P<open>{_UP})(?!\s*[\w%$€£])"), False),
    (_rx(rf"{_LEFT}(?P<low>18|21)(?P<open>{_UP})(?=\s*(?:only|years)\b)"), False),
    (_rx(r"\b(?:over[\s-]?(?P<low>1[2468]|21)['’]?s)(?P<open>)\b"), False),
    # 12 and up, 8 & older: the words make it an age
    (_rx(rf"{_LEFT}(?P<low>{_N})\s*(?P<open>(?:and|&|or)\s*(?:up|upwards|older|over|above))\b(?!\s+\w*(?:pieces?|players?|units?|items?))"), True),
    # up to 6 years, under 3 years ... of age
    (_rx(rf"\b(?:children|kids|babies|toddlers|ages?)\s+(?:up\s+to|under)\s+(?:age\s+)?(?P<high>{_N})\b(?!\s*[-–%])(?:\s*-?\s*{_UNIT})?{_NOT_AGE_AFTER}"), False),
    # for 5-year-olds, for your 5-year-old
    (_rx(rf"\bfor\s+(?:(?:a|an|your|any|every|all|curious|brave|little)\s+)*(?P<low>{_N})\s*-?\s*(?P<exact>year|yr)s?\s*-?\s*olds?(?:['’]s)?\b{_NOT_AGE_AFTER}(?!\s+(?:single|scotch|irish|port|aged|speyside|islay|blend|reserve))"), False),
    # (8+), Dig kit - 8+, 8+
    (_rx(rf"{_BARE_LEFT}(?P<low>\d{{1,2}})(?P<open>\+){_BARE_RIGHT}"), False),
)  # fmt: skip

_NOT_UNDER = _rx(
    rf"\bnot\s+(?:be\s+)?(?:suitable|intended|recommended|safe|meant|for\s+use)?\s*(?:for|by)?\s*(?:use\s+(?:by|for)\s+)?(?:children|kids|babies|infants|anyone|those|persons)?\s*"
    rf"(?:under|below|younger\s+than)\s+(?:(?:the\s+)?age\s+of\s+|age\s+)?(?P<low>{_N})\b(?:\s*-?\s*{_UNIT})?(?P<open>)"
)
_BIRTH = _rx(r"\b(?:suitable\s+|safe\s+|use\s+|usable\s+|ok\s+)?from\s+(?:birth|newborn|day\s+one|the\s+first\s+day)\b|\b(?:suitable|safe)\s+(?:for\s+use\s+)?(?:from\s+)?at\s+birth\b")  # fmt: skip
_CHILDREN = r"(?:kids?|child(?:ren)?|teens?|teenagers?|bab(?:y|ies)|toddlers?|families|boys|girls|students)"
_FOR_ADULTS = _rx(
    r"\b(?:strictly\s+|only\s+|(?P<not>(?:not\s+(?:just|only)|not)\s+))?for\s+(?:grown-?ups|adults)(?P<only>\s+only)?\b"
    rf"(?!\s*(?:,|/|and|&|or|as\s+well|alike|too\b|who\s+supervise|with)\s*(?:as\s+)?(?:{_CHILDREN}|older|young|alike|too|as\b))"
    r"(?!\s*(?:supervis|assist|too\b|alike|as\s+well))"
    r"|\badults?[\s-]only\b|\b(?:legal\s+drinking\s+age)\b"
)


def age_range(title: str, description: str, attributes: Mapping[str, str], age_group: str | None) -> _Range:
    """The (age_min, age_max) of a product in years, None for no bound.

    The first source that says something wins: an attribute such as `age_range`, the title, highlights, the
    description, then `age_group` (Google's word). A "not under 3" warning anywhere raises the minimum.
    """
    texts = [attributes.get(name, "") for name in _AGE_ATTRIBUTES]
    found = next((r for r in map(_outright, texts) if r), None)
    prose = [title, *(attributes.get(name, "") for name in _TEXT_ATTRIBUTES), description]
    found = found or next(((m.minimum, m.maximum) for m in map(find_age, prose) if m), None)
    if found is None and attributes.get("adult", "").lower() in {"yes", "true"}:
        found = (ADULT, None)
    found = found or AGE_GROUP_YEARS.get(age_group or "", (None, None))
    floor = max((m.minimum or 0 for m in (find_warning(text) for text in prose) if m), default=None)
    return _with_floor(found, floor)


def _with_floor(found: _Range, floor: float | None) -> _Range:
    low, high = found
    if floor is None or (high is not None and floor >= high):
        return found
    return (max(low or 0.0, floor), high)


def find_age(text: str) -> AgeMention | None:
    """The first mention of an age or age range, with its verbatim span; None without one."""
    text = text[:_TEXT_LIMIT]
    numeric = min(_numeric(text), key=lambda hit: hit[:2], default=None)
    if numeric is not None:
        return numeric[2]
    birth = _BIRTH.search(text)
    if birth:
        return AgeMention(0.0, None, birth.group())
    adults = next((m for m in _FOR_ADULTS.finditer(text) if not _shared(text, m)), None)
    return AgeMention(ADULT, None, adults.group()) if adults else None


def find_warning(text: str) -> AgeMention | None:
    """A "not suitable for children under 3" warning, as the minimum age it gives."""
    match = _NOT_UNDER.search(text[:_TEXT_LIMIT])
    found = _years(match) if match else None
    return AgeMention(found[0], None, match.group()) if match and found else None


def _outright(text: str) -> _Range | None:
    """The range of a field that holds nothing but ages: "3-6", "8", "36 months", "8 years and up"."""
    mention = find_age(f"ages {text}") if text else None
    if mention:
        return (mention.minimum, mention.maximum)
    match = re.fullmatch(rf"\s*(?P<low>{_N})\s*(?:{_UNIT})?(?P<open>)\s*", text, re.IGNORECASE)
    return _years(match) if match else None


def _shared(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()].lower()
    return bool(match.groupdict().get("not")) or bool(re.search(rf"{_CHILDREN}\s*(?:,|and|&|or)\s*$", before))


def _numeric(text: str) -> Iterator[tuple[int, int, AgeMention]]:
    # Warnings are no positive mention: "not for children under 3" must not read as "children under 3".
    hidden = _NOT_UNDER.sub(lambda m: "_" * len(m.group()), text)
    for kind, (pattern, guarded) in enumerate(_NUMERIC):
        for match in pattern.finditer(hidden):
            found = _years(match)
            if found is None or _misleading(hidden, match, guarded=guarded):
                continue
            yield (
                match.start(),
                kind,
                AgeMention(found[0], found[1], match.group().strip(" \t\n-–—()[]|,;:.!?•·")),
            )
            break


def _misleading(text: str, match: re.Match[str], *, guarded: bool) -> bool:
    groups = match.groupdict()
    before = text[max(0, match.start() - 40) : match.start()].lower()
    around = text[max(0, match.start() - 60) : match.end() + 60].lower()
    if guarded and _NOT_AGE_BEFORE.search(before):
        return True
    aged = (groups.get("word") or "").lower().startswith("aged") or re.search(
        r"\baged\s*(?:for\s*)?$", before
    )
    if aged and groups.get("unit") and _MATURED.search(around):
        return True
    if (groups.get("word") or "").lower() in {"players", "people", "persons"}:
        return True
    months = (groups.get("unit") or "").lower().startswith("m")
    if guarded and months and groups.get("high") and groups.get("low") and not groups.get("unit1"):
        # "3-6 months" may be a subscription; babies are near where it is an age.
        low = groups["low"]
        return not (low == "0" or _BABYISH.search(text.lower()) or re.search(r"ages?d?\s*$", before))
    return False


def _number(text: str) -> float:
    if text.lower() in _WORDS:
        return float(_WORDS[text.lower()])
    return float(text.replace("½", ".5"))


def _years(match: re.Match[str]) -> _Range | None:
    """The match's range in years, or None when it can't be an age."""
    groups = match.groupdict()
    unit = (groups.get("unit") or "y").lower()
    low = 0.0 if groups.get("birth") else _scaled(groups.get("low"), groups.get("unit1") or unit)
    high = _scaled(groups.get("high"), unit)
    if groups.get("exact"):
        high = low
    if low is not None and (low > 100 or (groups.get("open") == "+" and low > 21)):
        return None
    if high is not None and high >= _NO_LIMIT:
        high = None
    if low is not None and high is not None and (high < low or (high == low and not groups.get("exact"))):
        return None
    return None if low is None and high is None else (low, high)


def _scaled(number: str | None, unit: str) -> float | None:
    if number is None:
        return None
    value = _number(number)
    if unit.lower().startswith("m"):
        return round(value / 12, 4) if value <= 96 else 1_000.0
    return value
