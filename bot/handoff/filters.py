"""Which conversations of a lane are asked for, as SQL."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select

from bot.conversation.models import Conversation, Message
from bot.handoff.schemas import Lane
from bot.workbench.models import ConversationLabel, ReadMark

WITH_PEOPLE = ("waiting", "agent")


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a lane. `holder` is an agent's id; `text` is looked for in what was said and in ids."""

    text: str = ""
    label: str = ""
    holder: int | None = None
    unread: bool = False
    deadline: bool = False


def in_lane(lane: Lane, staff_id: int, open_occasions: Collection[str]) -> Select[Conversation]:
    """The conversations of a lane that anything was said in, in its order."""
    query = select(Conversation).where(Conversation.last_seq > 0)
    if lane == "waiting":
        return query.where(Conversation.status == "waiting").order_by(Conversation.waiting_since)
    if lane == "holiday":
        # Those who wait first; the days left sort them further (see Inbox).
        people = query.where(Conversation.status.in_(WITH_PEOPLE), _about(open_occasions))
        return people.order_by(Conversation.status.desc(), Conversation.waiting_since, Conversation.updated_at.desc())
    query = query.order_by(Conversation.updated_at.desc())
    if lane == "mine":
        return query.where(Conversation.status == "agent", Conversation.holder_id == staff_id)
    if lane == "closed":
        return query.where(Conversation.status == "closed")
    return query if lane == "any" else query.where(Conversation.status != "closed")


def narrowed(
    query: Select[Conversation], filters: Filters, staff_id: int, open_occasions: Collection[str]
) -> Select[Conversation]:
    """The query with all filters."""
    if filters.label:
        labelled = select(ConversationLabel.conversation_id).where(ConversationLabel.label == filters.label)
        query = query.where(Conversation.id.in_(labelled))
    if filters.holder is not None:
        query = query.where(Conversation.holder_id == filters.holder)
    if filters.deadline:
        query = query.where(_about(open_occasions))
    if filters.unread:
        query = query.where(Conversation.status.in_(WITH_PEOPLE), _unread(staff_id))
    if filters.text:
        said = select(Message.conversation_id).where(says(filters.text))
        starts = Conversation.id.istartswith(filters.text, autoescape=True)
        query = query.where(or_(Conversation.id.in_(said), starts))
    return query


def says(text: str) -> ColumnElement[bool]:
    """Whether a message has a text in it, upper and lower case alike; % and _ are only themselves."""
    found: ColumnElement[bool] = Message.body["text"].as_string().icontains(text, autoescape=True)
    return found


def _about(occasions: Collection[str]) -> ColumnElement[bool]:
    about: ColumnElement[bool] = Conversation.brief["occasion"].as_string().in_(occasions)
    return about


def _unread(staff_id: int) -> ColumnElement[bool]:
    mine = (ReadMark.conversation_id == Conversation.id) & (ReadMark.staff_id == staff_id)
    seq = select(ReadMark.seq).where(mine).correlate(Conversation).scalar_subquery()
    theirs = (Message.conversation_id == Conversation.id) & (Message.role == "shopper")
    newer = Message.seq > func.coalesce(seq, 0)
    return select(Message.seq).where(theirs, newer).correlate(Conversation).exists()
