"""Turns in order, one at a time a conversation; and what happens while the dialogue engine is down."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field

from bot.conversation.models import Conversation, Message
from bot.conversation.repository import ConversationRepository
from bot.conversation.turn import Turn
from bot.db import Database
from bot.dialogue.engines import Engines
from bot.dialogue.errors import DialogueError, DialogueUnavailableError
from bot.errors import NotFoundError
from bot.gateways.leases import OnlyGateway, TurnOrder
from bot.settings import Settings

log = logging.getLogger(__name__)
# How often a gateway looks whether another one has done with a conversation that it has lines for.
_LOOK_SECONDS = 0.1


@dataclass
class _Work:
    """A conversation that is being worked on: one task, and who waits for which line."""

    task: asyncio.Task[None] | None = None
    waiters: dict[int, asyncio.Future[None]] = field(default_factory=dict)
    more: bool = False  # something was posted since the log was last looked at
    recovering: bool = False

    def settle(self, seq: int) -> None:
        """Let go who waits for a line (again and again is fine)."""
        future = self.waiters.pop(seq, None)
        if future and not future.done():
            future.set_result(None)


class TurnQueue:
    """A task for each conversation with unanswered lines; the log itself is the queue."""

    def __init__(self, database: Database, engines: Engines, turn: Turn, settings: Settings) -> None:
        self._database = database
        self._engines = engines
        self._turn = turn
        self._settings = settings
        self._works: dict[str, _Work] = {}
        self.order: TurnOrder = OnlyGateway()

    async def answer(self, conversation_id: str, seq: int) -> None:
        """Return once line `seq` is answered, or the shopper was told that it takes longer."""
        work = self.wake(conversation_id)
        future = work.waiters.setdefault(seq, asyncio.get_running_loop().create_future())
        if not work.recovering:
            try:
                async with asyncio.timeout(self._settings.turn_wait):
                    await asyncio.shield(future)
                return
            except TimeoutError:
                log.warning("turn takes long", extra={"conversation": conversation_id, "seq": seq})
        await self._turn.say_one_moment(conversation_id, seq)

    def wake(self, conversation_id: str) -> _Work:
        """See to it that somebody works on the conversation's unanswered lines."""
        work = self._works.get(conversation_id)
        if work is None:
            work = self._works[conversation_id] = _Work()
            work.task = asyncio.create_task(self._work(conversation_id, work))
        work.more = True
        return work

    async def stop(self) -> None:
        """Stop working; what is unanswered stays in the log for the next start."""
        tasks = [work.task for work in self._works.values() if work.task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self, conversation_id: str, work: _Work) -> None:
        error: BaseException | None = None
        try:
            while work.more:
                try:
                    await self._answer_all(conversation_id, work)
                finally:
                    await self.order.release(conversation_id)
        except NotFoundError as erased:
            error = erased  # the shopper deleted the conversation meanwhile
        except Exception as unexpected:
            log.exception("turns stopped", extra={"conversation": conversation_id})
            error = unexpected
        finally:
            # No await from the last look at `more` to here: who posts now starts a new task.
            del self._works[conversation_id]
            for future in work.waiters.values():
                if not future.done() and error:
                    future.set_exception(error)
                elif not future.done():
                    future.set_result(None)

    async def _answer_all(self, conversation_id: str, work: _Work) -> None:
        work.more = False
        while found := await self._next(conversation_id):
            message, conversation = found
            claim = await self.order.claim(conversation_id)
            if claim is None:
                # Another gateway answers; what stands before its next line is done.
                for seq in [seq for seq in work.waiters if seq < message.seq]:
                    work.settle(seq)
                await asyncio.sleep(_LOOK_SECONDS)
                continue
            if claim.moved:
                self._turn.moved(conversation_id)
            if claim.fresh:
                continue  # until now it may have been another's, who has answered this line
            await self._answer(message, conversation, work)
            work.settle(message.seq)

    async def _next(self, conversation_id: str) -> tuple[Message, Conversation] | None:
        async with self._database.read() as session:
            repository = ConversationRepository(session)
            message = await repository.next_pending(conversation_id)
            conversation = await repository.get(conversation_id) if message else None
        return (message, conversation) if message and conversation else None

    async def _answer(self, message: Message, conversation: Conversation, work: _Work) -> None:
        if conversation.status != "bot":
            await self._turn.pass_over(message)
            return
        started = time.monotonic()
        try:
            await self._ask(message, conversation)
        except DialogueError as error:
            _log_failure(message, error)
            await self._recover(message, conversation, work)
        else:
            log.info(
                "turn",
                extra={
                    "conversation": message.conversation_id,
                    "seq": message.seq,
                    "ms": round((time.monotonic() - started) * 1000),
                },
            )

    async def _ask(self, message: Message, conversation: Conversation) -> None:
        """Ask; where the conversation's process is gone and there are others, the next one at once."""
        try:
            await self._turn.ask(message, conversation)
        except DialogueUnavailableError as error:
            if not (await self._engines.of(conversation.release, conversation.id)).client.reachable:
                raise
            _log_failure(message, error)
            await self._turn.ask(message, conversation)

    async def _recover(self, message: Message, conversation: Conversation, work: _Work) -> None:
        """Say "one moment" to all who wait, then ask again until it works or the time is over."""
        work.recovering = True
        try:
            for seq in sorted({message.seq, *work.waiters}):
                await self._turn.say_one_moment(message.conversation_id, seq)
                work.settle(seq)
            if not await self._ask_again(message, conversation):
                await self._give_up(message.conversation_id)
        finally:
            work.recovering = False

    async def _ask_again(self, message: Message, conversation: Conversation) -> bool:
        deadline = time.monotonic() + self._settings.rasa_recovery
        failures = 0
        while failures < self._settings.rasa_attempts and time.monotonic() < deadline:
            await asyncio.sleep(self._settings.rasa_poll)
            if not await (await self._engines.of(conversation.release, conversation.id)).client.healthy():
                continue
            try:
                await self._turn.ask(message, conversation)
            except DialogueUnavailableError as error:
                _log_failure(message, error)
            except DialogueError as error:
                _log_failure(message, error)
                failures += 1
            else:
                return True
        return False

    async def _give_up(self, conversation_id: str) -> None:
        async with self._database.read() as session:
            waiting = await ConversationRepository(session).all_pending(conversation_id)
        for message in waiting:
            await self._turn.apologise(message)
        log.error("turn given up", extra={"conversation": conversation_id, "lines": len(waiting)})


def _log_failure(message: Message, error: DialogueError) -> None:
    log.warning(
        "dialogue failed",
        extra={
            "conversation": message.conversation_id,
            "seq": message.seq,
            "kind": type(error).__name__,
            "reason": str(error),
        },
    )
