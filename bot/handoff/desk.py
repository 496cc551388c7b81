"""The desk: people take conversations over, answer, and hand them back.

A conversation's `lease` grows with each change of hands. Whoever writes a reply says under which lease, and the
reply is written only while that lease is the newest, in the same transaction: a late answer of the bot, or of an
agent who no longer has the conversation, can't get in.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalog.cards import product_card
from bot.conversation.events import Broker
from bot.conversation.models import Conversation
from bot.conversation.repository import ConversationRepository
from bot.conversation.schemas import WireMessage
from bot.conversation.text import check_shopper_text
from bot.conversation.wire import wire
from bot.db import Database
from bot.errors import InvalidError, NotFoundError
from bot.handoff.errors import ClosedError, HeldError, LeaseError, NotHereError
from bot.handoff.schemas import AgentMessage
from bot.handoff.states import AGENT, WAITING, change_state
from bot.messages import ProductCardsMessage, TextMessage
from bot.settings import Settings
from bot.staff.models import StaffMember
from bot.staff.repository import StaffRepository
from bot.staff.schemas import StaffView
from bot.workbench.schemas import NOTE_CHARS, NewNote, PassOn
from bot.workbench.service import keep_note
from catalog_index.product import Product


class Desk:
    """What agents do with conversations. Every change is a row of `state_changes` and of the staff's log."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        broker: Broker,
        product: Callable[[str], Product | None],
        present: Callable[[], set[int]],
    ) -> None:
        self._database = database
        self._settings = settings
        self._broker = broker
        self._product = product
        self._present = present

    async def typing(self, member: StaffView, conversation_id: str, lease: int, *, on: bool) -> None:
        """Show the shopper that somebody writes, or no longer; raises LeaseError as `say` does."""
        async with self._database.read() as session:
            conversation = await session.get(Conversation, conversation_id)
            if conversation is None:
                raise NotFoundError("There is no such conversation.")
            await _check_hold(session, conversation, member, lease)
        self._broker.typing(conversation_id, on)

    async def take(self, member: StaffView, conversation_id: str) -> int:
        """Take a conversation; returns the new lease. Taking what one has already keeps the lease.

        Raises:
            HeldError: somebody else has it.
            ClosedError: it has ended.
            NotFoundError: there is none.
        """
        async with self._database.write() as session:
            conversation = await ConversationRepository(session).lock(conversation_id)
            if conversation.status == "closed":
                raise ClosedError
            if conversation.status == "agent" and conversation.holder_id is not None:
                if conversation.holder_id == member.id:
                    return conversation.lease
                raise HeldError(await _name(session, conversation.holder_id) or "Somebody")
            lease = _change(session, conversation, "agent", member, holder=member.id)
        self._tell(conversation_id)
        return lease

    async def say(self, member: StaffView, conversation_id: str, message: AgentMessage) -> WireMessage:
        """Write an agent's reply; the same client_id again returns the first one.

        Raises:
            LeaseError: the agent's hold is over.
            NotFoundError: no such conversation, or a product that the catalog does not have.
            InvalidError, TooLargeError: the text is empty or too long.
        """
        body = self._body(message)
        client_id = f"agent-{member.id}:{message.client_id}" if message.client_id else None
        async with self._database.write() as session:
            repository = ConversationRepository(session)
            conversation = await repository.lock(conversation_id)
            if client_id and (before := await repository.by_client_id(conversation_id, client_id)):
                return wire(before)
            await _check_hold(session, conversation, member, message.lease)
            line = repository.append(conversation, "agent", body, client_id=client_id)
            StaffRepository(session).log(member.email, "conversation.said", conversation_id, seq=line.seq)
            await session.flush()
            written = wire(line)
        self._broker.messages(conversation_id)
        return written

    async def pass_on(self, member: StaffView, conversation_id: str, body: PassOn) -> None:
        """Give a conversation to another agent, or back to the queue; with the note, if there is one, for them.

        Raises:
            NotHereError: the other one is not at a console.
            InvalidError: that is no other agent.
            NotFoundError, LeaseError: as `say` does.
        """
        async with self._database.write() as session:
            conversation = await ConversationRepository(session).lock(conversation_id)
            await _check_hold(session, conversation, member, body.lease)
            other = await self._colleague(session, member, body.to) if body.to is not None else None
            if body.note:
                text = f"@{other.name} {body.note}" if other else body.note
                await keep_note(session, member, conversation_id, NewNote(text=text[:NOTE_CHARS]))
            if other:
                _change(session, conversation, AGENT, member, holder=other.id, to=other.email)
            else:
                _change(session, conversation, WAITING, member, holder=None)
        self._tell(conversation_id)

    async def release(self, member: StaffView, conversation_id: str, lease: int) -> None:
        """Hand a conversation back to the bot; raises as `say` does."""
        await self._leave(member, conversation_id, lease, "bot")

    async def close(self, member: StaffView, conversation_id: str, lease: int) -> None:
        """End a conversation; raises as `say` does."""
        await self._leave(member, conversation_id, lease, "closed")

    async def _colleague(self, session: AsyncSession, member: StaffView, staff_id: int) -> StaffMember:
        other = await session.get(StaffMember, staff_id)
        if other is None or not other.active or other.role != "agent" or other.id == member.id:
            raise InvalidError("That is no other agent.")
        if staff_id not in self._present():
            raise NotHereError(other.name)
        return other

    async def _leave(self, member: StaffView, conversation_id: str, lease: int, status: str) -> None:
        async with self._database.write() as session:
            conversation = await ConversationRepository(session).lock(conversation_id)
            await _check_hold(session, conversation, member, lease)
            _change(session, conversation, status, member, holder=None)
        self._tell(conversation_id)

    def _body(self, message: AgentMessage) -> dict[str, object]:
        if message.text is not None:
            text = check_shopper_text(message.text, limit=self._settings.max_message_chars)
            return TextMessage(text=text).model_dump(mode="json")
        cards = []
        for product_id in message.product_ids or ():
            if (product := self._product(product_id)) is None:
                raise NotFoundError(f"There is no product {product_id[:100]!r}.")
            cards.append(product_card(product))
        return ProductCardsMessage(items=cards, total=len(cards)).model_dump(mode="json")

    def _tell(self, conversation_id: str) -> None:
        self._broker.messages(conversation_id)
        self._broker.state(conversation_id)


def _change(
    session: AsyncSession,
    conversation: Conversation,
    status: str,
    member: StaffView,
    *,
    holder: int | None,
    **details: str,
) -> int:
    before = conversation.status
    lease = change_state(session, conversation, status, actor=member.email, holder=holder)
    StaffRepository(session).log(
        member.email, f"conversation.{status}", conversation.id, before=before, lease=lease, **details
    )
    return lease


async def _check_hold(session: AsyncSession, conversation: Conversation, member: StaffView, lease: int) -> None:
    held = conversation.status == "agent" and conversation.holder_id == member.id and conversation.lease == lease
    if not held:
        raise LeaseError(await _name(session, conversation.holder_id))


async def _name(session: AsyncSession, staff_id: int | None) -> str | None:
    if staff_id is None:
        return None
    return await session.scalar(select(StaffMember.name).where(StaffMember.id == staff_id))
