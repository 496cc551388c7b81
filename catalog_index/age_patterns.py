"""The patterns behind `catalog_index.ages`: how texts say for what age something is, and what only looks so.

Groups that patterns share: `low` and `high` are the numbers, `unit1` and `unit` their units (years
without one), `open` marks "and older", `birth` a range that starts at 0, `exact` a single age, `word` what came before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen"
)
WORDS = {word: number for number, word in enumerate(_NUMBER_WORDS.split())}

_N = r"(?:\d{1,3}(?:\.[05](?!\d)|½)?|" + "|".join(sorted(WORDS, key=len, reverse=True)) + ")"
_LOW, _HIGH = f"(?P<low>{_N})", f"(?P<high>{_N})"
_YEARS = r"(?:years?(?:\s*-?\s*olds?)?|yrs?\.?(?:\s*olds?)?|y/?o\b|y)"
_MONTHS = r"(?:months?(?:\s*-?\s*olds?)?|mths?\.?|mos?\.?|m)"
_UNIT = rf"\s*-?\s*(?P<unit>{_YEARS}|{_MONTHS})(?![a-z])"
_UNIT1 = rf"\s*-?\s*(?P<unit1>{_YEARS}|{_MONTHS})(?![a-z])"
_TO = r"\s*(?:-\s+to|-|–|—|−|to|through|till|until|up\s+to)\s*"
_UP_WORDS = r"(?:up|upwards?|older|over|above|beyond|onwards?)"
_UP = rf"(?P<open>\+|\s*,?\s*(?:and|&|or)\s*{_UP_WORDS}\b|\s*(?:plus|upwards?|onwards?)\b)"
_OPEN = "(?P<open>)"
_PEOPLE = (
    r"(?:kids?|children|child|boys?|girls?|toddlers?|bab(?:y|ies)|infants?|teens?|teenagers?|tweens?|"
    r"pre-?schoolers?|adults?|learners|makers|artists|readers|explorers|ones|builders)"
)
_AGE = (
    r"(?:ages?|aged|age\s*(?:group|range|grade|rating|recommendation)|recommended\s+ages?)"
    r"\s*(?:of|from|:|is|are|for)?"
)
# No letter, digit, price sign or decimal point may touch a number from the left.
_LEFT = r"(?<![\w.,$€£¥#/+×-])"
_ALONE_LEFT = r"(?:^|[(\[|•·;:,.!?\n]\s*|\s[-–—]\s+)"
_ALONE_RIGHT = r"(?=\s*(?:$|[)\]|•·;,.!?\n]|[-–—]\s))"
_NO_MORE = r"\b(?!\s*(?:[-–%$€£]|to\b))"
# After a number that only the word before it makes an age: the end of the phrase, or how it goes on.
_PHRASE_END = r"(?=\s*(?:$|[,.;:!?)\n]|and\b|or\b|who|whose|to\b|with\b|can\b|up\b|upwards))"
_FANS = (
    r"(?:students|players|beginners|fans|lovers|drinkers|collectors|cooks|climbers|riders|gamers|hobbyists|"
    r"grown-?ups|those|anyone|everyone|people)"
)
# What follows when the numbers are no age.
_NOT = (
    r"(?!\s*(?:of\b|warrant|guarant|experience|ago\b|later\b|in\s+(?:the\s+)?(?:making|business|oak)|supply|"
    r"subscription|lifespan|shelf|battery|from\s+now|history|tradition|craft|and\s+counting|per\b|plan\b|members|"
    r"%|cm\b|mm\b|kg\b|pieces?\b|players?\b|days?\b|hours?\b|minutes?\b|weeks?\b|whisk|malt|rum\b|wine|cheese))"
)
_NO_MEASURE = r"(?!\s*(?:-\s*)?(?:pounds?|lbs?|kgs?|kilos?|cm|ft|feet|foot|inch|in\b|tall|%|\d|[.,]\d))"
_NOT_BOTTLES = r"(?!\s+(?:single|scotch|irish|port|aged|speyside|islay|blend|reserve))"


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to say an age; a `guarded` one counts only where NOT_AGE_BEFORE does not stand before it.

    `needs`: the pattern matches only a text with one of these in it, in lower case; a number with a unit for ().
    """

    pattern: re.Pattern[str]
    guarded: bool
    needs: frozenset[str]


