"""Commands typed in haste: "shwo moer", "sav the secnd"."""

from __future__ import annotations

import re

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extractOne

_COMMANDS = (
    "show", "more", "another", "others", "save", "keep", "remove", "delete", "cheaper", "expensive", "previous", "bookmark",
    "first", "second", "third", "fourth", "please", "wishlist", "something", "anything", "thanks", "number",
)  # fmt: skip
# Words of their own, one letter away from a command.
_OTHER_WORDS = frozenset(
    "shoe shoes shop snow slow shot move moved mode mole mire lore core sore wore bore tore pore fore safe wave cave gave "
    "have sale same mother brother bother other keen deep peep kept fist list thirst bird thirty thanked numbers seconds "
    "thirds saved saves keeps shows shown removed deleted".split()
)
_MOST_WORDS = 8
_SHORTEST = 3
_WORD = re.compile(r"[a-z]+")


def without_slips(plain: str) -> str:
    """A short normalized message with the words of commands spelled right; any other message as it is."""
    if len(plain.split()) > _MOST_WORDS:
        return plain
    return _WORD.sub(lambda found: _mended(found.group()), plain)


def _mended(word: str) -> str:
    if len(word) < _SHORTEST or word in _COMMANDS or word in _OTHER_WORDS:
        return word
    # A letter left out, doubled or swapped; a short word has little left after that, so only its letters may be swapped
    # or one be missing.
    near = extractOne(word, _COMMANDS, scorer=DamerauLevenshtein.distance, score_cutoff=1 if len(word) < 6 else 2)
    if near is None or near[0][0] != word[0] or len(near[0]) < len(word) - 1:
        return word
    if len(word) == len(near[0]) and len(word) < 6 and sorted(word) != sorted(near[0]):
        return word
    return near[0]
