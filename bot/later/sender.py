"""Sends answers by e-mail: tried again with growing pauses, across restarts, and never twice."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import CursorResult, select, update
from sqlalchemy.exc import SQLAlchemyError

from bot.conversation.models import Conversation
from bot.conversation.repository import ConversationRepository
from bot.db import Database, utc_now
from bot.handoff.summary import known_facts, last_question
from bot.later.mail import MailError, compose, deliver
from bot.later.models import FAILED, PENDING, SENDING, SENT, LaterItem
from bot.settings import Settings
from bot.texts import Texts

log = logging.getLogger(__name__)
_LONGEST_PAUSE = timedelta(hours=6)
_AT_ONCE = 20
_LOOK_SECONDS = 5.0
# The connection, its greeting, each command and the text may each take the timeout.
_COMMANDS = 10


class LaterSender:
    """A task over the table of items, which is the queue; several processes may work on it."""

    def __init__(self, database: Database, settings: Settings, texts: Texts, changed: Callable[[str], None]) -> None:
        """`changed` is told of the conversation whose e-mail was tried."""
        self._database, self._settings, self._texts, self._changed = database, settings, texts, changed
        self._retry = timedelta(seconds=settings.smtp_retry)
        self._claim = timedelta(seconds=settings.smtp_timeout * _COMMANDS)
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._sending: asyncio.Task[None] | None = None

    def due(self) -> None:
        """Look now: there is something to send."""
        self._wake.set()

    async def start(self) -> None:
        """Begin to send, where a mail server is set."""
        if self._settings.smtp_host:
            self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop once the e-mail under way is through; the others are sent after the next start."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._sending:
            await self._sending

    async def send_due(self) -> int:
        """Try what is due; returns how many were tried."""
        await self._give_up_broken()
        query = select(LaterItem.id).where(LaterItem.mail == PENDING, LaterItem.next_at <= utc_now())
        async with self._database.read() as session:
            due = (await session.scalars(query.order_by(LaterItem.next_at).limit(_AT_ONCE))).all()
        return sum([await self._try(item_id) for item_id in due])

    async def _give_up_broken(self) -> None:
        """An attempt whose process died may have arrived: an agent decides whether it goes out again."""
        broken = update(LaterItem).where(LaterItem.mail == SENDING, LaterItem.next_at <= utc_now())
        async with self._database.write() as session:
            await session.execute(broken.values(mail=FAILED, problem="interrupted; it may have arrived"))

    async def _try(self, item_id: str) -> bool:
        now = utc_now()
        mine = update(LaterItem).where(LaterItem.id == item_id, LaterItem.mail == PENDING, LaterItem.next_at <= now)
        async with self._database.write() as session:
            values = {"mail": SENDING, "next_at": now + self._claim, "attempts": LaterItem.attempts + 1}
            taken = await session.execute(mine.values(values))
            if not (isinstance(taken, CursorResult) and taken.rowcount == 1):
                return False
            item = await session.get(LaterItem, item_id, populate_existing=True)
        if item is None:
            return False
        # Not to be cancelled between the server's yes and our note of it.
        self._sending = asyncio.create_task(self._send(item))
        await asyncio.shield(self._sending)
        return True

    async def _send(self, item: LaterItem) -> None:
        text = await self._body(item)
        subject = self._texts("later.subject", store=self._settings.store_name)
        try:
            message = compose(self._settings, item_id=item.id, to=item.email, subject=subject, text=text)
            await asyncio.to_thread(deliver, self._settings, message)
            values: dict[str, object] = {"mail": SENT, "sent_at": utc_now(), "problem": "", "next_at": None}
        except MailError as error:
            values = self._after_failure(item.attempts, error)
            log.warning("answer not sent", extra={"item": item.id, "attempt": item.attempts, "reason": str(error)})
        async with self._database.write() as session:
            await session.execute(update(LaterItem).where(LaterItem.id == item.id).values(values))
        self._changed(item.conversation_id)

    async def _body(self, item: LaterItem) -> str:
        """The answer, then in short what it answers, and who writes: plain text."""
        async with self._database.read() as session:
            conversation = await session.get(Conversation, item.conversation_id)
            lines = await ConversationRepository(session).after(item.conversation_id)
        parts = [item.answer or ""]
        facts = known_facts(conversation.brief if conversation else {}, self._texts, self._settings.locale)
        if facts:
            parts.append(self._texts("later.about", facts=" ".join(facts.split())))
        if item.text:
            quoted = "\n".join(f"> {line}" for line in item.text.splitlines())
            parts.append(f"{self._texts('later.you_wrote')}\n{quoted}")
        elif asked := last_question(lines):
            parts.append(self._texts("later.you_asked", what=asked))
        parts.append(f"-- \n{self._settings.store_name}\n{self._settings.store_url}")
        return "\n\n".join(parts) + "\n"

    def _after_failure(self, attempts: int, error: MailError) -> dict[str, object]:
        pause = min(self._retry * 2 ** min(attempts - 1, 30), _LONGEST_PAUSE)
        again = error.again and attempts < self._settings.smtp_tries
        return {"mail": PENDING if again else FAILED, "problem": str(error)[:200], "next_at": utc_now() + pause}

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            try:
                if await self.send_due():
                    continue
            except SQLAlchemyError:
                log.exception("e-mails not looked after; tried again soon")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(_LOOK_SECONDS, self._retry.total_seconds())):
                    await self._wake.wait()
