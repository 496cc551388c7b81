"""What stands in a conversation when a message comes: the same words mean other things at other moments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Slots of the dialogue (see actions/slots.py, which Rasa's environment can't import).
BRIEF = "brief"
STATE = "gift_state"


@dataclass(frozen=True, slots=True)
class Scene:
    """`under_way`: something is known of a recipient; `shown`: gifts are on the table; `asked`: the question that
    stands ("age"), None for none; `several`: more than one recipient is talked about; `last`: the intent of the message
    before; `names`: what the recipients are called who go by their names, lower case; `for_shopper`: the gift is for
    who writes; `narrowed`: only one kind of thing is looked for."""

    under_way: bool = False
    shown: bool = False
    asked: str | None = None
    several: bool = False
    last: str | None = None
    names: tuple[str, ...] = ()
    for_shopper: bool = False
    narrowed: bool = False


OPENING = Scene()


def scene_of(slots: Mapping[str, Any], last: str | None = None) -> Scene:
    """The scene by the values of the dialogue's slots and the intent of the message before."""
    brief, state = slots.get(BRIEF) or {}, slots.get(STATE) or {}
    shown = bool(state.get("page")) or state.get("seen") is not None
    known = any(value for name, value in brief.items() if name != "query")
    several = bool(state.get("others"))
    others = state.get("others") or ()
    called = [state.get("label"), state.get("name")]
    called += [label for other in others for label in (other.get("label"), (other.get("state") or {}).get("name"))]
    names = tuple(label.lower() for label in called if label and label[0].isupper())
    for_shopper = brief.get("relationship") == "myself"
    return Scene(
        shown or known or several, shown, state.get("asked"), several, last, names, for_shopper, bool(state.get("only"))
    )
