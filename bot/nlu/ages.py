"""Ages as people write them, into {"min": years, "max": years | None}."""

from __future__ import annotations

import re

from bot.nlu.numbers import ORDINALS, SMALL_NUMBER, TENS, whole
from bot.nlu.spans import Finding, Taken

_N = SMALL_NUMBER
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_YEARS = r"(?:years?|yrs?|yr|yera|yeas|yaers?)"
_OLD = (
    rf"(?:[ -]*{_YEARS}[ -]*(?:olds?|of age|young)\b|[ -]*(?:y/o|y\.o\.?|y\.?o|yo|y o)s?\b|[ -]*y(?:ea)?rs?-?olds?\b"
    rf"|[ -]?years? (?:auld|age)\b| age\b|[ -]?years?-olds?\b|[ -]?y(?:ear)?olds?\b)"
)
_CHILD = r"(?:boys?|girls?|kids?|child(?:ren)?|son|daughter|nephew|niece|grandson|granddaughter|cousin|twins?|lad|lass|sister|brother|student|teen)"

# School grades of the United States: a child of the first is 6, turning 7.
_GRADE = re.compile(
    r"\b(?P<n>\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)[ -]grade(?:r|rs)?\b(?! teacher)"
)
_FIRST_GRADE = 6
_GRADES = 12

_DECADE_WORDS = {
    "teens": 10, "twenties": 20, "thirties": 30, "forties": 40, "fourties": 40, "fifties": 50, "sixties": 60,
    "seventies": 70, "eighties": 80, "nineties": 90,
    "twentys": 20, "thirtys": 30, "fortys": 40, "fiftys": 50, "sixtys": 60, "seventys": 70, "eightys": 80, "ninetys": 90,
}  # fmt: skip
_DECADE = rf"(?:'?(?P<decade>[2-9]0)'?s|(?P<decade_word>{'|'.join(_DECADE_WORDS)}))"

_EVIDENT = 3.0
_LIKELY = 2.0
_VAGUE = 1.0
_LEAST_OF = {
    **dict.fromkeys(("mother", "father", "mom", "mum", "dad"), 25),
    **dict.fromkeys(("grandmother", "grandfather", "grandma", "grandpa", "nan", "gran"), 36),
    **dict.fromkeys(("wife", "husband"), 17),
}
# Of fewer years is no parent: a number of children.
_FEW = 10

