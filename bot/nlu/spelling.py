"""Slips of typing mended before a message is classified: "shwo moer" is "show more"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from bot.nlu.normalize import normalize
from bot.nlu.vocabulary import is_common_word

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_SHORTEST = 3
# From this length on two letters may be wrong.
_LONG = 7
# Words that say nothing by themselves.
_SMALL = frozenset("the and for you are was not but with from that this his her its our".split())
# Words that so many examples have are taken for well spelled.
_SEEN = 4


class Spelling:
    """Mends words that neither the examples nor ordinary English know, by the words of the examples."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts = Counter(word for text in texts for word in set(_WORD.findall(normalize(text))))
        self._known = {word: count for word, count in counts.items() if count >= _SEEN}
        self._words = sorted(word for word in self._known if len(word) >= _SHORTEST)

    def mended(self, text: str) -> str:
        """The normalized text with its slips mended; what is near to no known word stays."""
        return _WORD.sub(lambda found: self._word(found.group()), normalize(text))

    def is_unknown(self, mended: str) -> bool:
        """Whether no word of a mended text that could mean anything is known."""
        words = [word for word in _WORD.findall(mended) if len(word) >= _SHORTEST and word not in _SMALL]
        return bool(words) and not any(self._knows(word) for word in words)

    def _knows(self, word: str) -> bool:
        return word in self._known or is_common_word(word)

    def _word(self, word: str) -> str:
        if len(word) < _SHORTEST or self._knows(word):
            return word
        reach = 2 if len(word) >= _LONG else 1
        near = extract(word, self._words, scorer=DamerauLevenshtein.distance, score_cutoff=reach, limit=None)
        # A short word has little left after a slip: its letters may be swapped or one be missing, not another one.
        fits = [
            (distance, -self._known[other], other)
            for other, distance, _ in near
            if other[0] == word[0] and (len(word) >= _LONG or len(other) != len(word) or sorted(other) == sorted(word))
        ]
        return min(fits)[2] if fits else word
