"""Several people at once: a message that tells of each, and one gift for all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions.context import context
from actions.message import Said
from actions.recipients import add, begin
from actions.slots import GiftState
from bot.nlu.relationships import gender_of
from catalog_index.brief import GiftBrief

# What a message may say of a wish, beside whom it is for.
FACTS = frozenset({"interest", "age", "exclude", "budget", "occasion", "only", "budget_change"})
_SHARED = re.compile(
    r"\b(?:for|suits?|they can|please) (?:the )?(?:both|two|all)\b(?: of them)?"
    r"|\b(?:together|to share|a joint (?:gift|present))\b"
)
_SEXES = {"boy": "male", "girl": "female"}


def several(brief: GiftBrief, state: GiftState, said: Said, persons: list[dict[str, Any]]) -> GiftBrief:
    """A person for each that the message tells of; what it says of all of them counts for each."""
    shared = {"budget": said.one("budget"), "occasion": said.one("occasion")}
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
    if not state.others or not _SHARED.search(said.text.lower()) or any(said.has(fact) for fact in FACTS):
        return None
    joint = context().texts("recipient.together")
    briefs = [GiftBrief.model_validate(other["brief"]) for other in state.others if other["label"] != joint]
    new = _joined([brief, *briefs])
    begin(brief, state)
    state.label = joint
    return new


def _joined(briefs: Sequence[GiftBrief]) -> GiftBrief:
    """What suits all: every age among theirs, nothing that one of them avoids, the smallest budget."""
    ages = [brief.age for brief in briefs if brief.age]
    budgets = [brief.budget for brief in briefs if brief.budget and brief.budget.max is not None]
    oldest = [age.max for age in ages if age.max is not None]
    highest = max(oldest) if len(oldest) == len(ages) and oldest else None
    age = {"min": min(age.min for age in ages), "max": highest} if ages else None
    return GiftBrief.model_validate(
        {
            "age": age,
            "interests": list(dict.fromkeys(label for brief in briefs for label in brief.interests)),
            "exclude": list(dict.fromkeys(label for brief in briefs for label in brief.exclude)),
            "budget": min(budgets, key=lambda budget: budget.max or 0).model_dump() if budgets else None,
        }
    )
