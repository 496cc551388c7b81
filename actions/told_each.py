"""Facts for several people of the conversation in one message: "20 for the little one, 30 for the big one"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions.described import described
from actions.message import Said
from actions.slots import GiftState
from bot.conversation.recipients import Recipient
from catalog_index.brief import GiftBrief

_AMOUNT = re.compile(
    r"[$£€]?(?P<n>\d{1,4}) ?(?:dollars|bucks|quid|pounds|euros?|[$£€])? for "
    r"(?P<who>the (?:\w+ )?\w+?)(?=\W*$|\s*[,;.&+]|\s+and\b)"
)


def tell_each(
    brief: GiftBrief, state: GiftState, said: Said, people: Sequence[Recipient], currency: str
) -> GiftBrief | None:
    """Take in what a message says of each of several known people; the current brief, None where it isn't such one."""
    found = _by_relationship(said, people) or _by_description(state, said, people, currency)
    if found is None:
        return None
    facts = dict(found)
    state.others = [
        other | {"brief": _with(GiftBrief.model_validate(other["brief"]), facts[other["id"]]).model_dump(mode="json")}
        if other["id"] in facts
        else other
        for other in state.others
    ]
    return _with(brief, facts[state.current]) if state.current in facts else brief


def _by_relationship(said: Said, people: Sequence[Recipient]) -> list[tuple[int, dict[str, Any]]] | None:
    """ "30 for mum, 20 for dad", where both are known."""
    found: list[tuple[int, dict[str, Any]]] = []
    for person in said.all("person"):
        known = [one for one in people if one.brief.get("relationship") == person.get("relationship")]
        if not person.get("relationship") or len(known) != 1 or person.get("age") not in (None, known[0].brief["age"]):
            return None
        found.append((known[0].id, person))
    return found if len({number for number, _ in found}) > 1 else None


def _by_description(
    state: GiftState, said: Said, people: Sequence[Recipient], currency: str
) -> list[tuple[int, dict[str, Any]]] | None:
    found = []
    current = next((person for person in people if person.current), None)
    for match in _AMOUNT.finditer(said.text.lower()):
        one = described(list(people), state, Said("switch_recipient", match["who"], [])) or current
        if one is None:
            return None
        budget = {"min": None, "max": float(match["n"]), "currency": currency}
        found.append((one.id, {"budget": budget}))
    return found if len({number for number, _ in found}) > 1 else None


def _with(brief: GiftBrief, facts: dict[str, Any]) -> GiftBrief:
    data = brief.model_dump(mode="json")
    for name in ("age", "budget", "occasion"):
        data[name] = facts.get(name) or data[name]
    for name in ("interests", "exclude"):
        data[name] = list(dict.fromkeys([*data[name], *(facts.get(name) or [])]))
    return GiftBrief.model_validate(data)
