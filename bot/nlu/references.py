"""References to what was shown, corrections, and hints of the recipient's gender."""

from __future__ import annotations

import re

from bot.nlu.numbers import NUMBER, parse_number
from bot.nlu.spans import Finding

_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "sixth": 6, "6th": 6, "seventh": 7, "7th": 7, "eighth": 8, "8th": 8,
    # As they are mistyped.
    "frist": 1, "fisrt": 1, "firts": 1, "fist": 1, "secnd": 2, "secodn": 2, "seocnd": 2, "secon": 2, "thrid": 3, "thir": 3, "forth": 4,
}  # fmt: skip
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ORDINAL = re.compile(
    rf"\b(?P<ordinal>{'|'.join(_ORDINALS)})\b(?! (?:birth|bday|b-day|anniversary|grade|christmas|house|home|baby|child|time|of(?! (?:these|those|them|the (?:two|three|four|lot|bunch)|both)\b)|year|class))"
    r"|\b(?:number|no\.?|nr\.?|option|item|#) ?(?P<number>[1-8]|one|two|three|four|five|six)\b|#(?P<hash>[1-8])\b"
    r"|\b(?P<last>last|final|bottom)(?= (?:one|gift|item|card|thing|product)\b|\s*$)|\b(?P<all>both|(?<!after )all(?: of (?:them|these|those))?|everything|these|them all)\b"
)
_CORRECTION = re.compile(
    r"\b(?:changed? my mind|actually|sorry|oops|i mean(?:t)?|meant|correction|instead|rather|no wait|wait|change|make (?:it|that)|not \w+ but|mistake|typo|wrong|autocorrect(?:ed)?)\b|^\W*(?:no|nope)\s*[,.]\s*\w|^\*\w"
)
# "Sorry, I'm back. She's also into tea": nothing is put right.
_AS_WELL = re.compile(r"\b(?:also|as well|too)\b(?! (?:young|old|dear|expensive|big|small|much|many))")
_MALE = re.compile(r"\b(?:he|him|his|hes|he's|boy|boys|man|guy|lad|bloke|gentleman|male|dude)\b")
_FEMALE = re.compile(r"\b(?:she|her|hers|shes|she's|girl|girls|woman|lady|lass|female|gal)\b")
# "#1" and "no. 1" point at a card.
_BARE = re.compile(
    r"^(?!\W*#|\W*(?:no\.?|nr\.?|number) ?\d)\W*"
    r"(?:(?:ok(?:ay)?|alright|all right|fine|well|no|nope|yes|yeah|then|so|sorry|oops|actually|wait|rather|more like|i mean(?:t)?|i (?:really )?meant(?: to say)?|let'?s (?:say|make it|do|go (?:with|for|to))|"
    r"make (?:it|that)|call it|go (?:with|for|to)|about|around|maybe|perhaps|like|say|roughly|approx\.?|probably|i think|h+m+|m{2,}|u+m+|u+h+|e+r+m*|ugh|meh|ah|oh|and|its|it's|just|only|somewhere|between|from)\b[\s,.:-]*)*"
    rf"(?P<low>{NUMBER})(?:\s*(?:-|to|or|and)\s*(?P<high>{NUMBER}))?"
    r"(?:[\s,.]*(?:ish|or so|max|tops|maybe|probably|i think|i guess|i'?d (?:guess|say|think)|actually|please|pls|now|then|instead|at (?:the )?most|or less|it is|is (?:fine|ok|okay|enough)|after all|sorry|tho(?:ugh)?))*\W*$"
)
# "Ok then 55, whatever there is for chess"
_LEADING = re.compile(
    r"^\W*(?:ok(?:ay)?|fine|alright|all right|well|hm+|no|so)[\s,]+(?:then[\s,]+)?(?P<n>\d{2,4})(?: then)?\s*(?:[,;!]|\.(?!\d)|-\s)\s*\w"
)
# "Forget it, go on. 45 then"
_LAST_WORD = re.compile(
    r"[.!;]\s+(?:(?:ok(?:ay)?|fine|alright|well|so|make it|call it|say|let'?s say)[\s,]+)*(?P<n>\d{2,4})(?: (?:then|max|tops|or so|it is|at (?:the )?most))\W*$"
)
# "Only one?" wonders at the number of cards.
_ONLY_ONE = re.compile(r"^\W*(?:just|only) (?:one|two|three|1|2|3)\W*$")


