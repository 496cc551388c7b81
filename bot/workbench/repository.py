"""Reads and writes what agents work with, inside the caller's session."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Conversation, Message
from bot.db import utc_now
from bot.staff.models import StaffMember
from bot.workbench.models import CannedReply, ConversationLabel, Mention, Note, ReadMark
from bot.workbench.schemas import NoteView

_WITH_PEOPLE = ("waiting", "agent")


class WorkbenchRepository:
    """The SQL of the agents' tools."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def agents(self) -> Sequence[StaffMember]:
        """Return the accounts of agents that are open, by name."""
        query = select(StaffMember).where(StaffMember.active, StaffMember.role == "agent")
        return (await self._session.scalars(query.order_by(StaffMember.name, StaffMember.id))).all()

    async def labels(self, conversation_ids: Collection[str]) -> dict[str, list[str]]:
        """Return the labels of some conversations, by name."""
        query = select(ConversationLabel).where(ConversationLabel.conversation_id.in_(conversation_ids))
        found: dict[str, list[str]] = {}
        for row in await self._session.scalars(query.order_by(ConversationLabel.label)):
            found.setdefault(row.conversation_id, []).append(row.label)
        return found

    async def all_labels(self, limit: int) -> list[str]:
        """Return the labels in use, the commonest first."""
        often = func.count().desc()
        query = select(ConversationLabel.label).group_by(ConversationLabel.label)
        return list((await self._session.scalars(query.order_by(often, ConversationLabel.label).limit(limit))).all())

    async def set_labels(self, conversation_id: str, labels: Collection[str]) -> None:
        """Make these the labels of a conversation."""
        mine = ConversationLabel.conversation_id == conversation_id
        await self._session.execute(delete(ConversationLabel).where(mine))
        self._session.add_all(ConversationLabel(conversation_id=conversation_id, label=label) for label in labels)

    async def unread(self, conversation_ids: Collection[str], staff_id: int) -> dict[str, int]:
        """Return how many of the shoppers' lines this agent has not read, in conversations that people have."""
        read = (ReadMark.conversation_id == Message.conversation_id) & (ReadMark.staff_id == staff_id)
        query = (
            select(Message.conversation_id, func.count().label("lines"))
            .join(Conversation, Conversation.id == Message.conversation_id)
            .outerjoin(ReadMark, read)
            .where(
                Message.conversation_id.in_(conversation_ids),
                Message.role == "shopper",
                Message.seq > func.coalesce(ReadMark.seq, 0),
                Conversation.status.in_(_WITH_PEOPLE),
            )
            .group_by(Message.conversation_id)
        )
        return {row.conversation_id: row.lines for row in await self._session.execute(query)}

    async def read_mark(self, conversation_id: str, staff_id: int) -> ReadMark | None:
        """Return how far an agent has read."""
        return await self._session.get(ReadMark, (conversation_id, staff_id))

    def mark_read(self, conversation_id: str, staff_id: int, seq: int) -> None:
        """Note for the first time how far an agent has read."""
        self._session.add(ReadMark(conversation_id=conversation_id, staff_id=staff_id, seq=seq))

    async def mentions(self, conversation_ids: Collection[str], staff_id: int) -> dict[str, int]:
        """Return how many notes that name this agent they have not seen."""
        query = (
            select(Note.conversation_id, func.count().label("notes"))
            .join(Mention, Mention.note_id == Note.id)
            .where(Note.conversation_id.in_(conversation_ids), Mention.staff_id == staff_id, Mention.seen_at.is_(None))
            .group_by(Note.conversation_id)
        )
        return {row.conversation_id: row.notes for row in await self._session.execute(query)}

    async def see_mentions(self, conversation_id: str, staff_id: int) -> None:
        """Note that an agent has seen where a conversation's notes name them."""
        notes = select(Note.id).where(Note.conversation_id == conversation_id).scalar_subquery()
        unseen = (Mention.staff_id == staff_id) & Mention.note_id.in_(notes) & Mention.seen_at.is_(None)
        await self._session.execute(update(Mention).where(unseen).values(seen_at=utc_now()))

    async def add_note(
        self, conversation_id: str, author: str, text: str, named: Iterable[StaffMember], client_id: str | None
    ) -> Note:
        """Keep a note that names these agents."""
        note = Note(
            conversation_id=conversation_id, author=author, text=text, client_id=client_id, created_at=utc_now()
        )
        self._session.add(note)
        await self._session.flush()
        self._session.add_all(Mention(note_id=note.id, staff_id=member.id, seen_at=None) for member in named)
        return note

    async def note_by_client_id(self, client_id: str) -> Note | None:
        """Return the note that was sent under this id."""
        return await self._session.scalar(select(Note).where(Note.client_id == client_id))

    async def notes(self, conversation_id: str) -> list[NoteView]:
        """Return the notes of a conversation, oldest first."""
        query = select(Note).where(Note.conversation_id == conversation_id).order_by(Note.id)
        notes = (await self._session.scalars(query)).all()
        names: dict[int, list[str]] = {}
        named = (
            select(Mention.note_id, StaffMember.name)
            .join(StaffMember, StaffMember.id == Mention.staff_id)
            .where(Mention.note_id.in_([note.id for note in notes]))
            .order_by(StaffMember.name)
        )
        for row in await self._session.execute(named):
            names.setdefault(row.note_id, []).append(row.name)
        return [
            NoteView(
                id=note.id,
                author=note.author,
                text=note.text,
                mentions=names.get(note.id, []),
                created_at=note.created_at,
            )
            for note in notes
        ]

    async def replies(self) -> Sequence[CannedReply]:
        """Return the canned replies, by their shortcut."""
        return (await self._session.scalars(select(CannedReply).order_by(CannedReply.shortcut))).all()

    async def reply(self, reply_id: int) -> CannedReply | None:
        """Return a canned reply."""
        return await self._session.get(CannedReply, reply_id)

    async def reply_by_shortcut(self, shortcut: str) -> CannedReply | None:
        """Return the canned reply with this shortcut."""
        return await self._session.scalar(select(CannedReply).where(CannedReply.shortcut == shortcut))

    def add_reply(self, reply: CannedReply) -> None:
        """Add a canned reply."""
        self._session.add(reply)

    async def delete_reply(self, reply: CannedReply) -> None:
        """Delete a canned reply."""
        await self._session.delete(reply)
