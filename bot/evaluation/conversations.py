"""Judged conversations: what a shopper says turn by turn, and what a good assistant makes of it.

The format is described in data/eval/README.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.evaluation.compare import FIELDS
from bot.evaluation.kinds import KINDS

_TURN_KEYS = frozenset(
    "say press patch kind also never to recipients brief cards about list saved quote says says_not buttons "
    "countdown masked".split()
)
_CARD_KEYS = frozenset(
    "least most max_price min_price serves each none_of new again below above titles untitled free".split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the shopper and what is expected of the answer.

    `act` is "say", "press" or "patch", `what` its text, button or brief; `brief` is the whole expected brief of the
    recipient `to` by field, each value in the file's short form; `expected` holds the other expectations as written.
    """

    act: str
    what: Any
    to: str
    brief: dict[str, Any]
    expected: dict[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> int:
        """How many fields of the brief are surely known after this turn."""
        return sum(value not in (None, []) and not _optional(value) for value in self.brief.values())


@dataclass(frozen=True, slots=True)
class Conversation:
    """A whole judged conversation."""

    id: str
    about: str
    turns: tuple[Turn, ...]


def load_conversations(folder: Path) -> list[Conversation]:
    """Read all conversations of a folder of YAML files, in the order of names.

    Raises:
        ValueError: something is not of the form; names the file, the conversation and the turn.
    """
    found: list[Conversation] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            items = yaml.safe_load(path.read_text("utf-8"))
        except yaml.YAMLError as error:
            raise ValueError(f"{path.name}: {error}") from error
        for item in items or []:
            try:
                found.append(_conversation(item))
            except (KeyError, TypeError, ValueError) as error:
                name = item.get("id") if isinstance(item, dict) else item
                raise ValueError(f"{path.name}, {name}: {error!r}") from error
    ids = [conversation.id for conversation in found]
    twice = {name for name in ids if ids.count(name) > 1}
    if twice:
        raise ValueError(f"more than one conversation is called {', '.join(sorted(twice))}")
    return found


def _conversation(item: dict[str, Any]) -> Conversation:
    to, briefs = "", {"": _empty()}
    turns = []
    for number, data in enumerate(item["turns"], 1):
        unknown = (set(data) - _TURN_KEYS) | (set(data.get("cards") or {}) - _CARD_KEYS)
        acts = [name for name in ("say", "press", "patch") if name in data]
        if unknown or len(acts) != 1:
            raise ValueError(f"turn {number}: unknown {sorted(unknown)}, acts {acts}")
        if "to" in data:
            # The first recipient gets a name when the second turns up.
            briefs.setdefault(data["to"], _empty())
            to = data["to"]
        kinds = {kind for key in ("kind", "also", "never") for kind in _listed(data.get(key))} - KINDS
        if kinds:
            raise ValueError(f"turn {number}: no such kind of answer {sorted(kinds)}")
        changed = data.get("brief") or {}
        if set(changed) - set(FIELDS):
            raise ValueError(f"turn {number}: no such field {sorted(set(changed) - set(FIELDS))}")
        briefs[to] = briefs[to] | changed
        rest = {key: value for key, value in data.items() if key not in {*acts, "to", "brief"}}
        turns.append(Turn(acts[0], data[acts[0]], to, briefs[to], rest))
    return Conversation(str(item["id"]), str(item["about"]), tuple(turns))


def _empty() -> dict[str, Any]:
    return {"relationship": None, "age": None, "interests": [], "exclude": [], "budget": None, "occasion": None}


def _optional(value: Any) -> bool:
    """Whether a value of the short form only may be there."""
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return all(_optional(item) for item in value)
    return (isinstance(value, str) and value.startswith("?")) or (isinstance(value, dict) and "maybe" in value)


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
