"""Messages that ask for the quiz, and for help in choosing at all."""

from __future__ import annotations

import re

# Before the word stands nothing but asking for it: "quizzes" are also something that people like.
_BEFORE = (
    r"(?:ok|okay|yes|hi|hello|hey|please|so|and|now|then|lets|let'?s|let us|can|could|may|i|we|you|do|did|have|got|any|"
    r"i'?d like|would like|want|to|start|take|try|play|open|give|show|run|is|there|the|a|an|your|that|this|another|"
    r"gift|present|picture|surprise|fun|quick|little|me|something like)"
)
_AFTER = r"(?:me|please|plz|pls|again|thing|instead|now|then|thanks|for .{1,40}|about .{1,40})"
_QUIZ = re.compile(rf"^\W*(?:{_BEFORE}\W+)*quiz+(?:es)?(?:\W+{_AFTER})*\W*$|^\W*(?:quiz|test) me\b")
_CHOOSE = re.compile(
    r"^\W*(?:(?:i have |i'?ve )?(?:absolutely )?no (?:idea|clue)[\s,.!-]*)?(?:please |can you |could you |just )?"
    r"help me (?:to )?(?:choose|decide)(?: please| plz)?\W*$"
)
_CLUELESS = re.compile(
    r"^\W*(?:honestly |sorry |hi |hello )*(?:i have |i'?ve (?:got )?)(?:absolutely |really )?no (?:idea|clue)"
    r"(?: at all| where to (?:start|begin))?\W*$"
    r"|\bdon'?t (?:really )?know what (?:she|he|they) (?:likes?|wants?|(?:is|are) into) at all\b"
    r"|\b(?:don'?t know|no (?:idea|clue)) where to (?:start|begin)\W*$"
)


def wants_quiz(text: str) -> bool:
    """Whether a normalized text asks for the quiz, or says that the shopper is at a loss altogether."""
    return bool(_QUIZ.search(text) or _CHOOSE.search(text) or _CLUELESS.search(text))
