"""What makes this gateway one of several: on PostgreSQL it is, on SQLite it is the only one and sees to that."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Protocol

from bot.conversation.events import Broker
from bot.db import Database
from bot.gateways.leases import TurnLeases, TurnOrder
from bot.gateways.notices import Notice, Notices
from bot.gateways.rates import DatabaseRates
from bot.handoff.office import Office
from bot.settings import Settings, SettingsError

_OFFICE = frozenset({"changed", "writes"})


class Conversations(Protocol):
    """What is asked of bot.conversation.service.ConversationService."""

    broker: Broker

    def share_turns(self, order: TurnOrder) -> None: ...
    def answer_left(self, conversation_id: str) -> None: ...


class Gateways:
    """Notices, turns and rates over all gateways of a database."""

    def __init__(self, database: Database, settings: Settings, conversations: Conversations, office: Office) -> None:
        self._database, self._conversations, self._office = database, conversations, office
        self._lock: int | None = None
        self.notices: Notices | None = None
        self.leases: TurnLeases | None = None
        self.rates: DatabaseRates | None = None
        if database.url.get_backend_name() != "postgresql":
            return
        self.notices = Notices(database.url, take=self._take, resume=self._resume, present=office.here)
        self.leases = TurnLeases(database, settings, self.notices.gateway)
        if not settings.rate_storage:
            self.rates = DatabaseRates(database)
        conversations.broker.relay = office.relay = self.notices.tell
        office.elsewhere, office.moved = self.notices.elsewhere, self.notices.hurry
        conversations.share_turns(self.leases)

    async def start(self) -> None:
        """Join the others.

        Raises:
            SettingsError: the database is SQLite's, and another gateway works on it.
        """
        if self._database.is_sqlite:
            self._be_alone()
        if self.rates:
            await self.rates.start()
        if self.notices:
            await self.notices.start()
        if self.leases:
            await self.leases.start(self._conversations.answer_left)

    async def stop(self) -> None:
        """Leave the others."""
        if self.leases:
            await self.leases.stop()
        if self.notices:
            await self.notices.stop()
        if self.rates:
            await self.rates.stop()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _take(self, notice: Notice) -> None:
        what, about, on = notice
        (self._office if what in _OFFICE else self._conversations.broker).heard(what, about, on)

    def _resume(self) -> None:
        self._conversations.broker.look_again()
        self._office.look_again()

    def _be_alone(self) -> None:
        name = self._database.url.database
        if not name or name == ":memory:":
            return
        self._lock = os.open(Path(f"{name}.gateway"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            # The process's, and given back when it ends, however it ends.
            fcntl.lockf(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._lock)
            self._lock = None
            raise SettingsError(
                "GIFTFINDER_DATABASE_URL: another gateway works on this SQLite database. "
                "Several gateways need PostgreSQL (see docs/scale.md)."
            ) from None
