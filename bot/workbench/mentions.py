"""Whom a note names with an @."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.staff.models import StaffMember


def named(text: str, agents: Iterable[StaffMember]) -> list[StaffMember]:
    """Return the agents whom a text names: "@Ada Byron" or, by the address they sign in with, "@ada.b".

    Of names that begin alike the longest that fits counts, for all who have it; a name ends where a letter or digit
    would go on.
    """
    ways: dict[str, list[StaffMember]] = {}
    for agent in agents:
        for way in {agent.name.casefold(), agent.email.partition("@")[0].casefold()} - {""}:
            ways.setdefault(way, []).append(agent)
    longest_first = sorted(ways, key=len, reverse=True)
    found: dict[int, StaffMember] = {}
    for at in (match.end() for match in re.finditer(r"(?<!\w)@", text)):
        rest = text[at:].casefold()
        fits = (name for name in longest_first if rest.startswith(name) and not rest[len(name) :][:1].isalnum())
        found.update({agent.id: agent for agent in ways.get(next(fits, ""), [])})
    return list(found.values())
