"""Several people in one conversation: each has a brief and a state of their own, and one of them is talked about."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from actions.context import context
from actions.slots import GiftState
from bot.conversation.recipients import Recipient, details, phrase, recipients
from catalog_index.brief import GiftBrief

# What belongs to the conversation, not to one of its people.
_SHARED = frozenset({"others", "current", "left", "misses", "rude", "said", "shop_asked", "talked", "vetoed"})
_PERSONAL = tuple(item.name for item in fields(GiftState) if item.name not in _SHARED)
_MOST = 12


def begin(brief: GiftBrief, state: GiftState) -> GiftBrief:
    """Put the current person aside and turn to a new one, of whom nothing is known; `state` is changed in place."""
    if brief != GiftBrief() or state.label:
        number = _free_number(state)
        state.others = [*state.others, _parked(brief, state)][-_MOST:]
        state.current = number
    _load(state, {})
    return GiftBrief()


def add(state: GiftState, brief: GiftBrief, label: str = "", *, gender: str | None = None) -> None:
    """Note one more person without turning to them."""
    person = {name: value for name, value in asdict(GiftState(label=label, gender=gender)).items() if name in _PERSONAL}
    entry = {"id": _free_number(state), "label": label, "brief": brief.model_dump(mode="json"), "state": person}
    state.others = [*state.others, entry][-_MOST:]


def switch(brief: GiftBrief, state: GiftState, number: int) -> GiftBrief:
    """Turn to another person as they were left; the brief that is current then (the same for an unknown number)."""
    other = next((other for other in state.others if other["id"] == number), None)
    if other is None:
        return brief
    rest = [person for person in state.others if person is not other]
    state.others = rest if brief == GiftBrief() and not state.label else [*rest, _parked(brief, state)]
    state.current = number
    _load(state, other["state"] | {"label": other["label"]})
    return GiftBrief.model_validate(other["brief"])


def forget(brief: GiftBrief, state: GiftState, number: int) -> GiftBrief:
    """Drop a person; where it is the current one, the one talked about before is taken up again, if any."""
    if number != state.current:
        state.others = [other for other in state.others if other["id"] != number]
        return brief
    _load(state, {})
    return switch(GiftBrief(), state, state.others[-1]["id"]) if state.others else GiftBrief()


def everybody(brief: GiftBrief, state: GiftState) -> list[Recipient]:
    """All people of the conversation, in the order in which they came up."""
    return recipients(asdict(state), brief.model_dump(mode="json"), context().texts)


def current_phrase(brief: GiftBrief, state: GiftState, *, with_details: bool = True) -> str:
    """How a sentence names whom this is about: "your niece (8, dinosaurs)"."""
    person = next((person for person in everybody(brief, state) if person.current), None)
    texts = context().texts
    if person is None:
        return texts("person.somebody")
    more = details(person) if with_details else ""
    name = phrase(person, texts)
    return texts("person.details", who=name, details=more) if more else name


def about(text: str, brief: GiftBrief, state: GiftState) -> str:
    """A headline with whom it is about, where there are several people."""
    if not state.others:
        return text
    who = current_phrase(brief, state)
    return context().texts("about", who=who[:1].upper() + who[1:], text=text)


def switch_buttons(brief: GiftBrief, state: GiftState, most: int = 3) -> list[tuple[str, str]]:
    """Buttons to the other people, those who have seen no gifts yet first."""
    texts = context().texts
    unseen = {other["id"] for other in state.others if other["state"].get("seen") is None}
    found = sorted((p for p in everybody(brief, state) if not p.current), key=lambda p: p.id not in unseen)
    return [
        (
            texts("button.next_person" if person.id in unseen else "button.back_to", who=phrase(person, texts)),
            f'/switch_recipient{{"recipient": {person.id}}}',
        )
        for person in found[:most]
    ]


def _parked(brief: GiftBrief, state: GiftState) -> dict[str, Any]:
    data = asdict(state)
    return {
        "id": state.current,
        "label": state.label,
        "brief": brief.model_dump(mode="json"),
        "state": {name: data[name] for name in _PERSONAL},
    }


def _load(state: GiftState, data: dict[str, Any]) -> None:
    fresh = asdict(GiftState())
    for name in _PERSONAL:
        setattr(state, name, data.get(name, fresh[name]))


def _free_number(state: GiftState) -> int:
    return max([state.current, *(int(other["id"]) for other in state.others)]) + 1
