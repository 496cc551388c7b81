"""The desk: people take conversations over, answer, and hand them back.

A conversation's `lease` grows with each change of hands. Whoever writes a reply says under which lease, and the
reply is written only while that lease is the newest, in the same transaction: a late answer of the bot, or of an
agent who no longer has the conversation, can't get in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import edits
from bot.conversation.events import Broker
from bot.conversation.models import Conversation
from bot.conversation.repository import ConversationRepository
from bot.conversation.schemas import WireMessage
from bot.conversation.text import check_shopper_text
from bot.conversation.wire import wire
from bot.db import Database
from bot.errors import InvalidError, NotFoundError
from bot.handoff.errors import ClosedError, HeldError, NotHereError
from bot.handoff.holding import check_hold, staff_name
from bot.handoff.schemas import AgentMessage
from bot.handoff.states import AGENT, BOT, CLOSED, WAITING, change_state
from bot.handoff.typists import Typists
from bot.messages import Card, ProductCardsMessage, TextMessage
from bot.ratings.service import ask_for_rating
from bot.settings import Settings
from bot.staff.models import StaffMember
from bot.staff.repository import StaffRepository
from bot.staff.schemas import StaffView
from bot.texts import Texts
from bot.workbench.schemas import NOTE_CHARS, NewNote, PassOn
from bot.workbench.service import keep_note

# What the bot gets when it has a conversation back: its first words say what is known.
TAKE_BACK = "/take_back"


class Desk:
    """What agents do with conversations. Every change is a row of `state_changes` and of the staff's log."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        texts: Texts,
        broker: Broker,
        cards: Callable[[str, Sequence[str]], Awaitable[list[Card]]],
        present: Callable[[], set[int]],
        wake: Callable[[str], None],
    ) -> None:
        """`cards` makes the cards of products for a conversation; `wake` lets the bot answer what stands in a log."""
        self._database = database
        self._settings = settings
        self._broker = broker
        self._typing = Typists(broker, settings.typing_seconds)
        self._texts = texts
        self._cards = cards
        self._present = present
        self._wake = wake

    async def typing(self, member: StaffView, conversation_id: str, lease: int, *, on: bool) -> None:
        """Show the shopper that somebody writes, or no longer; raises LeaseError as `say` does."""
        async with self._database.read() as session:
            conversation = await session.get(Conversation, conversation_id)
            if conversation is None:
                raise NotFoundError("There is no such conversation.")
            await check_hold(session, conversation, member, lease)
        self._typing.agent(conversation_id, on)

    async def take(self, member: StaffView, conversation_id: str) -> int:
        """Take a conversation; returns the new lease. Taking what one has already keeps the lease.

        Raises:
            HeldError: somebody else has it.
            ClosedError: it has ended.
            NotFoundError: there is none.
        """
        async with self._database.write() as session:
            repository = ConversationRepository(session)
            conversation = await repository.lock(conversation_id)
            if conversation.status == "closed":
                raise ClosedError
            if conversation.status == "agent" and conversation.holder_id is not None:
                if conversation.holder_id == member.id:
                    return conversation.lease
                raise HeldError(await staff_name(session, conversation.holder_id) or "Somebody")
            # Handed back, the bot is not to answer what a person has long dealt with.
            await edits.make_unanswered(session, conversation, await repository.all_pending(conversation_id))
            await repository.pass_over_pending(conversation_id)
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
        body = await self._body(conversation_id, message)
        client_id = f"agent-{member.id}:{message.client_id}" if message.client_id else None
        async with self._database.write() as session:
            repository = ConversationRepository(session)
            conversation = await repository.lock(conversation_id)
            if client_id and (before := await repository.by_client_id(conversation_id, client_id)):
                return wire(before)
            await check_hold(session, conversation, member, message.lease)
            line = repository.append(conversation, "agent", body, client_id=client_id)
            if message.product_ids:
                # The bot is to know what was shown, and not to show it as if it were new.
                await edits.make(session, conversation, member.email, {"shown": _once(message.product_ids)})
            StaffRepository(session).log(member.email, "conversation.said", conversation_id, seq=line.seq)
            await session.flush()
            written = wire(line)
        self._typing.over(conversation_id)
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
            await check_hold(session, conversation, member, body.lease)
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
        """Hand a conversation back to the bot, which says what it is left with; raises as `say` does."""
        line = TextMessage(text=self._texts("released", name=member.name)).model_dump(mode="json")
        async with self._database.write() as session:
            repository = ConversationRepository(session)
            conversation = await repository.lock(conversation_id)
            await check_hold(session, conversation, member, lease)
            _change(session, conversation, BOT, member, holder=None)
            await ask_for_rating(session, conversation, member.id, self._texts)
            # In the same transaction: whatever stops meanwhile, the bot gets to it.
            repository.append(conversation, "system", line, payload=TAKE_BACK, pending=True)
        self._tell(conversation_id)
        self._wake(conversation_id)

    async def close(self, member: StaffView, conversation_id: str, lease: int) -> None:
        """End a conversation; raises as `say` does."""
        async with self._database.write() as session:
            conversation = await ConversationRepository(session).lock(conversation_id)
            await check_hold(session, conversation, member, lease)
            _change(session, conversation, CLOSED, member, holder=None)
            await ask_for_rating(session, conversation, member.id, self._texts)
        self._tell(conversation_id)

    async def _colleague(self, session: AsyncSession, member: StaffView, staff_id: int) -> StaffMember:
        other = await session.get(StaffMember, staff_id)
        if other is None or not other.active or other.role != "agent" or other.id == member.id:
            raise InvalidError("That is no other agent.")
        if staff_id not in self._present():
            raise NotHereError(other.name)
        return other

    async def _body(self, conversation_id: str, message: AgentMessage) -> dict[str, object]:
        if message.text is not None:
            text = check_shopper_text(message.text, limit=self._settings.max_message_chars)
            return TextMessage(text=text).model_dump(mode="json")
        cards = await self._cards(conversation_id, _once(message.product_ids or ()))
        return ProductCardsMessage(items=cards, total=len(cards)).model_dump(mode="json")

    def _tell(self, conversation_id: str) -> None:
        self._typing.over(conversation_id)
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


def _once(product_ids: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(product_ids))
