"""What is no longer liked ("he's over Lego now", "tea is a bit boring"): taken back, and nothing to avoid."""

from __future__ import annotations

import re

from bot.nlu.spans import Finding, Taken
from bot.nlu.vocabulary import Vocabulary

_WHAT = r"(?P<what>(?!(?:it|that|this|they|those|these|he|she|her|him|them|which|what)\b)[a-z][a-z'-]*(?: (?!(?:is|are|now|and|but)\b)[a-z'-]+){0,2})"
_DULL = r"(?:(?:a (?:bit|little)|rather|too|so|very|quite|pretty|really|kind of|kinda|just|getting|all) )*(?:boring|dull|old(?: hat| news)?|overdone|done to death|pass[e\u00e9]|lame|predictable|last year'?s? thing|yesterday'?s news|unoriginal|clich[e\u00e9]d?|impersonal|not (?:that |so |very |really )?(?:exciting|interesting|special|original))"
_PATTERNS = (
    re.compile(rf"(?:^|[.!?;,] ?|\b(?:but|and|well|ok|hmm+|oh|no|nah|actually|i think|maybe|think) ){_WHAT} (?:is|are|seems?|feels?|sounds?|looks?|would be|might be)(?: all)? {_DULL}\b"),
    re.compile(rf"\b(?:he|she|they)(?:'s|'re|'ve|s| is| are| has| have)? (?:\w+ )?(?:over|past|done with|gone off|grown out of|outgrown|no longer (?:into|likes?|does|plays?|interested in)) (?:the |his |her |their |all the |all that )?{_WHAT}(?: (?:any ?more|now|these days|lately|phase))*"),
    re.compile(rf"\b(?:he|she|they)(?:'s|'ve| has| have)? (?:given up|gave up|stopped|quit|dropped|lost interest in|went off|grew out of)(?: with)? (?:the |his |her |their |doing |playing )?{_WHAT}(?: (?:any ?more|now|ages ago|years ago|last year|a while (?:ago|back)|recently))*"),
)  # fmt: skip
# "The yoga is me, not him", "knitting is my thing"
_OWN = re.compile(
    r"(?:^|[.!?;,] ?|\b(?:but|and|well|oh|no|sorry|actually|wait) )(?:the )?(?P<what>[a-z][a-z'-]*(?: [a-z'-]+)?) (?:is|are|was|were)(?: actually| really| more| just)? (?:for )?(?:me|mine|my thing|about me|what i (?:like|do|love))(?=\s*(?:$|[,.;!?]|not (?:him|her|them|his|hers|theirs)\b))"
)
_NOT_GIVEN_UP = re.compile(r"smok|drink|alcohol|booz|sugar|meat|dairy|gluten|caffeine")


def find_put_off(text: str, vocabulary: Vocabulary, taken: Taken, *, for_shopper: bool = False) -> list[Finding]:
    """The topics that a normalized text takes back, as findings of kind "drop"; understood stretches go to `taken`.

    What is the shopper's own thing is taken back unless the gift is `for_shopper`.
    """
    found = []
    for pattern in _PATTERNS if for_shopper else (*_PATTERNS, _OWN):
        for match in pattern.finditer(taken.blank(text)):
            if _NOT_GIVEN_UP.search(match.group()):
                continue
            if hits := vocabulary.find(match["what"]):
                found += [Finding("drop", hit.label, match.start(), match.end()) for hit in hits]
                taken.add(*match.span("what"))
    return found
