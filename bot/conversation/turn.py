"""One turn of the bot: ask the dialogue engine, write what it says to the log."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import edits
from bot.conversation.events import Broker
from bot.conversation.models import Conversation, Message
from bot.conversation.privacy import Privacy
from bot.conversation.recipients import listed
from bot.conversation.repository import ConversationRepository
from bot.conversation.slot_notes import SlotNotes
from bot.db import UNREACHABLE, Database
from bot.dialogue.client import DialogueClient, harmless
from bot.dialogue.engines import Engine, Engines
from bot.dialogue.errors import DialogueError
from bot.messages import BotMessage, ProductCardsMessage, QuickRepliesMessage, QuickReply, TextMessage
from bot.texts import Texts
from catalog_index.brief import GiftBrief

log = logging.getLogger(__name__)
# Notes what an answer shows: its messages with their seq.
Record = Callable[[AsyncSession, Conversation, Sequence[tuple[int, BotMessage]]], Awaitable[None]]
RETRY = "retry:"
# What goes to Rasa for a message that was nothing but personal data.
NOTHING_LEFT = "/nothing_left"
EMPTY_BRIEF: dict[str, Any] = GiftBrief().model_dump(mode="json")
_REMEMBERED = 10_000
# An answer that can't be written because the database is away is kept for so long, tried again every so often.
_STORE_SECONDS, _STORE_PAUSE = 120.0, 0.5


class Turn:
    """Runs single turns. Holds no order and no locks: see `turns.TurnQueue` for those."""

    def __init__(
        self,
        database: Database,
        engines: Engines,
        broker: Broker,
        texts: Texts,
        privacy: Privacy,
        record: Record,
    ) -> None:
        """`record` is called with each answer, in its transaction (see bot.learning.recorder)."""
        self._database = database
        self._engines = engines
        self._broker = broker
        self._texts = texts
        self._privacy = privacy
        self.record = record
        self.notes = SlotNotes()
        # conversation -> the client, and its epoch, in which Rasa knew it
        self._known: dict[str, tuple[int, int]] = {}
        self._moved: set[str] = set()

    def moved(self, conversation_id: str) -> None:
        """Another gateway's dialogue engine has answered: what ours remembers of the conversation is old."""
        self._moved.add(conversation_id)

    async def ask(self, message: Message, conversation: Conversation) -> None:
        """Let the bot answer a line of the log.

        `conversation` is as it was when the line's turn came; what people changed in its brief comes with it.

        Raises:
            DialogueError: there is no answer; nothing was written.
        """
        conversation_id = message.conversation_id
        self._broker.typing(conversation_id, True)
        try:
            engine = await self._engines.of(conversation.release, conversation_id)
            command = await self._command(message)
            if self._is_elsewhere(conversation_id, engine.client):
                # Told anew, as after a restart.
                await engine.client.forget(conversation_id)
                self._known.pop(conversation_id, None)
                self._moved.discard(conversation_id)
            brief, told = await self._tell_edits(conversation, engine.client)
            if not told:
                await self._remind(conversation, engine)
            self.notes.take(conversation_id)
            replies = await engine.client.send(conversation_id, command, {"brief": brief, "catalog": engine.catalog})
            slots = await self._slots(conversation_id, engine.client)
            await self._store_surely(message, replies, slots, lease=conversation.lease, told=told, engine=engine)
        finally:
            self._broker.typing(conversation_id, False)

    async def pass_over(self, message: Message) -> None:
        """Mark a line as not for the bot (a person has the conversation)."""
        async with self._database.write() as session:
            repository = ConversationRepository(session)
            conversation = await repository.lock(message.conversation_id)
            current = await _reload(repository, message)
            if current.pending:
                await edits.make_unanswered(session, conversation, [current])
            self._close(current, conversation)

    async def say_one_moment(self, conversation_id: str, seq: int) -> None:
        """Tell the shopper that the answer takes longer; once a line, and only while it has no answer."""
        body = TextMessage(text=self._texts("one_moment")).model_dump()
        async with self._database.write() as session:
            repository = ConversationRepository(session)
            conversation = await repository.lock(conversation_id)
            message = await repository.message(conversation_id, seq)
            if message is None or not message.pending:
                return
            if body in [reply.body for reply in await repository.replies(conversation_id, seq)]:
                return
            if conversation.status != "bot":
                return  # a person has it now, and speaks for themselves
            repository.append(conversation, "bot", body, reply_to=seq)
        self._broker.messages(conversation_id)

    async def apologise(self, message: Message) -> None:
        """Give a line up: say sorry and offer to try again."""
        again = message.payload if message.payload and message.payload.startswith(RETRY) else f"{RETRY}{message.seq}"
        option = QuickReply(title=self._texts("try_again"), payload=again)
        gave_up = QuickRepliesMessage(text=self._texts("gave_up"), options=[option])
        await self._store(message, [gave_up], None, lease=None)

    async def _command(self, message: Message) -> str:
        """Return what Rasa gets for a line: a trusted payload as it is, a shopper's text made harmless."""
        if message.payload and message.payload.startswith(RETRY):
            seq = int(message.payload.removeprefix(RETRY))
            async with self._database.read() as session:
                message_again = await ConversationRepository(session).message(message.conversation_id, seq)
            assert message_again is not None  # only payloads that we made get here
            return await self._command(message_again)
        if message.payload:
            return message.payload
        text = str(message.body["text"])
        return NOTHING_LEFT if self._privacy.leaves_nothing(text) else harmless(self._privacy.unmarked(text))

    async def _tell_edits(self, conversation: Conversation, client: DialogueClient) -> tuple[dict[str, Any], int]:
        """Give the dialogue engine what people have changed; returns the brief and the last such change (0: none)."""
        async with self._database.read() as session:
            # The changes first: the copy that is read after them holds at least these.
            told = max((edit.id for edit in await edits.untold(session, conversation.id)), default=0)
            if not told:
                return conversation.brief, 0
            current = await ConversationRepository(session).get(conversation.id) or conversation
        await client.set_slots(conversation.id, {"brief": current.brief, "gift_state": current.dialogue})
        self._note_known(conversation.id, client)
        return current.brief, told

    def _is_elsewhere(self, conversation_id: str, client: DialogueClient) -> bool:
        """Whether another process has answered since this one did, if it ever did."""
        known = self._known.get(conversation_id)
        return conversation_id in self._moved or (known is not None and known[0] != id(client))

    async def _remind(self, conversation: Conversation, engine: Engine) -> None:
        """Put the brief back where Rasa was restarted and has forgotten it, or is another than before."""
        client, before = engine.client, self._known.get(conversation.id)
        seen = (id(client), client.epoch)
        known = before == seen
        if not known and (conversation.brief != EMPTY_BRIEF or conversation.dialogue):
            slots = await client.slots(conversation.id)
            blank = slots.get("brief") in (None, {}, EMPTY_BRIEF) and not slots.get("gift_state")
            if not blank and before is None and len(engine.clients) > 1 and not _as_noted(conversation, slots):
                # Left over from before the conversation went to another process and this gateway was restarted.
                await client.forget(conversation.id)
                blank = True
            if blank:
                await client.set_slots(
                    conversation.id, {"brief": conversation.brief, "gift_state": conversation.dialogue}
                )
                log.info("dialogue reminded of a brief", extra={"conversation": conversation.id})
        self._note_known(conversation.id, client, seen)

    def _note_known(self, conversation_id: str, client: DialogueClient, seen: tuple[int, int] | None = None) -> None:
        self._known.pop(conversation_id, None)
        self._known[conversation_id] = seen or (id(client), client.epoch)
        if len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]

    async def _slots(self, conversation_id: str, client: DialogueClient) -> dict[str, Any] | None:
        noted = self.notes.take(conversation_id)
        if noted is not None:
            return noted
        try:
            return await client.slots(conversation_id)
        except DialogueError as error:
            # The answer is there and goes to the shopper; the brief is read again after the next turn.
            log.warning("slots not read", extra={"conversation": conversation_id, "reason": str(error)})
            return None

    async def _store_surely(self, message: Message, replies: list[BotMessage], *given: Any, **named: Any) -> None:
        """Write an answer, after an outage of the database if need be: asked again, the engine would hear it twice."""
        deadline = time.monotonic() + _STORE_SECONDS
        while True:
            try:
                return await self._store(message, replies, *given, **named)
            except UNREACHABLE:
                if self._database.is_sqlite or time.monotonic() > deadline:
                    raise
            await asyncio.sleep(_STORE_PAUSE)

    async def _store(
        self,
        message: Message,
        replies: list[BotMessage],
        slots: dict[str, Any] | None,
        *,
        lease: int | None,
        told: int = 0,
        engine: Engine | None = None,
    ) -> None:
        """Write an answer, unless the conversation has changed hands since `lease` (None: since it left the bot).

        `told` is the last of the people's changes that the dialogue engine knew when it answered; `engine` is the one
        that did.
        """
        async with self._database.write() as session:
            repository = ConversationRepository(session)
            conversation = await repository.lock(message.conversation_id)
            current = await _reload(repository, message)
            if not current.pending and current.outcome is not None:
                return  # another process was faster; a second answer would only confuse
            late = not current.pending or lease not in (None, conversation.lease)
            if late or conversation.status in {"agent", "closed"}:
                replies = []  # too late: a person has taken over meanwhile
            shown = [
                (repository.append(conversation, "bot", reply.model_dump(mode="json"), reply_to=message.seq).seq, reply)
                for reply in self._without_vetoed(replies, conversation)
            ]
            if slots is not None:
                _take_over(conversation, slots, replies)
            if engine is not None and engine.release:
                conversation.release = engine.release
            if shown:
                await self.record(session, conversation, shown)
            await edits.settle(session, conversation, told, overwritten=slots is not None)
            self._close(current, conversation)
        self._broker.messages(message.conversation_id)
        self._broker.state(message.conversation_id)

    def _without_vetoed(self, replies: list[BotMessage], conversation: Conversation) -> list[BotMessage]:
        """Take away the cards that an agent has vetoed, whatever action or late answer brings them."""
        vetoed = set((conversation.dialogue or {}).get("vetoed") or ())
        kept: list[BotMessage] = []
        for reply in replies:
            if isinstance(reply, ProductCardsMessage) and any(card.product_id in vetoed for card in reply.items):
                items = [card for card in reply.items if card.product_id not in vetoed]
                if not items:
                    continue
                reply = reply.model_copy(update={"items": items})
            kept.append(reply)
        return kept if kept or not replies else [TextMessage(text=self._texts("no_more"))]

    def _close(self, message: Message, conversation: Conversation) -> None:
        message.pending = False
        message.outcome = {
            "brief": conversation.brief,
            "status": conversation.status,
            "recipients": listed(conversation.dialogue, conversation.brief, self._texts),
        }


