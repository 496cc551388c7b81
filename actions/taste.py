"""The shopper's taste: what gifts are to be like, which of those shown were praised and which turned down."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.message import Said
from actions.slots import GiftState
from catalog_index.qualities import LABELS

_MOST = 6
_MOST_LIKED = 12
# "Forget about handmade", "any style": qualities are given up.
_ANY = re.compile(
    r"\b(?:any (?:style|look|kind|size)|(?:doesn'?t|does not|need not) (?:have to|need to) be|forget (?:about )?the)\b"
)


def take_qualities(state: GiftState, said: Said) -> None:
    """Note what a message asks of the gift; what is said now outdoes what was said before."""
    asked = [value for value in said.all("quality") if isinstance(value, dict) and value.get("label") in LABELS]
    if asked and _ANY.search(said.text.lower()):
        labels = {str(value["label"]) for value in asked}
        state.qualities = [label for label in state.qualities if label not in labels]
        return
    for value in asked:
        label, wanted = str(value["label"]), bool(value.get("wanted"))
        into, out_of = (state.qualities, state.unwanted) if wanted else (state.unwanted, state.qualities)
        into[:] = [*(name for name in into if name != label), label][-_MOST:]
        out_of[:] = [name for name in out_of if name != label]


def praise(state: GiftState, product_ids: Sequence[str]) -> None:
    """Note gifts that the shopper likes: they are talked about from now on, and shape what "more" shows."""
    state.focus = list(product_ids)
    state.liked = list(dict.fromkeys([*state.liked, *product_ids]))[-_MOST_LIKED:]
    state.never = [one for one in state.never if one not in product_ids]


def turn_down(state: GiftState, product_ids: Sequence[str]) -> None:
    """Note gifts that the shopper does not like: they are never shown again to this person."""
    state.never = list(dict.fromkeys([*state.never, *product_ids]))
    state.liked = [one for one in state.liked if one not in product_ids]