_UNIT_NEEDED: tuple[str, ...] = ()
_FOLK = (
    "age", "kid", "child", "boy", "girl", "toddler", "bab", "infant", "teen", "tween", "school", "adult",
    "learner", "maker", "artist", "reader", "explorer", "ones", "builder",
)  # fmt: skip
_FAN = (
    "student", "player", "beginner", "fans", "lover", "drinker", "collector", "cooks", "climber", "rider", "gamer",
    "hobbyist", "grown", "those", "anyone", "everyone", "people",
)  # fmt: skip
_MORE = ("+", "up", "older", "over", "above", "beyond", "onward", "plus")


def _kind(*parts: str, needs: tuple[str, ...], guarded: bool = False) -> Kind:
    return Kind(re.compile("".join(parts), re.IGNORECASE), guarded, frozenset(needs))


# Where several match, the leftmost wins, then the earlier kind.
KINDS: tuple[Kind, ...] = (
    # from birth to 3 years, newborn to 6 months
    _kind(rf"\b(?:from\s+)?(?P<birth>birth|newborn){_TO}{_HIGH}{_UNIT}", needs=("birth", "newborn")),
    # 6 months to 3 years, ages 18 months - 4 years
    _kind(rf"{_LEFT}(?:{_AGE}\s*)?{_LOW}{_UNIT1}{_TO}{_HIGH}{_UNIT}{_NOT}", needs=_UNIT_NEEDED, guarded=True),
    # ages 8 to adult
    _kind(rf"{_LEFT}(?:{_AGE}\s*)?{_LOW}(?:{_UNIT})?{_TO}(?P<open>adults?|grown-?ups?)\b", needs=("adult", "grown")),
    # ages 3-6, aged 3 to 6 years, kids 8-12
    _kind(rf"\b(?P<word>{_AGE}|{_PEOPLE})\s*{_LOW}{_TO}{_HIGH}(?![\d%])(?:{_UNIT})?{_NOT}", needs=_FOLK),
    # ages between 3 and 6, between 3 and 6 years of age
    _kind(rf"\bage[ds]?\s+between\s+{_LOW}\s+and\s+{_HIGH}\b(?:{_UNIT})?{_NOT}", needs=("between",)),
    _kind(rf"\bbetween\s+{_LOW}\s+and\s+{_HIGH}{_UNIT}\s+(?:of\s+age|old)\b", needs=("between",)),
    # 3-6 years, 3 to 6-year-olds, 0-3 months
    _kind(rf"{_LEFT}{_LOW}{_TO}{_HIGH}{_UNIT}(?!\+){_NOT}", needs=_UNIT_NEEDED, guarded=True),
    # ages 8+, age 3 and up, kids 5+, for ages 8 years and older
    _kind(rf"\b(?P<word>{_AGE}|{_PEOPLE})\s*{_LOW}(?:{_UNIT})?\s*{_UP}{_NOT}", needs=_FOLK),
    # 18 months+, 10 years and up, 3 yrs+, 6m+
    _kind(rf"{_LEFT}{_LOW}{_UNIT}\s*{_UP}{_NOT}", needs=_UNIT_NEEDED, guarded=True),
    # 12+ months, 3+ years ("worn for 20+ years" is no age)
    _kind(
        rf"{_LEFT}(?!(?:1[4-79]|20|[3-9]\d)\+?\s*\+?\s*y){_LOW}\s*(?P<open>\+){_UNIT}(?:{_ALONE_RIGHT}|\s*old\b)",
        needs=("+",),
        guarded=True,
    ),
    # from age 3, from the age of 4
    _kind(rf"\bfrom\s+(?:the\s+)?{_AGE}\s*{_LOW}{_NO_MORE}(?:{_UNIT})?{_OPEN}{_NOT}", needs=("from",)),
    # kids from 5, teens from 14
    _kind(rf"\b{_PEOPLE}\s+(?:aged\s+)?from\s+{_LOW}{_NO_MORE}(?!\.\d)(?:{_UNIT})?{_OPEN}{_NOT}", needs=("from",)),
    # from 6 months, starting at 3 years
    _kind(rf"\b(?:from|starting\s+at)\s+{_LOW}{_UNIT}{_OPEN}{_NOT}", needs=_UNIT_NEEDED, guarded=True),
    _kind(rf"\bmin(?:\.|imum)?\s+age(?:\s+of|:|\s+is)?\s*{_LOW}\b(?:{_UNIT})?{_OPEN}", needs=("min",)),
    # photography students from 15, teens over 16, teenagers of 12+, collectors 12+, any age from 12
    _kind(rf"\b{_FANS}\s+from\s+{_LOW}{_PHRASE_END}{_OPEN}{_NO_MORE}", needs=("from",)),
    _kind(
        rf"\b{_PEOPLE}\s+(?:over|above)\s+(?:the\s+age\s+of\s+)?{_LOW}\b{_NO_MEASURE}(?:{_UNIT})?{_OPEN}{_NOT}",
        needs=("over", "above"),
    ),
    _kind(
        rf"\b{_FANS}\s+(?:over|above)\s+(?:the\s+age\s+of\s+)?{_LOW}{_OPEN}(?:{_UNIT}{_NOT}|{_PHRASE_END})",
        needs=("over", "above"),
    ),
    _kind(rf"\b(?:{_PEOPLE}|{_FANS})\s+of\s+(?P<low>\d{{1,2}})(?P<open>\+){_NO_MEASURE}{_NOT}", needs=("+",)),
    _kind(
        rf"\b(?:{_PEOPLE}|{_FANS}),?\s+(?P<low>\d{{1,2}})(?P<open>\+)(?:{_PHRASE_END}|(?=\s+(?:as|because|only)))",
        needs=("+",),
    ),
    _kind(rf"\bages?\s+from\s+{_LOW}{_NO_MORE}(?:{_UNIT})?{_OPEN}{_NOT}", needs=("from",)),
    # children of 2 and 3 years
    _kind(rf"\b{_PEOPLE}\s+of\s+{_LOW}\s+(?:and|to|or)\s+{_HIGH}{_UNIT}{_NOT}", needs=_FOLK),
    # strictly 18+, for 8+, must be 21 or over
    _kind(rf"\bstrictly\s+(?:for\s+)?{_LOW}{_UP}{_NOT}", needs=("strictly",)),
    _kind(rf"\b(?:only\s+for|rated|rating|for|must\s+be)\s+{_LOW}{_UP}(?!\s*[\w%$€£])", needs=_MORE),
    # 18+ only, makes alcohol, so 21+, over 18s
    _kind(
        rf"{_LEFT}(?P<low>18|21)(?P<open>\+)(?=\s*(?:$|[,.;:!?)\n]|(?:only|years|because|as|due|please|in|for)\b))",
        needs=("18+", "21+"),
    ),
    _kind(rf"\bover[\s-]?(?P<low>1[2468]|21)['’]?s{_OPEN}\b", needs=("over",)),
    # 12 and up, 8 & older: the words make it an age
    _kind(
        rf"{_LEFT}{_LOW}\s*(?P<open>(?:and|&|or)\s*(?:up|upwards|older|over|above))\b",
        r"(?!\s+\w*(?:pieces?|players?|units?|items?))",
        needs=_MORE,
        guarded=True,
    ),
    # children up to 6 years, kids under the age of 6 ("children up to 50 pounds" is no age)
    _kind(rf"\b(?:{_PEOPLE}|ages?)\s+(?:up\s+to|under)\s+{_HIGH}{_UNIT}{_NOT}", needs=("up", "under")),
    _kind(
        rf"\b{_PEOPLE}\s+(?:up\s+to|under)\s+(?:the\s+)?age\s+(?:of\s+)?{_HIGH}{_NO_MORE}(?:{_UNIT})?{_NOT}",
        needs=("up", "under"),
    ),
    # for 5-year-olds, for your 5-year-old
    _kind(
        r"\bfor\s+(?:(?:a|an|your|any|every|all|curious|brave|little)\s+)*",
        rf"{_LOW}\s*-?\s*(?P<exact>year|yr)s?\s*-?\s*olds?(?:['’]s)?\b{_NOT}{_NOT_BOTTLES}",
        needs=("year", "yr"),
    ),
    # (8+), Dig kit - 8+
    _kind(rf"{_ALONE_LEFT}(?P<low>\d{{1,2}})(?P<open>\+){_ALONE_RIGHT}", needs=("+",)),
)

