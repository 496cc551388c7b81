"""People of the conversation named without a relationship: "the one who likes horses", "the older one", "and him?"."""

from __future__ import annotations

import re

from actions.message import Said
from actions.slots import GiftState
from actions.together import FACTS
from bot.conversation.recipients import Recipient
from catalog_index.analysis import stems

BACK = re.compile(r"\b(?:back to|return to|switch(?: back)? to|again)\b")
OTHER_ONE = re.compile(
    r"\b(?:the|my) other (?:one|twin|kid|child|boy|girl|person|nephew|niece|son|daughter)?\b|\bfor the other\b"
)
GENERIC = frozenset(stems("one who that likes like loves love into gift now back next person for year old again show"))
_LEAD = (
    r"^\W*(?:(?:and|now|ok|okay|so|good|great|thanks|next|then|back to|on to|what about|how about|for|again)[\s,]+)*"
)
_SOMEBODY = r"(?:one|girl|boy|lad|kid|child|teen(?:ager)?|baby|toddler|twin|older|younger|elder|little|big)\b"
_DESCRIBED = re.compile(
    rf"{_LEAD}the (?:\w+ )?{_SOMEBODY}|\bthe (?:one|twin|boy|girl|kid|child|person) (?:who|that|with|into|of)\b"
)
_PRONOUN = re.compile(r"\b(?:and|for|about|back to) (?:him|her)\b")
_OLDER = re.compile(r"\b(?:older|oldest|elder|eldest|bigger|biggest|big)\b")
_YOUNGER = re.compile(r"\b(?:younger|youngest|smaller|smallest|little)\b")
_GROUPS = ((re.compile(r"\bteen(?:ager)?\b"), 13, 19), (re.compile(r"\b(?:baby|toddler)\b"), 0, 3))


def described(people: list[Recipient], state: GiftState, said: Said) -> Recipient | None:
    """Another person whom a message turns to, None where it goes on about the one talked about."""
    text = said.text.lower()
    others = [person for person in people if not person.current]
    if not others:
        return None
    if OTHER_ONE.search(text) and len(others) == 1:
        return others[0]
    if (found := _by_pronoun(others, state, said)) is not None:
        return found
    if not (_DESCRIBED.search(text) or BACK.search(text) or said.intent == "switch_recipient"):
        return None
    best = max(people, key=lambda person: (likeness(text, person), person.current))
    if likeness(text, best) > 0:
        return None if best.current else best
    if (aged := _by_age(text, people)) is not None:
        return None if aged.current else aged
    # "Back to them": whoever was talked about before.
    return others[-1] if BACK.search(text) and not any(said.has(fact) for fact in FACTS) else None


def likeness(text: str, person: Recipient) -> int:
    """How many of the words that tell a person from others a text has."""
    told = [person.label, *person.brief.get("interests", []), str((person.brief.get("age") or {}).get("min", ""))]
    return len((set(stems(text)) - GENERIC) & set(stems(" ".join(told))))


def _by_age(text: str, people: list[Recipient]) -> Recipient | None:
    aged = sorted((p for p in people if p.brief.get("age")), key=lambda person: int(person.brief["age"]["min"]))
    if not aged:
        return None
    if _OLDER.search(text):
        return aged[-1]
    for pattern, low, high in _GROUPS:
        if pattern.search(text):
            return next((person for person in aged if low <= person.brief["age"]["min"] <= high), None)
    return aged[0] if _YOUNGER.search(text) else None


def _by_pronoun(others: list[Recipient], state: GiftState, said: Said) -> Recipient | None:
    """Whom "him" means where the one talked about is no man, or nobody knows, and one other is."""
    gender = said.one("gender")
    turned = _PRONOUN.search(said.text.lower()) is not None
    telling = bool(state.gender) and any(said.has(fact) for fact in FACTS)
    if not gender or gender == state.gender or not (turned or telling):
        return None
    fitting = {other["id"] for other in state.others if other["state"].get("gender") == gender}
    return next((person for person in others if person.id in fitting), None) if len(fitting) == 1 else None
