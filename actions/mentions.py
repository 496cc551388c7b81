"""Words by which shoppers name a gift, and the gifts that they fit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog_index.analysis import stem, stems, words
from catalog_index.product import Product
from catalog_index.synonyms import meanings

# Words that tell no gift from another.
_GENERIC = frozenset(
    stems(
        "save add keep put list wishlist favorite heart bookmark like love take remove delete please gift item thing "
        "product show share one ones compare comparison difference between better best which stock still available "
        "price cost costs much more about tell know why similar something anything but cheaper smaller bigger want "
        "need would could should can does do did not no yes ok and or versus vs other another same good great nice "
        "pick choose take prefer get buy give me i my he him she her they them it this that use used using work set "
        "first second third fourth fifth sixth last number option cheapest dearest expensive priciest least most "
        "before earlier previous page shown showed kind sort idea any all both left right top bottom under over "
        "information details exactly really just made look looks go goes come comes with without how what when where"
    )
)
_NOUN_PHRASE = re.compile(r"\b(?:the|that|this|those|these)\s+(?P<what>[^,.;:?!]+)")
# Where what a gift is called ends.
_PHRASE_END = re.compile(
    r"\b(?:and|or|vs|versus|than|from|is|are|was|does|do|did|for|in|on|to|would|will|can|could|has|have|had|but|please|"
    r"the|that|this|instead|rather|costs?|looks?|needs?|come|comes|go|goes|made|if|because|so|with|when|who|you)\b"
)
_BETWEEN = re.compile(r"[,;?!]|\b(?:and|or|vs\.?|versus|with|to|than)\b")


def mentions(text: str, *, explicit: bool) -> list[list[str]]:
    """The telling words of each gift that a text names; `explicit` keeps to what follows "the", "this" or "that"."""
    if explicit:
        parts = [_PHRASE_END.split(match["what"], maxsplit=1)[0] for match in _phrases(text)]
    else:
        parts = _BETWEEN.split(text)
    return [found for part in parts if (found := words_of(part))]


def words_of(text: str) -> list[str]:
    """The words of a text that may tell one gift from another, lower case."""
    return [word for word in words(text) if stem(word) not in _GENERIC and stems(word)]


def best_matches(wanted: Sequence[str], pages: Sequence[Sequence[Product]], *, telling: bool) -> list[Product]:
    """The gifts that these words fit best, of the first page that has any; several when they fit equally.

    With `telling` a word of the description alone is not enough: title, kind, material or color must hold one.
    """
    for page in pages:
        scored = [(_score(wanted, product), product) for product in page]
        best = max((score for score, _ in scored), default=(0, 0.0))
        if best > (0, 0.0) and (not telling or best[1] >= 1):
            return [product for score, product in scored if score == best]
    return []


def _score(wanted: Sequence[str], product: Product) -> tuple[int, float]:
    """How many of the words fit, and how telling the places are: 1 for title, kind, material, color, else 0.3."""
    own = product.attributes
    named = set(stems(" . ".join([product.title, *product.categories, own.get("material", ""), own.get("color", "")])))
    told = set(stems(" . ".join([product.description, own.get("product_highlight", ""), *product.interests])))
    count, weight = 0, 0.0
    for word in wanted:
        called = meanings(word)
        if called & named:
            count, weight = count + 1, weight + 1
        elif called & told:
            count, weight = count + 1, weight + 0.3
    return count, round(weight, 2)


def _phrases(text: str) -> list[re.Match[str]]:
    """Every "the ...", also inside another ("the difference between the puzzle and the book")."""
    found = []
    position = 0
    while match := _NOUN_PHRASE.search(text, position):
        found.append(match)
        position = match.start("what")
    return found
