"""Questions that name a gift on the table, though nothing else about them looks like one about gifts."""

from __future__ import annotations

import re

from actions.context import context
from actions.mentions import best_matches, mentions
from actions.message import Said
from actions.slots import GiftState
from catalog_index.product import Product

_QUESTION = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|hm+|wait|sorry|um+)[\s,]+)*"
    r"(?:what|how|is|are|was|does|do|did|can|could|would|will|who|where|why|which)\b|\?\s*$",
    re.IGNORECASE,
)
# Asked of the assistant itself.
_OF_YOU = re.compile(r"\b(?:do|are|can|could|would|will|did) (?:you|u)\b|\byour?\b", re.IGNORECASE)
# Shorter words stand in too many sentences.
_TELLING = 4


def asked_of_shown(said: Said, state: GiftState) -> list[Product]:
    """The gifts of the last row whose title, kind or material a question names; [] where it is none or names none."""
    if not state.page or not _QUESTION.search(said.text) or _OF_YOU.search(said.text):
        return []
    row = [product for product_id in state.page if (product := context().catalog.get(product_id))]
    for words in mentions(said.text.lower(), explicit=False):
        telling = [word for word in words if len(word) >= _TELLING]
        if telling and (found := best_matches(telling, [row], telling=True)):
            return found
    return []
