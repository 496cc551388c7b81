"""What the shop calls what it sells: brands, categories, materials and interests that only its catalog knows.

They come with training (see bot.retrain.vocabulary), as lookup tables of these names. The assistant's own vocabulary
always comes first: what it reads is not read again here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.nlu.interests import find_interests
from bot.nlu.spans import Finding, Taken
from bot.nlu.vocabulary import Vocabulary, key_of

BRAND, CATEGORY, MATERIAL, INTEREST = "brand", "category", "material", "catalog_interest"

_NEGATED = re.compile(
    r"\b(?:not|no|nothing|never|without|except|hates?|dislikes?|avoid|anything but|isn'?t|don'?t|doesn'?t|can'?t)\s+"
    r"(?:(?!(?:but|he|she|they|i|we)\b)[\w']+\s+){0,4}$"
)
_MADE_OF = re.compile(
    r"\b(?:(?:made|built|crafted|carved|knitted|sewn|woven|all|entirely) (?:out )?(?:of|from|in)|something in|anything in)"
    r"\s+(?:\w+\s+(?:and|or)\s+|\w+\s+)?$"
)
# "Is it made of wood?": of a gift that is shown.
_ASKED = re.compile(r"^\W*(?:is|are|was|were|does|do|did|what'?s?|which|how) (?!(?:you|there)\b)")
_CLAUSE = re.compile(r"[.!?;,\n]|\b(?:but|and then|because)\b")


class ShopWords:
    """Finds the shop's own words in messages. Exact words only: a slip of the pen is no brand."""

    def __init__(self, vocabularies: Mapping[str, Mapping[str, str]]) -> None:
        kinds = {**vocabularies.get(CATEGORY, {}), **vocabularies.get(INTEREST, {})}
        self._kinds = Vocabulary(kinds, correct_typos=False)
        self._brands = Vocabulary(vocabularies.get(BRAND, {}), correct_typos=False)
        self._materials = Vocabulary(vocabularies.get(MATERIAL, {}), correct_typos=False)

    def brands(self, plain: str) -> list[Finding]:
        """The brands in a normalized text, as interests or exclusions. Their words are nothing else's."""
        # The sign stands between two words of one name.
        return self._named(plain.replace(" & ", "   "), self._brands)

    def find(self, text: str, *, others: Sequence[tuple[int, int]] = (), about_shopper: bool = False) -> list[Finding]:
        """The other words: interests and exclusions (a label of the shop each), in order of appearance.

        `text` is normalized, and what was understood already is no word in it; `others` as in `find_interests`.
        """
        found = self._made_of(text)
        names = self._kinds.names
        if names:
            rest = Taken()
            for finding in found:
                rest.add(finding.start, finding.end)
            read = find_interests(text, self._kinds, rest, others=others, about_shopper=about_shopper)
            found += [finding for finding in read if finding.value in names]
        return sorted(found, key=lambda finding: finding.start)

    def _named(self, text: str, vocabulary: Vocabulary) -> list[Finding]:
        return [
            Finding(_kind(text, match.start), match.label, match.start, match.end) for match in vocabulary.find(text)
        ]

    def _made_of(self, text: str) -> list[Finding]:
        """Materials where it is said that something is made of them, or must not be."""
        found = []
        for finding in self._named(text, self._materials):
            several = len(key_of(text[finding.start : finding.end])) > 1
            before = text[: finding.start]
            if _ASKED.match(_CLAUSE.split(before)[-1]):
                continue
            if several or finding.kind == "exclude" or _MADE_OF.search(before):
                found.append(finding)
        return found


def _kind(text: str, start: int) -> str:
    before = _CLAUSE.split(text[:start])[-1]
    return "exclude" if _NEGATED.search(before) else "interest"


def added(found: Sequence[Finding], shop: Sequence[Finding]) -> list[Finding]:
    """What was read, and of the shop's words those that say something more."""
    read = [set(key_of(str(finding.value))) for finding in found]
    return [*found, *(finding for finding in shop if not any(set(key_of(finding.value)) <= key for key in read))]
