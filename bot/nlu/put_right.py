"""What a shopper puts right: within a message ("30. no wait, 40"), or of what was understood before ("not 8, 18")."""

from __future__ import annotations

import re

from bot.nlu.spans import Finding

_NUMBER = r"[$£€]?\d+(?:[.,]\d+)?"
_UNIT = r"(?: ?(?:years?(?: old)?|yo|dollars?|bucks|quid|pounds|euros?|[$£€]))?"
_SORRY = r"(?:(?:oops|oh|ah|er+|um+|eh|hm+|lol|sorry|no|wait|hang on|hold on|actually|scratch that|correction|i mean(?:t)?|i meant to say|make (?:it|that)|rather|better|well|let'?s say|say)[\s,.!:-]*)+"
# "30. no wait 40": the first was a slip. One word of haste alone may stand between two different facts ("8, say 40").
_SLIP = re.compile(
    rf"(?<![\w.])(?P<wrong>{_NUMBER}){_UNIT}(?:[\s,.!?;:-]|\.\.)+(?={_SORRY}){_SORRY}(?:it'?s |he'?s |she'?s |they'?re |is |about |up to |under |turning )*(?P<right>{_NUMBER})(?!\d)"
)
_CERTAIN = re.compile(
    r"\b(?:no|wait|scratch|correction|i mean|i meant|make (?:it|that)|actually|oops|sorry|rather|hang on|hold on)\b"
)
# "Not 8, 18", "40 not 14", "i said 18 not 8"
_DENIED = re.compile(
    rf"\b(?:not|isn'?t|instead of|rather than)(?: age[ds]?| about| turning)? (?P<n>{_NUMBER})(?! ?(?:more|or)\b)(?=\W|$)"
)
# "Oops 41 not 40": nothing else is said.
_MEANT_FIRST = re.compile(
    rf"^\W*(?:(?:oops|sorry|no|wait|ah|oh|actually|i mean(?:t)?|it'?s|(?:s?he|they)'?s|(?:s?he|they) (?:is|are))[\s,.!]+)*(?P<n>\d{{1,4}})[\s,]+not {_NUMBER}\b(?=\W*$|[\s,.!]+(?:sorry|oops|lol|my|don'?t|haha|silly)\b)"
)
# "You got his age wrong", "the budget is wrong", "that's not her age"
_PARTS = {
    "age": "age", "budget": "budget|price limit|price range|money", "relationship": "person|relationship|relation",
    "interests": "interests?|hobb(?:y|ies)", "occasion": "occasion|event",
}  # fmt: skip
_PART = "|".join(f"(?P<{name}>{words})" for name, words in _PARTS.items())
_WHOSE = r"(?:his |her |their |the |my |that )?"
_WRONG = (
    re.compile(rf"\b(?:got|have|had|wrote|read|took|understood|put)(?: down)? {_WHOSE}(?:{_PART}) (?:all |totally |completely )?(?:wrong|mixed up)\b"),
    re.compile(rf"\b{_WHOSE}(?:{_PART}) (?:is|was|isn'?t|looks|seems) (?:wrong|not right|incorrect|right|not correct)\b(?<!is right)"),
    re.compile(rf"\b(?:that|this|it)(?:'s| is|s) (?:not|the wrong) {_WHOSE}(?:{_PART})\b"),
    re.compile(rf"^\W*(?:the )?wrong (?:{_PART})\W*$"),
)  # fmt: skip
# "He doesn't do that anymore": which of the topics is to be asked.
_NO_LONGER = re.compile(
    r"^\W*(?:(?:nah|no|nope|oh|but|actually|well|hm+)[\s,]+)*(?:he|she|they) (?:doesn'?t|does not|dont|don'?t|do not|no longer|isn'?t|aren'?t|is not|stopped|never) ?(?:really |actually )?(?:plays?|do(?:es|ing)?|likes?|liking|into|enjoys?|playing)?(?: (?:it|that|this|those|them))?(?: (?:any ?more|now|these days|at all))+\W*$"
)
_FESTIVALS = r"(?:birthday|bday|b-day|christmas|xmas|anniversary|wedding|graduation|easter|valentine'?s(?: day)?|mother'?s day|father'?s day|housewarming|retirement|baby shower|hanukkah|diwali|eid)"
_NOT_OCCASION = re.compile(
    rf"\b(?:not|isn'?t|wasn'?t|no longer)(?: (?:for|a|an|his|her|their|the|my|really|actually|even))* {_FESTIVALS}\b(?! (?:cards?|cake|wrapping|themed|related|decorations?|stuff))"
)
# "I said a girl, not a boy"
_SEXES = {"girl": "female", "woman": "female", "she": "female", "her": "female", "female": "female", "boy": "male", "man": "male", "he": "male", "him": "male", "guy": "male", "male": "male"}  # fmt: skip
_SEX = re.compile(
    rf"\b(?:a |an )?(?P<one>{'|'.join(_SEXES)})[\s,]+(?:and )?not (?:a |an )?(?P<other>{'|'.join(_SEXES)})\b"
    rf"|\bnot (?:a |an )?(?P<first>{'|'.join(_SEXES)})[\s,]+(?:but )?(?:it'?s )?(?:a |an )?(?P<then>{'|'.join(_SEXES)})\b"
    rf"|^\W*(?:(?:no|sorry|oops|actually|wait|hey|but)[\s,]+)*(?:it'?s |that'?s )?(?:she'?s a|he'?s a|a) (?P<alone>girl|woman|boy|man)\W*$"
)


def without_slips(plain: str) -> str:
    """A normalized text of the same length in which each number that it takes back itself is the one meant."""
    while (match := _SLIP.search(plain)) and _CERTAIN.search(match.group()):
        meant = match["right"].ljust(match.end() - match.start())
        plain = plain[: match.start()] + meant + plain[match.end() :]
    return plain


def find_put_right_facts(plain: str) -> list[Finding]:
    """What a normalized text says was understood wrong.

    "denied" (a number that is not meant), "wrong" (a part of the brief: age, budget, relationship, interests,
    occasion), "sex" ("female" or "male", against what was thought).
    """
    found = [
        Finding("denied", float(match["n"].lstrip("$£€").replace(",", ".")), match.start(), match.end())
        for match in _DENIED.finditer(plain)
    ]
    if len(found) == 1 and (meant := _MEANT_FIRST.search(plain)):
        number = float(meant["n"])
        found.append(Finding("number", {"min": number, "max": number}, *meant.span("n")))
    if match := next((hit for pattern in _WRONG if (hit := pattern.search(plain))), None):
        found.append(Finding("wrong", str(match.lastgroup), match.start(), match.end()))
    elif match := _NO_LONGER.search(plain):
        found.append(Finding("wrong", "interests", match.start(), match.end()))
    if match := _NOT_OCCASION.search(plain):
        found.append(Finding("drop", "occasion", match.start(), match.end()))
    if match := _SEX.search(plain):
        word = match["one"] or match["then"] or match["alone"]
        other = match["other"] or match["first"]
        if other is None or _SEXES[other] != _SEXES[word]:
            found.append(Finding("sex", _SEXES[word], match.start(), match.end()))
    return found
