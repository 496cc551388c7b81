"""What the gift is given for."""

from __future__ import annotations

import re

from bot.nlu.spans import Finding, Taken
from bot.nlu.vocabulary import Vocabulary

_PAST = re.compile(
    r"(?:\blast|\bprevious|\bpast|\bmissed|\bnot(?: for)?(?: a| his| her)?|\bisn'?t(?: for)?(?: a)?|\bafter|\bbefore|\bsince|\bmy own|\bother than|\bno)\s*(?:year'?s\s*|the\s*)?$"
)
# The surer an occasion's word is what the gift is for, the more it weighs; a festival mentioned in passing yields.
_SPECIFIC = {
    "secret santa": 1.5,
    "anniversary": 1.2,
    "baby shower": 1.2,
    "housewarming": 1.2,
    "retirement": 1.1,
    "back to school": 0.7,
}
_AS_NOUN = re.compile(
    r"^\s*(?:tree|lights?|ornaments?|jumpers?|sweaters?|movies?|films?|music|cake|decorations?|carols?|markets?|eve party)\b"
)
_LEAVING = re.compile(
    r"\b(?:colleague|coworker|boss|manager|teammate|workmate|nanny|teacher|she|he|who|neighbou?r)(?:'s| is|s)? (?:leaving|moving away|off to pastures new)\b(?! (?:for|to) (?:uni|college|university|school))"
)
_THANKING = re.compile(
    r"\b(?:to|wanna|gonna) (?:properly |really )?thank (?:my|our|the|him|her|them|his)\b|\bsay thanks\b"
)
_RETIRES = re.compile(
    r"\b(?:goes|going|go|went|enters?|entering|leaving|leaves|off) (?:in|into|to|for) (?:his |her |their )?$"
)
# "We will have been married for fifty years"
_MARRIED = re.compile(
    r"\b(?:been|be|being|is|are|we're) (?:happily )?(?:married|together) (?:for )?(?:\w+[ -]){0,2}?(?:\d+|\w+) years\b(?! ago)|\b\w+ years (?:of marriage|married)\b|\bmarried \w+ years (?:today|tomorrow|this|next|on|in)\b"
)
# "For our 25th": of two who are married; a floor or a child has a number too.
_OUR_NTH = re.compile(
    r"\b(?:our|their) (?:\d{1,2}(?:st|nd|rd|th)|tenth|twentieth|thirtieth|silver|golden|ruby)(?: wedding)?(?=\W*$|\s*[.,!?;]|\s+(?:this|next|in|on|soon|coming|and|is|was|with|under|so|but)\b)"
)
_FOR = re.compile(r"(?:\bfor|\b4)\s+(?:\w+(?:'s)?\s+){0,4}$")


def find_occasion(text: str, vocabulary: Vocabulary, taken: Taken, extra: list[Finding]) -> Finding | None:
    """The occasion of a normalized text, or None; `extra` are occasions that other parsers found."""
    findings = list(extra)
    for match in vocabulary.find(text):
        if taken.overlaps(match.start, match.end) and not match.exact:
            continue
        before, after = text[: match.start], text[match.end :]
        weight = _SPECIFIC.get(match.label, 1.0)
        if _PAST.search(before) or _AS_NOUN.match(after):
            weight -= 1.2
        if (
            match.label == "retirement"
            and not _RETIRES.search(before)
            and re.search(r"\b(?:in|since|during|into|of|enjoying) (?:his |her |their )?$", before)
        ):
            weight -= 1.2
        if _FOR.search(before):
            weight += 0.4
        if match.label == "thank you" and not re.search(
            r"gift|present|to say|need an?|\ba thank|\bas\b|token|something|for an?|proper|thx|big|little|small",
            text[max(0, match.start - 30) : match.end + 12],
        ):
            continue
        findings.append(Finding("occasion", match.label, match.start, match.end, weight))
    for leaving in _LEAVING.finditer(text):
        findings.append(Finding("occasion", "farewell", leaving.start(), leaving.end(), 0.8))
    for thanks in _THANKING.finditer(text):
        findings.append(Finding("occasion", "thank you", thanks.start(), thanks.end(), 0.8))
    for years in (*_MARRIED.finditer(text), *_OUR_NTH.finditer(text)):
        findings.append(Finding("occasion", "anniversary", years.start(), years.end(), 1.1))
    findings = [finding for finding in findings if finding.weight > 0]
    return max(findings, key=lambda finding: (finding.weight, -finding.start), default=None)
