"""The conversation service: what the calls do, between the endpoints and the log."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import edits
from bot.conversation.access import new_token, open_conversation, token_hash
from bot.conversation.events import Broker
from bot.conversation.models import Conversation, Message
from bot.conversation.privacy import Privacy
from bot.conversation.recipients import listed, switch_title
from bot.conversation.repository import ConversationRepository, expiry
from bot.conversation.schemas import (
    Answered,
    BriefPatch,
    ConversationView,
    Created,
    NewMessage,
    RecipientView,
    WireMessage,
)
from bot.conversation.stream import LOG_PAGE
from bot.conversation.text import check_shopper_text
from bot.conversation.turn import EMPTY_BRIEF, Record, Turn
from bot.conversation.turns import TurnQueue
from bot.conversation.wire import offers, wire
from bot.db import Database, utc_now
from bot.dialogue.engines import Engines
from bot.dialogue.errors import DialogueError
from bot.errors import InvalidError, NotFoundError
from bot.gateways.leases import TurnOrder
from bot.handoff.states import AGENT, BOT, WAITING, change_state
from bot.settings import Settings
from bot.texts import Texts

log = logging.getLogger(__name__)
Row = TypeVar("Row")


async def _no_queue(_: str) -> dict[str, Any] | None:
    return None


class ConversationService:
    """Conversations: made, written to, read, listened to."""

    def __init__(
        self,
        database: Database,
        engines: Engines,
        settings: Settings,
        texts: Texts,
        *,
        wishlist_ids: Callable[[AsyncSession, str], Awaitable[list[str]]],
        verdicts: Callable[[AsyncSession, str], Awaitable[dict[str, str]]],
        record: Record,
    ) -> None:
        self.broker = Broker(per_conversation=settings.streams_per_conversation, total=settings.streams_total)
        # Where a shopper who waits stands: {"position", "expected" (seconds or None)}; set by who looks after them.
        self.queue: Callable[[str], Awaitable[dict[str, Any] | None]] = _no_queue
        self._database = database
        self._settings = settings
        self._texts = texts
        self._wishlist_ids = wishlist_ids
        self._verdicts = verdicts
        self._engines = engines
        self.privacy = Privacy(texts, settings.phone_region.split(","))
        turn = Turn(database, engines, self.broker, texts, self.privacy, record)
        self.slot_notes = turn.notes
        self._turns = TurnQueue(database, engines, turn, settings)

    def share_turns(self, order: TurnOrder) -> None:
        """Let the answers be in the order that this gateway and others keep together."""
        self._turns.order = order

    def answer_left(self, conversation_id: str) -> None:
        """Answer what another gateway left unanswered."""
        self._turns.wake(conversation_id)

    async def start(self) -> None:
        """Answer what a stopped process has left unanswered."""
        since = utc_now() - timedelta(hours=self._settings.answer_on_start_hours)
        async with self._database.read() as session:
            for conversation_id in await ConversationRepository(session).waiting_conversations(since=since):
                self._turns.wake(conversation_id)

    async def stop(self) -> None:
        """End the streams and the turns under way."""
        self.broker.close()
        await self._turns.stop()

    async def create(self) -> Created:
        """Make a new conversation."""
        token, now = new_token(), utc_now()
        conversation = Conversation(
            id=str(uuid.uuid4()),
            token_hash=token_hash(token),
            status="bot",
            brief=EMPTY_BRIEF,
            dialogue=None,
            fits=None,
            release=self._engines.current.release or None,
            last_seq=0,
            created_at=now,
            updated_at=now,
            expires_at=expiry(self._settings.token_days),
        )
        async with self._database.write() as session:
            ConversationRepository(session).add(conversation)
        return Created(id=conversation.id, token=token)

    async def open(self, conversation_id: str, header: str | None) -> Conversation:
        """Return the conversation that an Authorization header opens; raises as `open_conversation` does."""
        return await open_conversation(self._database, conversation_id, header)

    async def view(self, conversation_id: str) -> ConversationView:
        """Return a whole conversation."""
        async with self._database.read() as session:
            repository = ConversationRepository(session)
            # Read before the lines: a state that is older than them is made good by the next event.
            conversation = _there(await repository.get(conversation_id))
            messages = await repository.after(conversation_id)
            feedback = await self._verdicts(session, conversation_id)
        return ConversationView(
            id=conversation.id,
            status=conversation.status,
            brief=conversation.brief,
            messages=[wire(message) for message in messages],
            recipients=self._recipients(conversation),
            feedback=feedback,
        )

    async def post(self, conversation_id: str, new: NewMessage) -> Answered:
        """Take a shopper's message and return the bot's answer.

        Raises:
            TooLargeError, InvalidError: the text is too long or empty, or the payload was never offered.
        """
        text: str | None = None
        removed: tuple[str, ...] = ()
        if new.text is not None:
            cleaned = check_shopper_text(new.text, limit=self._settings.max_message_chars)
            masked = self.privacy.mask(cleaned)
            text, removed = masked.text, masked.kinds
        async with self._database.write() as session:
            repository = ConversationRepository(session)
            conversation = await repository.lock(conversation_id)
            message = await _posted_before(repository, conversation_id, new.client_id)
            if message is None:
                if text is None:
                    text = switch_title(
                        str(new.payload), conversation.dialogue, conversation.brief, self._texts
                    ) or await _offered_title(repository, conversation_id, str(new.payload))
                    if conversation.status == WAITING:
                        # Words are for the person to come; whoever presses a button of the bot goes on with it.
                        change_state(session, conversation, BOT, actor="shopper")
                message = self._append(repository, conversation, "shopper", text, new.payload, new.client_id)
                self._tell_removed(repository, conversation, message, removed)
        return await self._answered(message)

    async def edit_brief(self, conversation_id: str, patch: BriefPatch) -> Answered:
        """Change parts of the brief as the chips do, and return the bot's answer."""
        async with self._database.write() as session:
            repository = ConversationRepository(session)
            conversation = await repository.lock(conversation_id)
            message = await _posted_before(repository, conversation_id, patch.client_id)
            if message is None:
                budget = conversation.brief.get("budget") or {}
                changes = patch.changes(budget.get("currency") or self._settings.currency)
                changes, removed = self.privacy.mask_labels(changes)
                parts = ", ".join(self._texts(f"brief_part.{name}") for name in changes)
                payload = edits.EDIT_BRIEF + json.dumps({"brief_edit": changes})
                line = self._texts("brief_changed", parts=parts)
                message = self._append(repository, conversation, "system", line, payload, patch.client_id)
                self._tell_removed(repository, conversation, message, removed)
                if conversation.status in {WAITING, AGENT}:
                    # The bot is not asked: the change is made here, and told to it when it is back.
                    await edits.make(session, conversation, edits.SHOPPER, {"brief": changes})
        if not message.pending:
            self.broker.state(conversation_id)
        return await self._answered(message)

    def wake(self, conversation_id: str) -> None:
        """Let the bot answer what stands unanswered in a conversation's log."""
        self.broker.messages(conversation_id)
        self._turns.wake(conversation_id)

    async def command(self, conversation_id: str, line: str, payload: str, client_id: str | None) -> Answered:
        """Let the bot answer a payload of our own making; `line` is what the log shows as the shopper's words."""
        async with self._database.write() as session:
            repository = ConversationRepository(session)
            conversation = await repository.lock(conversation_id)
            message = await _posted_before(repository, conversation_id, client_id)
            if message is None:
                message = self._append(repository, conversation, "shopper", line, payload, client_id)
        return await self._answered(message)

    async def erase(self, conversation_id: str) -> None:
        """Delete the conversation and all that hangs on it: log, brief, list, share links, verdicts, wishes."""
        async with self._database.write() as session:
            await ConversationRepository(session).delete(conversation_id)
        self.broker.end(conversation_id)
        try:
            await self._engines.forget(conversation_id)
        except DialogueError as error:
            # It keeps conversations in memory only, and a stopped one has none left.
            log.warning("dialogue not told of an erasure", extra={"reason": str(error)})

    async def state(self, conversation_id: str) -> dict[str, Any]:
        """Return what a `state` event tells."""
        async with self._database.read() as session:
            conversation = _there(await ConversationRepository(session).get(conversation_id))
            wishlist = await self._wishlist_ids(session, conversation_id)
            feedback = await self._verdicts(session, conversation_id)
        return {
            "brief": conversation.brief,
            "status": conversation.status,
            "wishlist": wishlist,
            "fits": conversation.fits,
            "recipients": [person.model_dump() for person in self._recipients(conversation)],
            "feedback": feedback,
            "queue": await self.queue(conversation_id) if conversation.status == WAITING else None,
        }

    async def log_after(self, conversation_id: str, seq: int) -> list[WireMessage]:
        """Return the next lines of the log after `seq` (a page of them)."""
        async with self._database.read() as session:
            messages = await ConversationRepository(session).after(conversation_id, seq, limit=LOG_PAGE)
            return [wire(message) for message in messages]

    def changed(self, conversation_id: str) -> None:
        """Tell open pages that something beside the log has changed (the wishlist, the status)."""
        self.broker.state(conversation_id)

    def _append(
        self,
        repository: ConversationRepository,
        conversation: Conversation,
        role: str,
        text: str,
        payload: str | None,
        client_id: str | None,
    ) -> Message:
        conversation.expires_at = expiry(self._settings.token_days)
        return repository.append(
            conversation,
            role,
            {"type": "text", "text": text},
            client_id=client_id,
            payload=payload,
            pending=conversation.status == "bot",
        )

    def _tell_removed(
        self, repository: ConversationRepository, conversation: Conversation, message: Message, kinds: tuple[str, ...]
    ) -> None:
        """Tell what was taken out of a message, as the first line of its answer: once, however often it is sent."""
        if kinds:
            body = {"type": "text", "text": self.privacy.notice(kinds)}
            # While people have the conversation the bot says nothing, not even this.
            role = "bot" if conversation.status == BOT else "system"
            repository.append(conversation, role, body, reply_to=message.seq)

    async def _answered(self, message: Message) -> Answered:
        """Return the answer to a line, after the bot's turn where it has not had it."""
        conversation_id, seq = message.conversation_id, message.seq
        self.broker.messages(conversation_id)
        if message.pending:
            await self._turns.answer(conversation_id, seq)
        async with self._database.read() as session:
            repository = ConversationRepository(session)
            conversation = _there(await repository.get(conversation_id))
            current = _there(await repository.message(conversation_id, seq))
            replies = await repository.replies(conversation_id, seq)
        outcome = current.outcome or {"brief": conversation.brief, "status": conversation.status}
        people = {"recipients": self._recipients(conversation)}
        return Answered(seq=seq, replies=[wire(reply) for reply in replies], **people | outcome)

    def _recipients(self, conversation: Conversation) -> list[RecipientView]:
        people = listed(conversation.dialogue, conversation.brief, self._texts)
        return [RecipientView(**person) for person in people]


def _there(row: Row | None) -> Row:
    """Return a row that only an erasure can have taken away."""
    if row is None:
        raise NotFoundError("There is no such conversation.")
    return row


async def _posted_before(
    repository: ConversationRepository, conversation_id: str, client_id: str | None
) -> Message | None:
    return await repository.by_client_id(conversation_id, client_id) if client_id else None


async def _offered_title(repository: ConversationRepository, conversation_id: str, payload: str) -> str:
    """Return the title of the button with this payload; InvalidError where the bot never showed one."""
    for body in await repository.bot_bodies(conversation_id):
        for offered, title in offers(body):
            if offered == payload:
                return title
    reason = "not one that this conversation was offered"
    raise InvalidError("This quick reply was not offered.", errors=[{"field": "payload", "reason": reason}])
