"""The people of one conversation: what each is called, from the dialogue's own state.

Both the gateway (which lists them beside the brief) and the actions (which talk about them) read it here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.texts import Texts
from catalog_index.brief import GiftBrief

_SWITCH = re.compile(r'/switch_recipient\{"recipient": ?(?P<number>\d{1,4})\}')
# Nobody calls them "0-year-old".
_BABIES = ("0", "0-1")
_EMPTY = GiftBrief().model_dump(mode="json")


@dataclass(frozen=True)
class Recipient:
    """`brief` is GiftBrief JSON; `label` tells this one from the others ("niece", "first twin"), "" for nobody yet."""

    id: int
    label: str
    current: bool
    brief: Mapping[str, Any]


def recipients(state: Mapping[str, Any] | None, brief: Mapping[str, Any], texts: Texts) -> list[Recipient]:
    """Return everybody whom a conversation is about, in the order in which they came up.

    `state` is GiftState JSON (see actions/slots.py), `brief` the current person's; [] as long as nobody is named.
    """
    state = state or {}
    others = [(other["id"], other.get("label") or "", other["brief"]) for other in state.get("others") or ()]
    current = state.get("current") or 1
    people = sorted([*others, (current, state.get("label") or "", brief)], key=lambda person: int(person[0]))
    if not others and {**_EMPTY, **brief} == _EMPTY:
        return []
    labels = [_label(number, given, of, texts) for number, given, of in people]
    return [
        Recipient(number, _apart(place, labels, people, texts), number == current, of)
        for place, (number, _, of) in enumerate(people)
    ]


def listed(state: Mapping[str, Any] | None, brief: Mapping[str, Any], texts: Texts) -> list[dict[str, Any]]:
    """Return the people as the API tells of them: [{"id": 1, "label": "niece", "current": true}, ...]."""
    found = recipients(state, brief, texts)
    return [{"id": person.id, "label": person.label, "current": person.current} for person in found]


def switch_title(payload: str, state: Mapping[str, Any] | None, brief: Mapping[str, Any], texts: Texts) -> str | None:
    """Return what a shopper says who turns to somebody by `/switch_recipient{"recipient": 2}`, None for any other
    payload, or where there is no such person."""
    match = _SWITCH.fullmatch(payload)
    number = int(match["number"]) if match else None
    found = next((person for person in recipients(state, brief, texts) if person.id == number), None)
    return texts("switched_to", who=phrase(found, texts)) if found else None


def phrase(recipient: Recipient, texts: Texts) -> str:
    """Return how a sentence names somebody: "your niece", "the first twin", "you", "somebody"."""
    relationship = recipient.brief.get("relationship")
    if relationship == "myself":
        return texts("person.myself")
    if recipient.label[:1].isupper():
        return recipient.label  # a name
    if relationship and recipient.label.startswith(relationship):
        return texts("person.your", label=recipient.label)
    return texts("person.the", label=recipient.label) if recipient.label else texts("person.somebody")


def _label(number: int, given: str, brief: Mapping[str, Any], texts: Texts) -> str:
    if name := given or brief.get("relationship"):
        return str(name)
    if interests := brief.get("interests"):
        return texts("recipient.likes", interest=interests[0])
    if age := years(brief):
        return texts("recipient.baby") if age in _BABIES else texts("recipient.aged", age=age)
    return texts("recipient.number", number=number)


def _apart(place: int, labels: list[str], people: list[tuple[int, str, Mapping[str, Any]]], texts: Texts) -> str:
    """Tell people of the same name apart by age, what they like or their number."""
    label = labels[place]
    same = [brief for other, (_, _, brief) in zip(labels, people, strict=True) if other == label]
    if len(same) == 1:
        return label
    brief = people[place][2]
    for tell in (years, _first_interest):
        if tell(brief) and sum(tell(other) == tell(brief) for other in same) == 1:
            return texts("recipient.apart", label=label, what=tell(brief))
    return texts("recipient.apart", label=label, what=people[place][0])


def years(brief: Mapping[str, Any]) -> str:
    """Return the age of a brief in short: "8", "6-10", "8+"; "" where none is known."""
    age = brief.get("age")
    if not age:
        return ""
    if age["max"] is None:
        return f"{age['min']}+"
    return str(age["min"]) if age["min"] == age["max"] else f"{age['min']}-{age['max']}"


def _first_interest(brief: Mapping[str, Any]) -> str:
    return str(next(iter(brief.get("interests") or []), ""))


def details(recipient: Recipient) -> str:
    """Return what is known of somebody in a few words: "8, dinosaurs"."""
    if recipient.label.endswith(")"):
        return ""  # told apart from another by the same
    age, interests = years(recipient.brief), list(recipient.brief.get("interests") or [])[:2]
    return ", ".join(
        part
        for part in (age, *interests)
        if part and part not in recipient.label.replace("(", " ").replace(")", " ").split()
    )