_DECADE_RANGE = re.compile(
    rf"\b(?:(?:(?:in|into) )?(?:his|her|their|the|my|its) )?(?P<part>early|mid|middle|late)?[- ]?(?:to[- ]late[- ])?{_DECADE}\b(?! (?:music|songs|film|movies|rock|style|vibes|fashion|pop|disco|classics|retro|kid|action|nostalgia|themed?|hits|tunes|cartoons|toys|games|cars|vinyl|bands|tv))"
)
# Of somebody in brackets: "my boss (m, 50s)".
_DECADE_ALONE = re.compile(
    r"\((?:[mf]|male|female|man|woman)?,? ?(?P<part>early |mid[- ]?|late )?(?P<decade>[2-9]0)'?s\)"
)
_IN_DECADE = re.compile(r"\b(?:in|into|his|her|their|early|mid|middle|late)\b")
_SOMETHING = re.compile(rf"\b(?P<tens>{'|'.join(TENS)}|[2-9]0)[ -]?(?:something|somthing|sumthing)s?\b")
_RANGE = re.compile(
    rf"\b(?P<cue>ages?|aged|between|kids?|children|from)?:?\s*(?P<low>{_N})\s*(?:-|to|and|or|&)\s*(?P<high>{_N})"
    rf"(?P<unit>{_OLD}|[ -]?{_YEARS}\b|[ -]*(?:months?|mths?)\b(?:[ -]old)?)?"
)
_MONTHS = re.compile(
    rf"\b(?P<n>{_N}(?:[.,]5)?)[ -]?(?:months?|mths?|mos?|monthes)\b(?P<old>[ -]?olds?)?(?! (?:ago|from now|of|away|later|together|anniversary|until|till|left|now))"
)
_WEEKS = re.compile(rf"\b{_N}[ -]?(?:weeks?|wks?|days?)[ -]olds?\b")
_YEARS_OLD = re.compile(rf"\b(?P<n>{_N})(?:\s?(?:1/2|½|\.5|and a half))?{_OLD}")
_HALF = re.compile(rf"\b(?P<n>{_N})(?:\s?(?:1/2|½)| and a half)(?: {_YEARS})?\b")
_AGED = re.compile(
    rf"\b(?:aged?|ages|age is|age of|age to|age should be)\W{{0,2}}(?:about |around |approx\.? )?(?P<n>{_N})\b(?!\s*(?:%|th\b|st\b|am\b|pm\b|\$|o'clock))"
)
_TURNING = re.compile(
    rf"(?:\b|(?='))(?P<verb>(?:is |are |will be |who'?s |she'?s |he'?s |just )?(?:turn(?:s|ing|ed)?|gonna be|going to be|will be|'ll be|hits|hitting|becomes|becoming))"
    rf"(?: (?:the big|like|about|a))?\W{{1,2}}(?P<n>{_N}|\d-\d)\b(?!\s*(?:weeks|days|dollars|%))"
)
_BIRTHDAY = re.compile(
    rf"\b(?:(?P<n>\d{{1,3}})(?:st|nd|rd|th)?|(?P<word>(?:(?:{'|'.join(TENS)})[ -])?(?:{'|'.join(ORDINALS)}))|sweet (?P<sweet>16|sixteen|sixteenth))"
    rf"[ -](?:birth ?day|b[irhtd]{{2,6}}a?y|bday|b-day|b'day)"
)
# "his 30th", "my wife's 21st": a birthday unless something else follows or the anniversary is meant.
_NTH = re.compile(
    r"(?:(?:\bhis|her|their)|(?P<own>\bmy)|(?<=\w)'s|(?<=s)'|(?<=[a-z]{3}s)) (?P<n>\d{1,3})(?:st|nd|rd|th)\b(?=\s*(?:$|[^\w\s]|is\b|coming|this|next|in\b|on\b|soon|last|party|she|he\b|and\b|budget|for\b|so\b|we\b|gift|present|i\b))"
)
_SEVERAL = re.compile(r"\(\d{1,2}(?:, ?\d{1,2})*,? ?(?:and|&) \d{1,2}\)|\baged? \d{1,2}, \d{1,2},? and \d{1,2}\b")
# "sister's 18 on Tuesday"
_DAY_AHEAD = re.compile(
    rf"(?:'s|\bis|\bhes|\bshes) (?P<n>{_N}) (?=(?:on|next|this|tomorrow|in|at) (?:the )?(?:mon|tue|wed|thu|fri|sat|sun|week|month|weekend|year|\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|easter|christmas))"
)
_FOR_MYSELF = re.compile(r"\b(?:for (?:me|myself)\b|^\W*myself|treat(?:ing)? (?:me|myself))")
_BIG = re.compile(r"\bthe big (?P<n>[1-9]-?0|\d\d)\b")
_NTH_WORD = re.compile(
    rf"(?:\b(?:his|her|their)|(?<=\w)'s|(?<=s)'|(?<=[a-z]{{3}}s)) (?P<word>(?:(?:{'|'.join(TENS)})[ -])?(?:{'|'.join(ORDINALS)}))(?=\s*(?:$|[^\w\s]|is\b|coming|this|next|in\b|on\b|soon|party|she|he\b|and\b|budget|for\b|so\b|we\b|i\b))"
)
_SWEET = re.compile(r"\bsweet (?:16|sixteen)\b")
_IS = re.compile(
    rf"\b(?<!maximum )(?<!max )(?<!limit )(?<!budget )(?<!money )(?:(?P<who>he|she|they|who|dad|mum|mom|it|son|daughter|niece|nephew|kid|brother|sister|grandson|granddaughter|girl|boy|one)(?:'?s| is| are|'re| was just| just turned)|hes|shes|theyre|whos|both|is)"
    rf" (?:now |actually |really |just |only |soon |going to be |gonna be |about to be |about |around |like |nearly |almost |already |all of |turning |both |currently )*(?P<n>{_N})\b"
    rf"(?!\s*(?:of|%|\$|max(?:imum)?\b|tops\b|at most|or less|no more|dollars?\b|bucks|quid|pounds|euros?|months?|weeks?|days?|hours?|minutes?|miles?|feet|ft|inches|cm|kids|times|my\b|our\b|a\b|the\b|her\b|his\b|and a half feet|people|pieces))"
)
_I_AM = re.compile(
    rf"\b(?:i'?m|i am|im) (?:now |only |just |nearly |almost |about )?(?P<n>{_N})\b"
    rf"(?!\s*(?:%|percent|\$|£|€|dollars|bucks|quid|pounds|euros?|months?|weeks?|days?|hours?|minutes?|mins?|miles?|feet|ft|cm|kg|st\b|nd\b|rd\b|th\b))"
)
_NOUN_AGE = re.compile(
    rf"\b(?P<noun>{_CHILD}|niece|neice|nephew|mother|father|grandmother|grandfather|mom|mum|dad|grandma|grandpa|nan|gran|wife|husband|friend|uncle|aunt|boyfriend|girlfriend|bf|gf)(?: of|,| is|:| \()?\s*\(?(?P<n>{_N})\b"
    rf"(?!\s*(?:months?|mths?|weeks?|days?|hours?|dollars|bucks|quid|pounds|euros?|eur|gbp|usd|rupees|people|of them|-\s?\d|to \d|%|€|£|max|or so|or less|pieces|and up|budget|k\b))"
)
_AGE_NOUN = re.compile(
    rf"\b(?P<n>{_N}) (?:{_YEARS} )?(?:boy|girl|kid|child|son|daughter|nephew|niece|grandson|granddaughter|cousin|twins?|lad|lass|sister|brother|student)\b"
)
_GROWN_AGE = re.compile(
    rf"\b(?:man|woman|lady|guy|boy|girl|gent|gentleman|male|female|person)(?: of|,)? (?:(?<= of )(?:about |around |almost |nearly |roughly |some )?)?(?!one (?:[a-z]+s|who|of|a)\b)(?P<n>{_N})\b(?!\s*(?:months?|weeks?|days?|dollars|bucks|quid|pounds|euros?|€|£|%))"
)
_HAS_YEARS = re.compile(
    rf"\b(?:he|she|they|boy|girl|kid|son|daughter|who|mother|father|mom|mum|dad|wife|husband|brother|sister) (?:has|have|had|make|makes|got|is|are|of|is having|having|(?:will )?(?:turn|become|make)s?|is making) (?:now )?(?P<n>{_N}) {_YEARS}\b(?! (?:of|ago|together|experience|in (?!(?:{_MONTH}))|at))"
)
_BOTH_ARE = re.compile(r"\bwe(?:'re| are) (?:both |all )?(?P<n>\d\d)(?=\s*(?:$|[.,!;]))")
_HAS_BARE = re.compile(r"\b(?:he|she) (?:has|have) (?P<n>[1-9]\d)(?=\s*(?:$|[.,!;]|and\b))")
_PERSON_DECADE = re.compile(
    r"\b(?:friend|man|woman|guy|lady|male|female|person|someone|couple|dad|mum|mom|he|she|hes|shes|he's|she's|wife|husband|sister|brother|aunt|uncle|colleague|boss)(?: in)?,? (?:his |her |their )?(?P<part>early |mid |late )?(?P<decade>[2-9]0)'?s\b(?! (?:music|rock|movies|films|songs|style|theme|vibe|fashion|disco|pop))"
)
# "A pensioner, around 75", "he's older than that, 13"
_AFTER_HINT = re.compile(
    rf"\b(?:pensioner|retiree|retired|elderly|middle[- ]aged|(?:older|younger) than (?:that|this)|(?:bit|little|much|lot) (?:older|younger))"
    rf"[\s,.:;-]+(?:(?:he|she|they)(?:'s|'re| is| are)? |now |actually |more like |about |around |roughly |maybe |probably |nearly |almost |i think |like )*(?P<n>{_N})\b"
    rf"(?!\s*(?:%|\$|£|€|dollars|bucks|quid|pounds|euros?|max|budget|months?|weeks?))"
)
_YEAR_CHILD = re.compile(rf"\b(?P<n>{_N})[ -]{_YEARS}[ -](?:{_CHILD})\b")
_OVER = re.compile(
    rf"\b(?:over|above|past|older than|at least) (?:the age of )?(?P<n>{_N})\b(?!\s*(?:\$|dollars|bucks|quid|pounds|euros?|€|£|%|people|kids))"
)
_UNDER = re.compile(rf"\bunder[ -](?P<n>\d{{1,2}})s\b|\bunder (?:the age of )(?P<m>{_N})\b")
_PLUS = re.compile(r"\b(?:someone|person|people|lady|man|woman|aged?) (?P<n>\d\d)\s?\+")
_SHOPPER = re.compile(
    r"\b(?:i'?m|i am|im|me|myself)\b(?:,| a| an| only| just| turning| about| nearly| almost| also| now)*\s*\(?$"
)
_NOT_AGE_BEFORE = re.compile(
    r"(?:budget|limit|max|price|spend|since|married|together|dated|dating|known|for|past|last|after|every|within|next|these|those|marriage of|of about|under|below|over|max|up to|least|budget|spend|known|\$|£|€|top)(?: is| of| was| are|'s)?\W{1,2}(?:over |about |almost |nearly |like |some |now |still |just |only |actually |really |currently )*$"
)
_NOT_AGE_AFTER = re.compile(
    r"^[ -]*(?:(?:years?|yrs?)[ -])?(?:wedding |dating )?(?:ago|together|anniversary|later|of (?:marriage|experience|service|friendship|teaching|work)|in a row|warranty|from now)"
)