NEEDS = sorted(frozenset().union(*(kind.needs for kind in KINDS)))
"""All that some of KINDS need."""

_SOME_NUMBER = r"(?:\d+½?|" + "|".join(WORDS) + ")"
NUMBER = re.compile(_SOME_NUMBER)
"""In lower case. Without a number there is no need to try the KINDS."""
NUMBER_WITH_UNIT = re.compile(rf"{_SOME_NUMBER}(?:\.[05])?\s*-?\s*[ym]")
"""Something like "3 years" or "6m"; without it KINDS that need nothing else can't match."""
AROUND = 80
"""How far from its number, in characters, a phrase of KINDS reaches."""

NOT_UNDER = re.compile(
    r"\bnot\s+(?:be\s+)?(?:suitable|intended|recommended|safe|meant|for\s+use)?\s*(?:for|by)?\s*"
    r"(?:use\s+(?:by|for)\s+)?(?:children|kids|babies|infants|anyone|those|persons)?\s*"
    r"(?:under|below|younger\s+than)\s+(?:(?:the\s+)?age\s+of\s+|age\s+)?"
    rf"{_LOW}\b(?:{_UNIT})?{_OPEN}",
    re.IGNORECASE,
)
"""A warning: "not suitable for children under 36 months"."""

FROM_BIRTH = re.compile(
    r"\b(?:(?:suitable|safe|use|usable|ok)\s+)?from\s+(?:birth|newborn|day\s+one|the\s+first\s+day)\b"
    r"|\b(?:suitable|safe)\s+(?:for\s+use\s+)?at\s+birth\b",
    re.IGNORECASE,
)

