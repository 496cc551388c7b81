"""Whom a message is about: the person talked about, another one of the conversation, or somebody new."""

from __future__ import annotations

import re
from typing import Any

from actions.described import BACK, GENERIC, OTHER_ONE, described, likeness
from actions.message import Said
from actions.recipients import begin, everybody, forget, switch
from actions.slots import GiftState
from actions.together import several, together
from bot.conversation.recipients import Recipient
from bot.nlu.relationships import gender_of
from catalog_index.analysis import stems
from catalog_index.brief import GiftBrief
from catalog_index.people import GROWN_UP

# "no, my nephew I mean" is the same person under the right name.
_MEANT = re.compile(
    r"\b(?:i mean|i meant|meant|mean my|typo|mistake|correction|oops|not (?:my|the|for my|his|her|a) \w+|not \w+ but)\b"
    r"|^\W*(?:no|nope|sorry|actually)\b"
)
_NEXT = re.compile(
    r"\b(?:what about|how about|next|also|as well|too|another|one more|now (?:for|one|my|the|something)|"
    r"and (?:for|one|something|my)|same (?:for|thing))\b"
)
_ANOTHER = re.compile(
    r"\b(?:another|a second|one more|other|different)\s+(?:\w+\s+)?$|\b(?:another|my other|a second)\b"
)
_ALSO = re.compile(
    r"\b(?:they|we|she|he|i) also (?:have|has|need|got)\b|\b(?:another|one more) (?:kid|child|boy|girl)\b"
)
_SAME_FOR = re.compile(r"\bsame (?:again |thing |idea |gift |search )*for\b|\bsame but for\b")
ALL = re.compile(
    r"\b(?:both|each|all (?:of )?(?:them|us|three|four)|every ?one(?: of them)?|everybody|the two of them)\b"
)
KIDS = re.compile(r"\b(?:kids|children|twins|triplets|boys|girls|little ones)\b")


def turn_to(brief: GiftBrief, state: GiftState, said: Said) -> tuple[GiftBrief, Said]:
    """Turn to whom a message is about; the brief that is current then, and what of the message is left to take in."""
    number = said.one("recipient")
    if isinstance(number, int):
        return switch(brief, state, number), said
    people = everybody(brief, state)
    text = said.text.lower()
    if (dropped := _dropped(said, people)) is not None:
        return forget(brief, state, dropped.id), Said(said.intent, said.text, [])
    if len(persons := [value for value in said.all("person") if isinstance(value, dict)]) > 1:
        return several(brief, state, said, persons), _without_facts(said)
    if (joint := together(brief, state, said)) is not None:
        return joint, said
    if relationship := said.one("relationship"):
        new = _related(brief, state, said, people, str(relationship))
        return new, _without(said, "relationship") if relationship == "myself" and new.relationship not in (
            None,
            "myself",
        ) else said
    if (found := described(people, state, said)) is not None:
        # "The teenager" tells who it is, not how old anew.
        return switch(brief, state, found.id), said if not found.brief.get("age") else _without(said, "age")
    if said.intent == "next_recipient":
        return begin(brief, state), said
    if _ALSO.search(text) and state.has_shown and (said.has("age") or said.has("interest")):
        return begin(brief, state), said
    return brief, said


def turns(said: Said) -> bool:
    """Whether a message turns to somebody, though it may be the one talked about already ("now dad again")."""
    if said.has("recipient"):
        return True
    turning = said.intent in ("next_recipient", "switch_recipient") or BACK.search(said.text.lower()) is not None
    return turning and said.has("relationship")


def _related(brief: GiftBrief, state: GiftState, said: Said, people: list[Recipient], relationship: str) -> GiftBrief:
    text = said.text.lower()
    following = said.intent == "next_recipient" or _NEXT.search(text) is not None
    if relationship == "myself" and not following and brief.relationship not in (None, "myself"):
        return brief  # "keep it for me" is nobody new
    corrected = (_MEANT.search(text) or said.has("correction")) and not _NEXT.search(text)
    known = [person for person in people if person.brief.get("relationship") == relationship]
    another = _ANOTHER.search(text) is not None and not BACK.search(text)
    if len(known) > 1 and OTHER_ONE.search(text):
        another = False
    if known and not another and not (corrected and not any(person.current for person in known)):
        best = _one_of(known, said)
        return brief if best.current else switch(brief, state, best.id)
    if corrected and not another:
        return brief
    if (nameless := _nameless(state, people, relationship)) is not None and (following or BACK.search(text)):
        return switch(brief, state, nameless)
    if _SAME_FOR.search(text) and people:
        return _same_for(brief, state, said)
    if brief.relationship is None and not another and not (following and state.has_shown):
        return brief
    if brief != GiftBrief() and (following or another or state.has_shown):
        return begin(brief, state)
    return brief


def _one_of(known: list[Recipient], said: Said) -> Recipient:
    """Which of several of the same kind: by number, the other one, by what they like; else the one talked about."""
    text, number = said.text.lower(), said.one("ordinal")
    if isinstance(number, int) and 0 < number <= len(known) and len(known) > 1:
        return known[number - 1]
    if OTHER_ONE.search(text) and len(known) > 1:
        known = [person for person in known if not person.current]
    return max(known, key=lambda person: (likeness(text, person), person.current))


def _same_for(brief: GiftBrief, state: GiftState, said: Said) -> GiftBrief:
    """ "Same for her brother but horses": all but who it is, and what the message itself says."""
    kept: dict[str, Any] = {"relationship": None}
    if said.has("interest"):
        kept["interests"] = []
    copy = brief.model_copy(update=kept)
    only = state.only
    begin(brief, state)
    state.only = only
    return copy


def _nameless(state: GiftState, people: list[Recipient], relationship: str) -> int | None:
    """The one other person of whom only the sex is known, and that is the one of a relationship ("my son": the boy)."""
    if relationship in GROWN_UP:
        return None
    sexes = {other["id"]: other["state"].get("gender") for other in state.others}
    fitting = [
        person.id
        for person in people
        if not person.brief.get("relationship") and sexes.get(person.id) and sexes[person.id] == gender_of(relationship)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _without_facts(said: Said) -> Said:
    left = [item for item in said.entities if item["entity"] in ("quantity",)]
    return Said(said.intent, said.text, left)


def _without(said: Said, entity: str) -> Said:
    return Said(said.intent, said.text, [item for item in said.entities if item["entity"] != entity])


def _dropped(said: Said, people: list[Recipient]) -> Recipient | None:
    """Whom "forget about dad" drops."""
    if not said.has("drop") or not people:
        return None
    for person in people:
        own = person.brief.get("relationship")
        if own and own in said.all("relationship"):
            return person
        words = set(stems(person.label)) - GENERIC
        if any(words & set(stems(str(what))) for what in said.all("drop")) and len(people) > 1:
            return person
    return None