_WORD_AGES: list[tuple[re.Pattern[str], int, int | None, float]] = [
    (re.compile(r"\bnew[ -]?borns?\b|\bjust born\b|\bbrand new baby\b|\bborn (?:last|this|a) (?:week|month|few)\b|\bborn (?:yesterday|today|on)\b|\bborn (?:just |only )?(?:about )?(?:an? |\d+ |two |three |four |five |six |a few |a couple of )(?:days?|weeks?|months?) ago\b"), 0, 0, 2.5),
    (re.compile(r"\b(?:kindergarten(?:er)?|kindy)\b(?! teacher)"), 4, 6, _LIKELY),
    (re.compile(r"\btoddlers?\b|\btodlers?\b|\btoddlr\b"), 1, 3, _LIKELY),
    (re.compile(r"\bpre-?teens?\b|\btweens?\b|\btweenage[rd]?s?\b"), 9, 12, _LIKELY),
    (re.compile(r"\bteens?\b|\bteen[a-z]{0,2}g[a-z]*\b|\badolescents?\b"), 13, 19, _LIKELY),
    (re.compile(r"\bpre-?schooler?s?\b"), 3, 5, _VAGUE),
    (re.compile(r"\boctogenarian\b"), 80, 89, _LIKELY),
    (re.compile(r"\bseptuagenarian\b"), 70, 79, _LIKELY),
    (re.compile(r"\bnonagenarian\b"), 90, 99, _LIKELY),
    (re.compile(r"\bcentenarian\b"), 100, None, _LIKELY),
    (
        re.compile(
            r"\b(?:baby|babies|infants?)\b(?! (?:shower|sitter|sitting|brother|sister|bro|sis|yoda|animals?|blue|pink|monitor|on the way|dolls?|showers|steps|bump|daddy|mama|boomers?|due|coming|cousin|foot|plants?|goats?|names?|clothes|stuff|things|gear|gift|present))"
        ),
        0,
        1,
        _VAGUE,
    ),
    (re.compile(r"\b(?:grown[ -]?ups?|adults?)\b(?! (?:coloring|colouring|learner|beginner|education|class|son|daughter|child|puzzles?|books?))"), 18, None, 0.5),
]  # fmt: skip


