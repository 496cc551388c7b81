"""What is said of one person by another: "same as me basically", "she likes what her sister likes"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.message import Said
from actions.slots import GiftState
from bot.conversation.recipients import Recipient
from bot.nlu.relationships import gender_of
from catalog_index.brief import GiftBrief

_SAME = re.compile(
    r"\b(?:same|similar)(?: (?:taste|things?|stuff|interests?|hobbies|kind|sort))* (?:as|to|like|with) (?:for )?"
    r"(?P<who>me|mine|my|her|him|hers|his|the)\b|\bjust like (?P<me>me)\b"
)
_SHOPPER = frozenset({"me", "mine"})
_SEX = {"her": "female", "hers": "female", "him": "male", "his": "male"}


def same_interests(brief: GiftBrief, state: GiftState, said: Said, people: Sequence[Recipient]) -> GiftBrief | None:
    """The current brief with the interests of another person that a message likens to; None where it likens to nobody
    known."""
    match = _SAME.search(said.text.lower())
    if match is None or not state.others:
        return None
    who = match["who"] or match["me"]
    others = [person for person in people if not person.current and person.brief.get("interests")]
    relationship = said.one("relationship")
    if who in _SHOPPER:
        others = [person for person in others if person.brief.get("relationship") == "myself"]
    elif relationship:
        others = [person for person in others if person.brief.get("relationship") == relationship]
    elif who in _SEX:
        others = [person for person in others if gender_of(person.brief.get("relationship")) in (_SEX[who], None)]
    if not others:
        return None
    interests = list(dict.fromkeys([*brief.interests, *others[-1].brief["interests"]]))
    state.forget_shown()
    return brief.model_copy(update={"interests": interests})