async def _reload(repository: ConversationRepository, message: Message) -> Message:
    current = await repository.message(message.conversation_id, message.seq)
    assert current is not None
    return current


def _as_noted(conversation: Conversation, slots: dict[str, Any]) -> bool:
    """Whether the dialogue engine's slots are what we wrote down after the last answer."""
    try:
        brief = GiftBrief.model_validate(slots.get("brief") or {}).model_dump(mode="json")
    except ValidationError:
        return False
    return brief == conversation.brief and (slots.get("gift_state") or {}) == (conversation.dialogue or {})


def _take_over(conversation: Conversation, slots: dict[str, Any], replies: list[BotMessage]) -> None:
    """Copy what Rasa knows onto the conversation: brief, other state, how many gifts fit."""
    try:
        brief = GiftBrief.model_validate(slots.get("brief") or {}).model_dump(mode="json")
    except ValidationError as error:
        where = [".".join(map(str, item["loc"])) for item in error.errors()]
        log.warning("brief not taken over", extra={"conversation": conversation.id, "fields": where})
        brief = conversation.brief
    state = slots.get("gift_state")
    totals = [reply.total for reply in replies if isinstance(reply, ProductCardsMessage)]
    fits = state.get("fits") if isinstance(state, dict) else None
    if isinstance(fits, int):
        conversation.fits = fits
    elif totals:
        conversation.fits = totals[-1]
    elif brief != conversation.brief:
        conversation.fits = None
    conversation.brief = brief
    conversation.dialogue = state if isinstance(state, dict) else None
