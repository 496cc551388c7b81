"""What it takes for a product to serve an interest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from catalog_index.analysis import stems
from catalog_index.lexical import LexicalIndex
from catalog_index.product import Product

# A product serves an interest without naming it when title and text mean about the same (mean cosine).
SEMANTIC_THRESHOLD = 0.47
# One that serves it not, but is akin to it (a microscope, where telescopes are wished for): below this mean cosine the
# nearest of the demo catalog have nothing to do with the wish any more.
NEAR_THRESHOLD = 0.37
# A product that names the word in passing ("smells of coffee") is not for those who love it.
_NAMED_THRESHOLD = 0.28

# How well it serves an interest to have another name for it as a label.
_OTHER_LABEL = 0.8

# Other names for an interest in shops' texts; a product that has all words of any of them serves it.
_ALSO: dict[str, tuple[str, ...]] = {
    "football": ("soccer",),
    "soccer": ("football",),
    "lego": ("building bricks", "building blocks"),
    "gaming": ("video game", "console", "gamer", "handheld game"),
    "video games": ("video game", "console", "gamer", "controller"),
    "bbq": ("barbecue", "grilling"),
    "watercolor": ("watercolour", "painting"),
    "watches": ("wristwatch", "watch"),
    "stuffed animal": ("soft toy", "plush"),
    "barbecue": ("grilling", "bbq", "grill"),
    "grilling": ("barbecue", "bbq"),
    "vinyl records": ("vinyl", "turntable", "record player"),
    "makeup": ("cosmetics", "lip balm"),
    "jewelry": ("necklace", "bracelet", "earrings", "pendant", "locket"),
    "necklaces": ("pendant", "locket"),
    "jigsaw puzzles": ("jigsaw",),
    "birdwatching": ("bird watching", "bird feeder", "birds"),
    "stargazing": ("astronomy", "telescope", "night sky", "star chart"),
    "astronomy": ("stargazing", "telescope", "night sky"),
    "whisky": ("whiskey", "bourbon"),
    "reading": ("reader", "novel", "bookmark"),
    "model trains": ("train set", "railway"),
    "trucks": ("truck", "digger", "dump truck"),
    "cars": ("race car", "racing"),
    "drawing": ("sketch", "sketchbook", "colored pencils"),
    "art": ("painting", "drawing", "paint", "sketch"),
    "crafts": ("craft kit",),
    "fitness": ("workout", "dumbbell", "exercise"),
    "sports": ("football", "basketball", "tennis", "running", "cycling", "sport"),
    "houseplants": ("plant pot", "indoor plants"),
    "headphones": ("headphones", "earbuds"),
    "stuffed animals": ("soft toy", "plush", "cuddly"),
    "teddy bears": ("teddy", "plush bear"),
    "bugs": ("insects", "beetles"),
    "insects": ("bugs", "beetles"),
    "diy": ("tool", "do it yourself"),
    "self-care": ("skincare", "baths", "candles", "mindfulness", "spa day"),
    "pampering": ("skincare", "baths", "spa day"),
    "wellness": ("mindfulness", "yoga", "skincare", "meditation"),
}
# Whose stem is another thing's too ("gaming" and every "game").
_ONLY_ALSO = {"gaming", "video games", "wellness", "self-care"}


def wish_query(interest: str) -> str:
    """The text that is searched for an interest."""
    return interest.strip().lower()


class WishMatcher:
    """Says which products serve an interest."""

    def __init__(self, products: Sequence[Product], lexical: LexicalIndex) -> None:
        self._lexical = lexical
        self._rows_by_label: dict[frozenset[str], list[int]] = {}
        for row, product in enumerate(products):
            for label in product.interests:
                self._rows_by_label.setdefault(frozenset(stems(label)), []).append(row)
        self._count = len(products)

    def alternatives(self, interest: str) -> list[list[set[str]]]:
        """What the text of a product may say: any of the phrases, each with all its words, each in any of its stems."""
        name = wish_query(interest)
        own = [] if name in _ONLY_ALSO else [[set(stands_for) for stands_for in self._lexical.expand(name)]]
        # Our own names have no slips: where no text has "gamer", it does not stand for "game".
        also = [
            [{term} if self._lexical.knows(term) else set() for term in stems(also)] for also in _ALSO.get(name, ())
        ]
        return [phrase for phrase in (*own, *also) if phrase and all(phrase)]

    def named(self, interest: str) -> NDArray[np.bool_]:
        """Which products' texts name an interest, bool (count,)."""
        named = np.zeros(self._count, dtype=np.bool_)
        for phrase in self.alternatives(interest):
            having = np.ones(self._count, dtype=np.bool_)
            for terms in phrase:
                having &= self._lexical.having_any(terms)
            named |= having
        return named

    def strengths(self, interest: str, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        """How well products serve an interest, float32 (count,), 0 where they don't.

        1 where the merchant says so, less where a label is another name for it, the text names it or means about the
        same.
        """
        labelled = np.zeros(self._count, dtype=np.bool_)
        labelled[self._rows_by_label.get(frozenset(stems(interest)), [])] = True
        named = self.named(interest)
        result = np.where(cosines >= SEMANTIC_THRESHOLD, np.float32(0.6), np.float32(0))
        result[named & (cosines >= _NAMED_THRESHOLD)] = 0.7
        for other in _ALSO.get(wish_query(interest), ()):
            result[self._rows_by_label.get(frozenset(stems(other)), [])] = _OTHER_LABEL
        result[labelled] = 1.0
        return result
