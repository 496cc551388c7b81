"""What occasions are called, in messages and in the shop's tables."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bot.nlu.normalize import normalize
from bot.nlu.vocabulary import Vocabulary, load_vocabularies
from bot.occasions.calendar import DATED, UNDATED

# Names that the gift vocabulary has under a wider label, or not at all.
_NARROWER = {
    "eid al-adha": "eid al-adha", "eid al adha": "eid al-adha", "eid ul adha": "eid al-adha", "bakrid": "eid al-adha",
    "eid al-fitr": "eid al-fitr", "eid al fitr": "eid al-fitr", "eid ul fitr": "eid al-fitr",
    "end of ramadan": "eid al-fitr", "galentine's day": "galentine's day", "galentines day": "galentine's day",
    "galentine's": "galentine's day", "galentines": "galentine's day", "black friday": "black friday",
    "singles' day": "singles' day", "singles day": "singles' day", "kwanzaa": "kwanzaa",
    "st patrick's day": "st patrick's day", "st patricks day": "st patrick's day", "xmas eve": "christmas",
    "christmas eve": "christmas",
}  # fmt: skip
NAMES = {**{name: name for name in DATED | UNDATED}, **_NARROWER}
# In titles and sentences; all others in capitals at each word.
_WRITTEN = {"eid al-fitr": "Eid al-Fitr", "eid al-adha": "Eid al-Adha"}
_WORD = re.compile(r"(?<![\w'])([a-z])")
_NLU_DATA = Path(__file__).parents[2] / "data" / "nlu"


@cache
def _vocabulary() -> Vocabulary:
    known = {way: name for way, name in load_vocabularies(_NLU_DATA).get("occasion", {}).items() if name in NAMES}
    return Vocabulary({**known, **NAMES})


def find_occasion_name(text: str) -> str | None:
    """The first occasion that a text names, also in passing ("before Christmas"); None when it names none."""
    found = _vocabulary().find(normalize(text))
    return found[0].label if found else None


def written(occasion: str) -> str:
    """An occasion as it is written: "Mother's Day" for "mother's day", but "birthday" stays what it is."""
    if occasion in UNDATED:
        return occasion
    return _WRITTEN.get(occasion) or _WORD.sub(lambda match: match[1].upper(), occasion)