def _finding(low: int, high: int | None, start: int, end: int, weight: float) -> Finding | None:
    if not 0 <= low <= 120 or (high is not None and not low <= high <= 120):
        return None
    return Finding("age", {"min": low, "max": high}, start, end, weight)


# "30ish", "fortyish": an age as any other, where the rest of the sentence says so.
_ISH = re.compile(r"(?<=\d|y)-?ish\b(?! (?:dollars|bucks|quid|pounds|euros?)\b)")


def without_ish(text: str) -> str:
    """A text of the same length with "30ish" as "30"."""
    return _ISH.sub(lambda match: " " * len(match.group()), text)


def find_ages(text: str, taken: Taken) -> list[Finding]:
    """All ages in a normalized text, in order; kind "age", or "shopper_age" for what the shopper says of himself.

    A turning-N or Nth birthday also gives a finding of kind "occasion" with the value "birthday".
    """
    text = without_ish(text)
    found: list[Finding] = []
    number: int | None

    def add(finding: Finding | None) -> None:
        if finding is None or taken.overlaps(finding.start, finding.end):
            return
        if any(finding.start < other.end and other.start < finding.end for other in found if other.kind != "occasion"):
            return
        if re.search(r"\bfrom (?:his|her|their|my|our|a|the) $", text[: finding.start]):
            return
        if _SHOPPER.search(text[: finding.start]) and finding.weight >= _LIKELY:
            finding = Finding("shopper_age", finding.value, finding.start, finding.end, finding.weight)
        found.append(finding)

    for match in _BIRTHDAY.finditer(text):
        number = int(match["n"]) if match["n"] else 16 if match["sweet"] else _ordinal(match["word"])
        if number and not _is_shopper_birthday(text, match.start()):
            add(_finding(number, number, match.start(), match.end(), _EVIDENT + 0.5))
            found.append(Finding("occasion", "birthday", match.start(), match.end(), 2.0))
    for match in _NTH.finditer(text):
        number = int(match["n"])
        if match["own"] and not _FOR_MYSELF.search(text):
            continue
        if number >= 1 and "anniversar" not in text and "wedding" not in text:
            add(_finding(number, number, match.start("n"), match.end(), _LIKELY))
            found.append(Finding("occasion", "birthday", match.start("n"), match.end(), 1.0))
    for match in _NTH_WORD.finditer(text):
        number = _ordinal(match["word"])
        if number >= 10 and "anniversar" not in text and "wedding" not in text:
            add(_finding(number, number, match.start("word"), match.end(), _LIKELY))
            found.append(Finding("occasion", "birthday", match.start("word"), match.end(), 1.0))
    for match in _DAY_AHEAD.finditer(text):
        number = whole(match["n"])
        if number:
            add(_finding(number, number, match.start("n"), match.end(), _LIKELY))
            found.append(Finding("occasion", "birthday", match.start("n"), match.end(), 1.0))
    for pattern in (_BIG, _SWEET):
        for match in pattern.finditer(text):
            number = int(match["n"].replace("-", "")) if pattern is _BIG else 16
            add(_finding(number, number, match.start(), match.end(), _EVIDENT))
            found.append(Finding("occasion", "birthday", match.start(), match.end(), 1.5))
    for match in _SOMETHING.finditer(text):
        tens = TENS.get(match["tens"]) or int(match["tens"])
        add(_finding(tens, tens + 9, match.start(), match.end(), _EVIDENT))
    for match in _DECADE_RANGE.finditer(text):
        if _IN_DECADE.search(match.group()):
            add(_decade(match))
    for match in (*_PERSON_DECADE.finditer(text), *_DECADE_ALONE.finditer(text)):
        base = int(match["decade"])
        first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get((match["part"] or "").strip(" -"), (0, 9))
        add(_finding(base + first, base + last, match.start("decade"), match.end(), _LIKELY))
    for match in _RANGE.finditer(text):
        add(_range(match, text))
    for match in _SEVERAL.finditer(text):
        taken.add(*match.span())  # ages of several children are no one's who gets one gift
    for match in _WEEKS.finditer(text):
        add(_finding(0, 0, match.start(), match.end(), _EVIDENT))
    for match in _MONTHS.finditer(text):
        months = whole(match["n"].replace(",5", "").replace(".5", ""))
        if months is not None and (match["old"] or months <= 36) and not _NOT_AGE_BEFORE.search(text[: match.start()]):
            add(_finding(months // 12, months // 12, match.start(), match.end(), _EVIDENT if match["old"] else _LIKELY))
    for match in _TURNING.finditer(text):
        number = whole(match["n"].replace("-", "") if re.fullmatch(r"\d-\d", match["n"]) else match["n"])
        if number is not None:
            before = len(found)
            add(_finding(number, number, match.start(), match.end(), _EVIDENT))
            if len(found) > before and found[-1].kind == "age" and not re.match(r"just|.*turned", match["verb"]):
                found.append(Finding("occasion", "birthday", match.start(), match.end(), 1.0))
    for pattern, weight in (
        (_YEARS_OLD, _EVIDENT),
        (_YEAR_CHILD, _EVIDENT),
        (_AGED, _EVIDENT),
        (_AGE_NOUN, _LIKELY),
        (_GROWN_AGE, _LIKELY),
        (_HAS_YEARS, _EVIDENT),
        (_NOUN_AGE, _LIKELY),
        (_HAS_BARE, _LIKELY),
        (_BOTH_ARE, _VAGUE),
        (_AFTER_HINT, _LIKELY),
        (_I_AM, _LIKELY),
        (_IS, _LIKELY),
        (_HALF, _VAGUE),
    ):
        for match in pattern.finditer(text):
            number = whole(match["n"])
            if number is None or (pattern is _HALF and number > 17):
                continue
            after = text[match.end() :]
            if _NOT_AGE_AFTER.match(after) or (
                pattern not in (_YEARS_OLD, _AGED, _YEAR_CHILD, _HAS_YEARS, _GROWN_AGE)
                and _NOT_AGE_BEFORE.search(text[: match.start("n")])
            ):
                continue
            if pattern is _NOUN_AGE and number < _LEAST_OF.get(match["noun"], 0) and " is" not in match.group():
                continue  # "grandma, 30" names an amount
            if (
                pattern is _NOUN_AGE
                and number < _FEW
                and re.search(r"^(?:dad|mum|mom|mother|father) of", match.group())
            ):
                continue  # "a dad of two"
            if pattern in (_NOUN_AGE, _GROWN_AGE) and any(age.weight >= _EVIDENT for age in found):
                continue  # "3yo girl, 20": the age was said, this is something else
            if pattern is _GROWN_AGE and re.search(r"\bknown (?:\w+ )?$", text[: match.start()]):
                continue
            if pattern is _IS and (number < 1 or re.match(r"^\s*(?:-|/|:)\s*\d", after)):
                continue
            if pattern is _NOUN_AGE and has_age_before(text, match.start(), found):
                continue
            if pattern is _AGE_NOUN and number < 3 and not re.search(r"\b(?:a|my|the|for)\s*$", text[: match.start()]):
                continue  # "2 kids" counts them
            if pattern is _HAS_YEARS and re.search(r"\b(?:makes?|making|turns?|becomes?) ", match.group()):
                found.append(Finding("occasion", "birthday", match.start(), match.end(), 1.0))
            start = (
                match.start("n")
                if pattern in (_NOUN_AGE, _AFTER_HINT, _I_AM, _IS, _GROWN_AGE, _HAS_YEARS)
                else match.start()
            )
            add(_finding(number, number, start, match.end(), weight))
    for match in _OVER.finditer(text):
        number = whole(match["n"])
        if (
            number is not None
            and number >= 18
            and re.search(
                r"\b(?:is|he'?s|she'?s|they'?re|someone|people|person|man|woman|lady|well|just|aged)\s+(?:well |way |just |now )?$",
                text[: match.start()],
            )
        ):
            add(_finding(number, None, match.start(), match.end(), _LIKELY))
    for match in _PLUS.finditer(text):
        number = int(match["n"])
        add(_finding(number, None, match.start("n"), match.end(), _LIKELY))
    for match in _UNDER.finditer(text):
        number = whole(match["n"] or match["m"])
        if number:
            add(_finding(0, number - 1, match.start(), match.end(), _LIKELY))
    for match in _GRADE.finditer(text):
        grade = int(match["n"][:-2]) if match["n"][0].isdigit() else ORDINALS[match["n"]]
        if 1 <= grade <= _GRADES:
            low = grade + _FIRST_GRADE - 1
            add(_finding(low, low + 1, match.start(), match.end(), _VAGUE))
    for word_pattern, low, high, weight in _WORD_AGES:
        for match in word_pattern.finditer(text):
            add(_finding(low, high, match.start(), match.end(), weight))
    return sorted(found, key=lambda finding: finding.start)


def has_age_before(text: str, start: int, ages: list[Finding]) -> bool:
    """Whether an age with its unit is right before a person at `start` ("8yo niece, 40"): a number after is none."""
    return any(
        age.end <= start and not text[age.end - 1].isdigit() and text[age.end : start].strip(" -") == "" for age in ages
    )


def _ordinal(words: str) -> int:
    parts = re.split(r"[ -]", words)
    return sum(TENS.get(part, 0) or ORDINALS.get(part, 0) for part in parts)


def _is_shopper_birthday(text: str, start: int) -> bool:
    return re.search(r"\bmy (?:own )?$", text[:start]) is not None and not _FOR_MYSELF.search(text)


def _decade(match: re.Match[str]) -> Finding | None:
    base = int(match["decade"]) if match["decade"] else _DECADE_WORDS[match["decade_word"]]
    part = match["part"]
    if base == 10:
        low, high = {"early": (13, 14), "mid": (15, 16), "late": (17, 19)}.get(part or "", (13, 19))
    else:
        first, last = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}.get(part or "", (0, 9))
        low, high = base + first, base + last
    return _finding(low, high, match.start(), match.end(), _EVIDENT)


def _range(match: re.Match[str], text: str) -> Finding | None:
    low, high = whole(match["low"]), whole(match["high"])
    if low is None or high is None or (not match["unit"] and not match["cue"]):
        return None
    cue, unit = match["cue"] or "", match["unit"] or ""
    if not unit and cue in ("between", "from"):
        return None
    if re.match(r"^\s?(?:\$|£|€|dollars|bucks|quid|pounds|euros?)", text[match.end() :]):
        return None
    if not unit and re.search(r"[$£€]\s*$", text[: match.start("low")]):
        return None
    if "mo" in unit or "mth" in unit:
        low, high = low // 12, high // 12
    if low > high:
        return None
    if _NOT_AGE_AFTER.match(text[match.end() :]):
        return None
    return _finding(low, high, match.start("low"), match.end(), _EVIDENT)