def find_references(text: str) -> list[Finding]:
    """Ordinals in a normalized text: 1 for the first, -1 for the last, 0 for all of them."""
    found: list[Finding] = []
    for match in _ORDINAL.finditer(text):
        if match["ordinal"]:
            value = _ORDINALS[match["ordinal"]]
        elif match["all"] and found and text[: match.start()].endswith(" of "):
            continue  # "the first of these"
        elif match["all"]:
            value = 0
        elif match["last"]:
            value = -1
        else:
            digits = match["number"] or match["hash"]
            value = int(digits) if digits.isdigit() else _WORDS[digits]
        found.append(Finding("ordinal", value, match.start(), match.end()))
    return found


# "drop jazz", "forget the budget", "any age": something of the brief is taken back.
_DROP = re.compile(
    r"\b(?:drop|remove|forget(?: about)?|lose|delete|take (?:out|away)|leave out|ignore|never mind(?: the)?|clear|scrap)\s+(?:what i (?:said|told you) about )?(?:the |his |her |their |my )?(?P<what>[a-z][a-z' -]{1,30})"
)
_ANY = re.compile(
    r"\b(?:any|whatever) (?P<any>age|occasion)\b|\b(?P<part>age|occasion) (?:doesn'?t|does not|dont|don'?t) matter\b"
)
# One side of the budget: "forget the lower limit", "no minimum".
LOWER_LIMIT, UPPER_LIMIT = "lower limit", "upper limit"
_SIDES = (
    (LOWER_LIMIT, r"lower (?:limit|bound|end|price)|bottom (?:limit|end)|min(?:imum)?(?: (?:price|budget|spend|amount|limit))?"),
    (UPPER_LIMIT, r"upper (?:limit|bound|end|price)|top (?:limit|end)|max(?:imum)?(?: (?:price|budget|spend|amount|limit))?"),
)  # fmt: skip
_GONE = (
    r"\b(?:(?:drop|remove|forget(?: about)?|lose|delete|ignore|never ?mind|clear|scrap|skip|lift|take (?:out|off|away)|get rid of|no need for|don'?t need|dont need) (?:the |that |a |my |any )?"
    r"|(?:no|without(?: a| any)?|there(?:'?s| is) no) )(?:{side})\b(?! (?:of )?[$£€]?\d)"
    r"|\b(?:{side}) (?:(?:doesn'?t|does not|dont|don'?t|isn'?t|is not) (?:matter|important|needed|necessary)|can go|(?:is )?gone)\b"
)
_NO_LIMIT = tuple((name, re.compile(_GONE.format(side=side))) for name, side in _SIDES)
_NOT_OF_BRIEF = re.compile(
    r"\b(?:list|wishlist|saved|first|second|third|fourth|last|one|it|that|this|gift|gifts|item|everything|all|both|them|these|number)\b"
)


def find_drops(text: str) -> list[Finding]:
    """What a normalized text takes back of the brief: "budget", "age", or whatever words name it."""
    found = [
        Finding("drop", name, match.start(), match.end())
        for name, pattern in _NO_LIMIT
        for match in pattern.finditer(text)
    ]
    sides = [(side.start, side.end) for side in found]
    for match in _DROP.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in sides):
            continue
        what = re.split(r"[,.;!]|\b(?:and|but|please|he|she|they|i)\b", match["what"])[0].strip()
        what = what.removesuffix(" then").removesuffix(" now")
        if what and not _NOT_OF_BRIEF.search(what):
            found.append(Finding("drop", what, match.start(), match.end()))
    for match in _ANY.finditer(text):
        found.append(Finding("drop", match["any"] or match["part"], match.start(), match.end()))
    return found


def find_hints(text: str) -> list[Finding]:
    """A correction, the recipient's gender, and a message that is only a number."""
    found = []
    if (match := _CORRECTION.search(text)) and not (match.group() == "sorry" and _AS_WELL.search(text)):
        found.append(Finding("correction", True, match.start(), match.end()))
    male, female = _MALE.search(text), _FEMALE.search(text)
    if (male is None) != (female is None):
        hint = male or female
        assert hint is not None
        found.append(Finding("gender", "male" if male else "female", hint.start(), hint.end()))
    if (match := _BARE.match(text)) and not _ONLY_ONE.match(text):
        low = parse_number(match["low"])
        high = parse_number(match["high"]) if match["high"] else low
        if low is not None and high is not None and low <= high:
            found.append(Finding("number", {"min": low, "max": high}, match.start("low"), match.end()))
    elif (match := _LEADING.match(text) or _LAST_WORD.search(text)) and (
        number := parse_number(match["n"])
    ) is not None:
        found.append(Finding("number", {"min": number, "max": number}, match.start("n"), match.end("n")))
    return found