_CHILDREN = r"(?:kids?|child(?:ren)?|teens?|teenagers?|bab(?:y|ies)|toddlers?|families|boys|girls|students)"
FOR_ADULTS = re.compile(
    r"\b(?:strictly\s+|only\s+|(?P<not>not\s+(?:(?:just|only)\s+)?))?for\s+(?:grown-?ups|adults)(?:\s+only)?\b"
    rf"(?!\s*(?:,|/|and|&|or|as\s+well|with)\s*(?:as\s+)?(?:{_CHILDREN}|older|young|alike|too|as\b))"
    r"(?!\s*(?:supervis|assist|too\b|alike|as\s+well))"
    r"|\badults?[\s-]only\b|\blegal\s+drinking\s+age\b",
    re.IGNORECASE,
)
CHILDREN_AND = re.compile(rf"{_CHILDREN}\s*(?:,|and|&|or)\s*$", re.IGNORECASE)
"""What before "for adults" says that it is not for them alone."""

NOT_AGE_BEFORE = re.compile(
    r"\b(?:last(?:s|ing|ed)?|keeps?|within|in|takes?|every|after|past|over|lifespan|shelf\s+life|warranty|"
    r"guarantee|delivery|ships?|since|supply|cured|matured|lead\s+time|flowers?|blooms?|"
    r"subscription|membership|than|nearly|almost|burns?|os(?:\s+x)?|ios|android|windows|version|the)"
    r"(?:\s+(?:for|of|about|up\s+to|around|is|in|from))?\s*[:(]?\s*$",
    re.IGNORECASE,
)
SIZE_BEFORE = re.compile(r"\b(?:sizes?|grades?|levels?|shoes?)(?:\s+(?:for|of|is|from))?\s*[:(]?\s*$", re.IGNORECASE)
"""Before a number without a unit; "size 3-6 months" is an age."""

AGED_BEFORE = re.compile(r"\baged\s*(?:for\s*)?$", re.IGNORECASE)
MATURED = re.compile(
    r"whisk|cheese|cheddar|parm|wine|\brum\b|vinegar|balsamic|\boak\b|barrel|cask|brandy|cognac|tequila|gouda|"
    r"prosciutto|malt|bourbon",
    re.IGNORECASE,
)
BABYISH = re.compile(
    r"\bbab(?:y|ies)|infant|newborn|toddler|romper|onesie|bodysuit|sleepsuit|crawl|swaddl|\bpram|nursery|teeth|rattle|\bcrib|\bbib",
    re.IGNORECASE,
)
OUTRIGHT = re.compile(rf"\s*{_LOW}(?:{_UNIT})?{_OPEN}\s*", re.IGNORECASE)
"""A field that holds one number and perhaps its unit."""
