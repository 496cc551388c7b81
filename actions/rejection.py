"""Why a gift is turned down, as the menu of its card says it and people do."""

from __future__ import annotations

import re
from typing import Literal

Reason = Literal["too_expensive", "has_it", "not_their_taste", "wrong_age", "other"]

_REASONS: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    (
        "too_expensive",
        re.compile(r"\b(?:too (?:expensive|dear|pricey|much)|costs too much|over (?:my |the )?budget)\b"),
    ),
    (
        "has_it",
        re.compile(
            r"\b(?:already (?:has|have|had|owns?|got)"
            r"|(?:has|have|got|owns?) (?:it|one|that|this|those|these|them|some)?\s*already"
            r"|has (?:it|one|that|the)|have (?:it|one|that)|'s got (?:it|one|that|the))\b"
        ),
    ),
    ("not_their_taste", re.compile(r"\b(?:taste|style|(?:not|isn'?t) (?:his|her|their|my) thing)\b")),
    (
        "wrong_age",
        re.compile(
            r"\b(?:wrong age|too (?:young|old|childish|babyish|grown[- ]up)|for (?:babies|little kids|grown-ups))\b"
        ),
    ),
)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*[.!?]*$")


def reason_of(text: str) -> Reason:
    """The reason that a message gives for turning gifts down, "other" where it gives none."""
    # What the card's menu says stands behind the title, which may hold any word.
    aside = _ASIDE.search(text)
    plain = (aside.group() if aside else text).lower()
    return next((reason for reason, pattern in _REASONS if pattern.search(plain)), "other")


def without_reason(text: str) -> str:
    """The message without the reason behind it, so that it ends with the title."""
    return _ASIDE.sub("", text)
