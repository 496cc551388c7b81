"""Tells the shop's system of decisions: tried again with growing pauses, across restarts, until it has taken them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.db import Database, utc_now
from bot.decisions.repository import DELIVERED, FAILED, PENDING, DecisionRepository
from bot.decisions.webhook import Webhook, WebhookError, body_of
from bot.settings import Settings

log = logging.getLogger(__name__)
_LONGEST_PAUSE = timedelta(hours=6)
_AT_ONCE = 20
# How often the table is looked at without being told: another process may have left something.
_LOOK_SECONDS = 5.0


class DecisionSender:
    """A task over the table of deliveries, which is the queue; several processes may work on it."""

    def __init__(self, database: Database, settings: Settings, changed: Callable[[str], None]) -> None:
        """`changed` is told of the conversation whose decision was tried."""
        self._database, self._changed = database, changed
        self._retry = timedelta(seconds=settings.decision_webhook_retry)
        self._tries = settings.decision_webhook_tries
        # An attempt is this process's for so long; whoever finds it later may take it for dead.
        self._claim = timedelta(seconds=settings.decision_webhook_timeout + 10)
        # What the receiver has taken and the database would not note at once: never sent again by us.
        self._taken: set[str] = set()
        self._webhook: Webhook | None = None
        if settings.decision_webhook_url and settings.decision_webhook_secret:
            self._webhook = Webhook(
                settings.decision_webhook_url,
                settings.decision_webhook_secret.get_secret_value(),
                timeout=settings.decision_webhook_timeout,
                private=settings.decision_webhook_private,
            )
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def due(self) -> None:
        """Look now: there is something to send."""
        self._wake.set()

    async def start(self) -> None:
        """Begin to send, where an address is set."""
        if self._webhook:
            self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop sending; what is not delivered is sent after the next start."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._webhook:
            await self._webhook.close()

    async def send_due(self) -> int:
        """Try what is due; returns how many were tried."""
        async with self._database.read() as session:
            due = await DecisionRepository(session).due(utc_now(), _AT_ONCE)
        return sum(await asyncio.gather(*(self._try(decision_id) for decision_id in due)))

    async def _try(self, decision_id: str) -> bool:
        assert self._webhook is not None
        now = utc_now()
        async with self._database.write() as session:
            repository = DecisionRepository(session)
            if not await repository.claim(decision_id, now, now + self._claim):
                return False
            found = await repository.one(decision_id)
        assert found is not None
        decision, delivery = found
        try:
            if decision_id not in self._taken:
                await self._webhook.send(delivery.id, body_of(delivery.id, decision))
        except WebhookError as error:
            values = self._after_failure(delivery.attempts, str(error))
            log.warning(
                "decision not delivered",
                extra={"decision": decision_id, "attempt": delivery.attempts, "reason": str(error)},
            )
        else:
            self._taken.add(decision_id)
            values = {"state": DELIVERED, "delivered_at": utc_now(), "problem": ""}
            log.info("decision delivered", extra={"decision": decision_id, "attempt": delivery.attempts})
        async with self._database.write() as session:
            await DecisionRepository(session).settle(decision_id, **values)
        self._taken.discard(decision_id)
        self._changed(decision.conversation_id)
        return True

    def _after_failure(self, attempts: int, problem: str) -> dict[str, str | datetime]:
        pause = min(self._retry * 2 ** min(attempts - 1, 30), _LONGEST_PAUSE)
        state = PENDING if attempts < self._tries else FAILED
        return {"state": state, "problem": problem[:200], "next_at": utc_now() + pause}

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            try:
                if await self.send_due():
                    continue  # something may have become due meanwhile
            except SQLAlchemyError:
                log.exception("decisions not looked after; tried again soon")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(_LOOK_SECONDS, self._retry.total_seconds())):
                    await self._wake.wait()
