"""What agents do beside the talk itself. Every change is a line of the staff's log."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.models import Conversation
from bot.conversation.repository import ConversationRepository
from bot.db import Database, utc_now
from bot.errors import GiftfinderError, InvalidError, NotFoundError
from bot.staff.repository import StaffRepository
from bot.staff.schemas import StaffView
from bot.workbench.mentions import named
from bot.workbench.models import CannedReply
from bot.workbench.repository import WorkbenchRepository
from bot.workbench.schemas import Colleague, Labels, NewNote, NoteView, ReplyEdit, ReplyView

_LABELS_TOLD = 100


class ShortcutTakenError(GiftfinderError):
    """Another canned reply has this shortcut."""

    status, slug, title = 409, "shortcut-taken", "Another reply has this shortcut"


class WorkbenchService:
    """Labels, notes, read marks and canned replies. `changed` tells open consoles of a conversation."""

    def __init__(
        self, database: Database, *, replies_limit: int, present: Callable[[], set[int]], changed: Callable[[str], None]
    ) -> None:
        self._database, self._replies_limit = database, replies_limit
        self._present, self._changed = present, changed

    async def colleagues(self, member: StaffView) -> list[Colleague]:
        """Return the agents of the team, and who is at a console."""
        here = self._present()
        async with self._database.read() as session:
            agents = await WorkbenchRepository(session).agents()
        return [Colleague(id=item.id, name=item.name, here=item.id in here, me=item.id == member.id) for item in agents]

    async def read(self, member: StaffView, conversation_id: str, seq: int) -> None:
        """Note how far an agent has read. That they have opened it at all was logged when they got it.

        Raises:
            NotFoundError: there is no such conversation.
        """
        async with self._database.write() as session:
            repository = WorkbenchRepository(session)
            conversation = await _locked(session, conversation_id)
            seq = min(seq, conversation.last_seq)
            mark = await repository.read_mark(conversation_id, member.id)
            if mark is None:
                repository.mark_read(conversation_id, member.id, seq)
            else:
                mark.seq = seq
            if seq:
                await repository.see_mentions(conversation_id, member.id)
        self._changed(conversation_id)

    async def set_labels(self, member: StaffView, conversation_id: str, body: Labels) -> None:
        """Make these the labels of a conversation.

        Raises:
            NotFoundError: there is no such conversation.
        """
        async with self._database.write() as session:
            repository = WorkbenchRepository(session)
            await _locked(session, conversation_id)
            before = set((await repository.labels([conversation_id])).get(conversation_id, []))
            if before == set(body.labels):
                return
            await repository.set_labels(conversation_id, body.labels)
            added, removed = sorted(set(body.labels) - before), sorted(before - set(body.labels))
            StaffRepository(session).log(
                member.email, "conversation.labels", conversation_id, added=added, removed=removed
            )
        self._changed(conversation_id)

    async def labels(self) -> list[str]:
        """Return the labels in use, the commonest first."""
        async with self._database.read() as session:
            return await WorkbenchRepository(session).all_labels(_LABELS_TOLD)

    async def add_note(self, member: StaffView, conversation_id: str, note: NewNote) -> NoteView:
        """Keep a private note and tell those whom it names; the same client_id again returns the first one.

        Raises:
            NotFoundError: there is no such conversation.
        """
        async with self._database.write() as session:
            await _locked(session, conversation_id)
            made = await keep_note(session, member, conversation_id, note)
        self._changed(conversation_id)
        return made

    async def replies(self) -> list[ReplyView]:
        """Return the canned replies, by their shortcut."""
        async with self._database.read() as session:
            return [_view(reply) for reply in await WorkbenchRepository(session).replies()]

    async def add_reply(self, member: StaffView, body: ReplyEdit) -> ReplyView:
        """Keep a canned reply.

        Raises:
            ShortcutTakenError: another one has the shortcut.
            InvalidError: there are as many as there may be.
        """
        async with self._database.write() as session:
            repository = WorkbenchRepository(session)
            if await repository.reply_by_shortcut(body.shortcut):
                raise ShortcutTakenError(f"There is a reply “{body.shortcut}” already.")
            if len(await repository.replies()) >= self._replies_limit:
                raise InvalidError(f"There are {self._replies_limit} replies, and no more fit. Delete some first.")
            reply = CannedReply(shortcut=body.shortcut, text=body.text, edited_by=member.name, edited_at=utc_now())
            repository.add_reply(reply)
            await session.flush()
            StaffRepository(session).log(member.email, "reply.add", body.shortcut)
            return _view(reply)

    async def edit_reply(self, member: StaffView, reply_id: int, body: ReplyEdit) -> ReplyView:
        """Change a canned reply.

        Raises:
            NotFoundError: there is no such reply.
            ShortcutTakenError: another one has the shortcut.
        """
        async with self._database.write() as session:
            repository = WorkbenchRepository(session)
            reply = await _reply(repository, reply_id)
            other = await repository.reply_by_shortcut(body.shortcut)
            if other is not None and other.id != reply_id:
                raise ShortcutTakenError(f"There is a reply “{body.shortcut}” already.")
            StaffRepository(session).log(member.email, "reply.edit", body.shortcut, before=reply.shortcut)
            reply.shortcut, reply.text = body.shortcut, body.text
            reply.edited_by, reply.edited_at = member.name, utc_now()
            return _view(reply)

    async def delete_reply(self, member: StaffView, reply_id: int) -> None:
        """Delete a canned reply.

        Raises:
            NotFoundError: there is no such reply.
        """
        async with self._database.write() as session:
            repository = WorkbenchRepository(session)
            reply = await _reply(repository, reply_id)
            await repository.delete_reply(reply)
            StaffRepository(session).log(member.email, "reply.delete", reply.shortcut)


async def keep_note(session: AsyncSession, member: StaffView, conversation_id: str, note: NewNote) -> NoteView:
    """Write a note, whom it names and a line of the log, in the caller's transaction."""
    repository = WorkbenchRepository(session)
    client_id = f"{member.id}:{note.client_id}" if note.client_id else None
    agents = await repository.agents()
    people = [item for item in named(note.text, agents) if item.id != member.id]
    made = await repository.note_by_client_id(client_id) if client_id else None
    if made is None:
        made = await repository.add_note(conversation_id, member.name, note.text, people, client_id)
        mentions = [person.email for person in people]
        StaffRepository(session).log(
            member.email, "conversation.note", conversation_id, note=made.id, mentions=mentions
        )
    names = sorted(person.name for person in people)
    return NoteView(id=made.id, author=made.author, text=made.text, mentions=names, created_at=made.created_at)


async def _locked(session: AsyncSession, conversation_id: str) -> Conversation:
    return await ConversationRepository(session).lock(conversation_id)


async def _reply(repository: WorkbenchRepository, reply_id: int) -> CannedReply:
    reply = await repository.reply(reply_id)
    if reply is None:
        raise NotFoundError("There is no such reply.")
    return reply


def _view(reply: CannedReply) -> ReplyView:
    return ReplyView(
        id=reply.id, shortcut=reply.shortcut, text=reply.text, edited_by=reply.edited_by, edited_at=reply.edited_at
    )
