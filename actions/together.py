"""Several people at once: a message that tells of each, and one gift for all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions.context import context
from actions.message import Said
from actions.recipients import add, begin, everybody
from actions.slots import GiftState
from bot.conversation.recipients import Recipient
from bot.nlu.relationships import gender_of
from catalog_index.brief import AgeRange, GiftBrief
from catalog_index.people import ADULT_AGE, GROWN_UP

# What a message may say of a wish, beside whom it is for.
FACTS = frozenset({"interest", "age", "exclude", "budget", "occasion", "only", "budget_change"})
_SHARED = re.compile(
    r"\b(?:for|suits?|they can|please) (?:the )?(?:both|two|all)\b(?: of them)?"
    r"|\b(?:together|to share|a joint (?:gift|present))\b"
)
# "One gift for all of them, at most 50" may also say what it shall cost.
_ONE_GIFT = re.compile(
    r"\b(?:one|a single|a shared|a joint|the same) (?:\w+ )?(?:gift|present|thing)\b.{0,20}"
    r"\b(?:for|that|suits|pleases) (?:the )?"
    r"(?:every(?:one|body)|them|(?:each|all|both) of them|all|both|they (?:all|both)|two|three|four)\b"
)
_OF_THE_GIFT = frozenset({"budget", "occasion", "exclude", "budget_change"})
_SEXES = {"boy": "male", "girl": "female"}


def several(brief: GiftBrief, state: GiftState, said: Said, persons: list[dict[str, Any]]) -> GiftBrief:
    """A person for each that the message tells of; what it says of all of them counts for each."""
    # An occasion that is told of one of them is not the others' ("our receptionist, who is retiring, and ...").
    told_of_one = any(person.get("occasion") for person in persons)
    shared = {"budget": said.one("budget"), "occasion": None if told_of_one else said.one("occasion")}
    briefs = [_brief_of(person, shared) for person in persons]
    if brief != GiftBrief() and (state.has_shown or brief.interests or brief.age):
        begin(brief, state)
    elif brief != GiftBrief():
        # What was said before (an occasion, a budget) counts for all of them.
        briefs = [brief.model_copy(update=_known(new)) for new in briefs]
    state.label = str(persons[0].get("label") or "")
    state.gender = _gender(persons[0])
    for person, new in zip(persons[1:], briefs[1:], strict=True):
        add(state, new, str(person.get("label") or ""), gender=_gender(person))
    return briefs[0]


def _gender(person: dict[str, Any]) -> str | None:
    return person.get("gender") or gender_of(person.get("relationship")) or _SEXES.get(str(person.get("label")))


def _brief_of(person: dict[str, Any], shared: dict[str, Any]) -> GiftBrief:
    data = {name: person[name] for name in GiftBrief.model_fields if person.get(name) not in (None, [])}
    data = {name: value for name, value in shared.items() if value is not None} | data
    return GiftBrief.model_validate(data)


def _known(brief: GiftBrief) -> dict[str, Any]:
    return {name: value for name in GiftBrief.model_fields if (value := getattr(brief, name)) not in (None, [])}


def together(brief: GiftBrief, state: GiftState, said: Said) -> GiftBrief | None:
    """ "Something for both of them": one more recipient, who is all of them; None where none such is wanted."""
    text = said.text.lower()
    of_one_gift = _ONE_GIFT.search(text) is not None
    told = {fact for fact in FACTS if said.has(fact)} - (_OF_THE_GIFT if of_one_gift else frozenset())
    if not state.others or told or not (of_one_gift or _SHARED.search(text)):
        return None
    new = joined([brief for _, brief in members(brief, state)])
    begin(brief, state)
    state.label = context().texts("recipient.together")
    return new


def is_joint(state: GiftState) -> bool:
    """Whether whom this is about is everybody together."""
    return bool(state.others) and state.label == context().texts("recipient.together")


def members(brief: GiftBrief, state: GiftState) -> list[tuple[Recipient, GiftBrief]]:
    """The single people of the conversation, each with the brief; not everybody together."""
    joint = context().texts("recipient.together")
    found = [(person, GiftBrief.model_validate(dict(person.brief))) for person in everybody(brief, state)]
    return [(person, own) for person, own in found if not person.label.startswith(joint)]


def joined(briefs: Sequence[GiftBrief]) -> GiftBrief:
    """What suits all: every age among theirs, nothing that one of them avoids, the smallest budget."""
    ages = [age for brief in briefs if (age := _age(brief))]
    budgets = [brief.budget for brief in briefs if brief.budget and brief.budget.max is not None]
    # Of whom only "from 18 on" is known, that is an age too which a gift for all must suit.
    years = [year for age in ages for year in (age.min, age.max) if year is not None]
    span = {"min": min(years), "max": max(years)} if years else None
    return GiftBrief.model_validate(
        {
            "age": span,
            "interests": list(dict.fromkeys(label for brief in briefs for label in brief.interests)),
            "exclude": list(dict.fromkeys(label for brief in briefs for label in brief.exclude)),
            "budget": min(budgets, key=lambda budget: budget.max or 0).model_dump() if budgets else None,
        }
    )


def _age(brief: GiftBrief) -> AgeRange | None:
    """How old somebody is; who is grown up for certain is at least that, where no age was said."""
    if brief.age is None and brief.relationship in GROWN_UP:
        return AgeRange(min=ADULT_AGE, max=None)
    return brief.age
