"""Cases: from the moment a conversation leaves the bot to the moment people are done with it.

A case may go through several hands (passed on, back in the queue); it is one case all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Protocol

BOT, WAITING, AGENT, CLOSED = "bot", "waiting", "agent", "closed"
_WITH_PEOPLE = frozenset({WAITING, AGENT})


class Change(Protocol):
    """A row of `state_changes`; `actor` is an agent's address, or who else it was ("shopper", "time")."""

    conversation_id: str
    at: datetime
    before: str
    after: str
    actor: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An agent said something."""

    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Case:
    """`asked` says whether the shopper had to wait for it. `answered_by` wrote the first reply, `ended_by` ended it.

    `outcome` is "closed", "released" (back to the bot by an agent), "left" (nobody came, or the shopper went on with
    the bot) or "open".
    """

    conversation_id: str
    began: datetime
    asked: bool
    answered: datetime | None
    answered_by: str
    ended: datetime | None
    ended_by: str
    outcome: str

    @property
    def response_seconds(self) -> float | None:
        """From the wish for a person to the first reply; None where there was no wish or no reply."""
        return (self.answered - self.began).total_seconds() if self.asked and self.answered else None

    @property
    def resolution_seconds(self) -> float | None:
        """From the beginning to the end, where an agent ended it."""
        done = self.ended and self.outcome in {"closed", "released"}
        return (self.ended - self.began).total_seconds() if self.ended and done else None


def cases(changes: Iterable[Change], replies: Mapping[str, Sequence[Reply]]) -> list[Case]:
    """Return the cases of these changes, which are ordered by conversation and time; replies by conversation.

    A conversation's changes must be all that it ever had.
    """
    return [
        case
        for conversation_id, rows in groupby(changes, key=lambda change: change.conversation_id)
        for case in _of_one(conversation_id, list(rows), replies.get(conversation_id, ()))
    ]


def _of_one(conversation_id: str, changes: Sequence[Change], replies: Sequence[Reply]) -> list[Case]:
    found: list[Case] = []
    began: Change | None = None
    for change in changes:
        if began is None and change.after in _WITH_PEOPLE:
            began = change
        elif began is not None and change.after not in _WITH_PEOPLE:
            found.append(_case(conversation_id, began, change, replies))
            began = None
    if began is not None:
        found.append(_case(conversation_id, began, None, replies))
    return found


def _case(conversation_id: str, began: Change, ended: Change | None, replies: Sequence[Reply]) -> Case:
    until = ended.at if ended else None
    first = next((reply for reply in replies if reply.at >= began.at and (until is None or reply.at <= until)), None)
    return Case(
        conversation_id=conversation_id,
        began=began.at,
        asked=began.after == WAITING,
        answered=first.at if first else None,
        answered_by=first.actor if first else "",
        ended=until,
        ended_by=ended.actor if ended else "",
        outcome=_outcome(ended),
    )


def _outcome(ended: Change | None) -> str:
    if ended is None:
        return "open"
    if ended.after == CLOSED:
        return "closed"
    return "released" if ended.before == AGENT else "left"
