"""What people change in a brief while the bot is not there, and how the bot gets to know it.

A change is made to the conversation's own copies (`brief`, `dialogue`) at once, in the transaction that also writes it
down. Before the bot's next turn the dialogue engine is given these copies, and with the turn's answer the changes are
marked as told; what comes while a turn is under way is made again on top of that turn's result. All of it can be
repeated without harm, so that no restart in between loses a change or makes it twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import BriefEdit, Conversation, Message
from bot.db import utc_now
from bot.nlu.relationships import gender_of
from catalog_index.brief import GiftBrief

# As in actions/slots.py, whose GiftState is what `dialogue` holds: the questions of the form, and how much is kept.
_QUESTIONS = ("relationship", "age", "interests", "budget")
_REMEMBERED = 200
_PAGES = 10
SHOPPER = "shopper"
# The payload of a line that edits the brief; what is edited follows as JSON.
EDIT_BRIEF = "/edit_brief"


class Change(TypedDict, total=False):
    """`brief` has the parts to set (GiftBrief JSON); the others are product ids; `shown` were sent as cards."""

    brief: dict[str, Any]
    pin: list[str]
    unpin: list[str]
    veto: list[str]
    unveto: list[str]
    shown: list[str]


def applied(
    brief: Mapping[str, Any], dialogue: Mapping[str, Any] | None, change: Change, *, by_colleague: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return brief and dialogue state after a change; making the same change again changes nothing more."""
    new, state = dict(brief), dict(dialogue or {})
    parts = change.get("brief") or {}
    new |= parts
    if new != dict(brief):
        _forget_shown(state, kinds=new["interests"] != brief["interests"])
    skipped = [name for name in state.get("skipped") or () if name not in parts]
    # What was cleared on purpose is not asked for again.
    state["skipped"] = skipped + [name for name in _QUESTIONS if name in parts and not parts[name]]
    if "relationship" in parts:
        state["gender"] = gender_of(parts["relationship"])
    if parts:
        state["asked"] = None
    vetoed = _changed(state, "vetoed", change.get("veto", ()), [*change.get("unveto", ()), *change.get("pin", ())])
    _changed(state, "pinned", change.get("pin", ()), [*change.get("unpin", ()), *vetoed])
    _take_away(state, vetoed)
    if shown := change.get("shown"):
        _turn_page(state, shown)
        state["page"], state["focus"] = list(shown), list(shown) if len(shown) == 1 else []
        state["shown"] = _merged(state.get("shown") or (), shown)[-_REMEMBERED:]
        state["colleague"] = _merged(state.get("colleague") or (), shown)[-_REMEMBERED:]
    if by_colleague and set(change) - {"shown"}:
        state["left"] = True
    return new, state


async def make(session: AsyncSession, conversation: Conversation, actor: str, change: Change) -> None:
    """Make a change to a locked conversation and write it down; `actor` is an e-mail address, or SHOPPER."""
    _apply(conversation, actor, change)
    conversation.updated_at = utc_now()
    session.add(BriefEdit(conversation_id=conversation.id, at=utc_now(), actor=actor, change=dict(change), told=False))


async def make_unanswered(session: AsyncSession, conversation: Conversation, lines: Iterable[Message]) -> None:
    """Make what the shopper wanted changed in lines that the bot does not get to: a person has the conversation now."""
    for line in lines:
        if parts := _parts_of(line):
            await make(session, conversation, SHOPPER, {"brief": parts})


async def untold(session: AsyncSession, conversation_id: str) -> Sequence[BriefEdit]:
    """Return the changes that the dialogue engine does not know, oldest first."""
    query = select(BriefEdit).where(BriefEdit.conversation_id == conversation_id, BriefEdit.told.is_(False))
    return (await session.scalars(query.order_by(BriefEdit.id))).all()


async def settle(session: AsyncSession, conversation: Conversation, told: int, *, overwritten: bool) -> None:
    """After a turn: mark the changes up to `told` as known, and make later ones again where the turn's result was
    written over them."""
    for edit in await untold(session, conversation.id):
        if edit.id <= told:
            edit.told = True
        elif overwritten:
            _apply(conversation, edit.actor, edit.change)  # type: ignore[arg-type]


def _parts_of(line: Message) -> dict[str, Any]:
    """The parts of the brief that a line sets (the chips, and the buttons that change a wish), {} for another line."""
    command, brace, data = (line.payload or "").partition("{")
    if command != EDIT_BRIEF:
        return {}
    parts = json.loads(brace + data).get("brief_edit") or {}
    known = {name: value for name, value in parts.items() if name in GiftBrief.model_fields}
    return GiftBrief.model_validate(known).model_dump(mode="json", include=set(known))


def _apply(conversation: Conversation, actor: str, change: Change) -> None:
    before = conversation.brief
    conversation.brief, conversation.dialogue = applied(
        before, conversation.dialogue, change, by_colleague=actor != SHOPPER
    )
    if conversation.brief != before or set(change) & {"veto", "unveto"}:
        conversation.fits = None
        conversation.dialogue["fits"] = None


def _changed(state: dict[str, Any], name: str, more: Iterable[str], less: Iterable[str]) -> list[str]:
    gone = set(less)
    state[name] = [item for item in _merged(state.get(name) or (), more) if item not in gone]
    return list(state[name])


def _take_away(state: dict[str, Any], vetoed: list[str]) -> None:
    """Let nobody come back to what was vetoed by "the second one" or "what you showed before"."""
    out = set(vetoed)
    for name in ("page", "focus"):
        state[name] = [item for item in state.get(name) or () if item not in out]
    if (advice := state.get("advice")) and advice.get("row"):
        state["advice"] = {**advice, "row": [item for item in advice["row"] if item not in out]}
    pages = [[item for item in page if item not in out] for page in state.get("pages") or ()]
    state["pages"] = [page for page in pages if page]


def _forget_shown(state: dict[str, Any], *, kinds: bool) -> None:
    """As GiftState.forget_shown: a changed brief may show again what an earlier one showed."""
    _turn_page(state, ())
    state["shown"], state["page"] = [], []
    if kinds:
        state["avoided"] = []


def _turn_page(state: dict[str, Any], now: Sequence[str]) -> None:
    page = state.get("page") or []
    if page and page != list(now):
        pages = state.get("pages") or []
        state["pages"] = [*(other for other in pages if other != page), page][-_PAGES:]


def _merged(known: Iterable[str], new: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*known, *new]))
