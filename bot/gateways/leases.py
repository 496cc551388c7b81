"""Whose turn it is to answer a conversation, where several gateways may."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.db import Database
from bot.settings import Settings

log = logging.getLogger(__name__)
# A lease that nobody renews is free after so long: its gateway is gone, or cut off from the database.
LEASE_SECONDS = 15.0
_RENEW_SECONDS = 4.0
# A line that stands unanswered for so long, with nobody at it, was left by a gateway that died.
_LEFT_SECONDS = 20.0
_SWEEP_SECONDS = 10.0
# Who answered a conversation last is known for so long.
_KEPT_DAYS = 60

_CLAIM = text(
    """
    INSERT INTO turn_leases AS l (conversation_id, gateway, engine, before, until)
    VALUES (:id, :gateway, :engine, NULL, clock_timestamp() + make_interval(secs => :seconds))
    ON CONFLICT (conversation_id) DO UPDATE
    SET before = l.engine, gateway = excluded.gateway, engine = excluded.engine, until = excluded.until
    WHERE l.gateway = excluded.gateway OR l.until < clock_timestamp()
    RETURNING before
    """
)
_RENEW = text(
    """
    UPDATE turn_leases SET until = clock_timestamp() + make_interval(secs => :seconds)
    WHERE gateway = :gateway AND conversation_id = ANY(:ids)
    RETURNING conversation_id
    """
)
_RELEASE = text("UPDATE turn_leases SET until = clock_timestamp() WHERE gateway = :gateway AND conversation_id = :id")
_FORGET = text("DELETE FROM turn_leases WHERE until < clock_timestamp() - make_interval(days => :days)")
_LEFT = text(
    """
    SELECT DISTINCT m.conversation_id FROM messages m
    LEFT JOIN turn_leases l ON l.conversation_id = m.conversation_id AND l.until > clock_timestamp()
    WHERE m.pending AND l.conversation_id IS NULL
      AND m.created_at < clock_timestamp() - make_interval(secs => :left)
      AND m.created_at > clock_timestamp() - make_interval(hours => :since)
    LIMIT 100
    """
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A conversation's turn is ours.

    `moved`: another dialogue engine than ours answered last. `fresh`: until now it may have been another's turn.
    """

    moved: bool = False
    fresh: bool = False


class TurnOrder(Protocol):
    """Who may answer a conversation's lines."""

    async def claim(self, conversation_id: str) -> Claim | None:
        """Take the turn, or keep it; None while another gateway has it."""

    async def release(self, conversation_id: str) -> None:
        """Give the turn back; never raises."""


class OnlyGateway:
    """The order of a single gateway: it is always its turn."""

    async def claim(self, conversation_id: str) -> Claim | None:
        """Take the turn."""
        return Claim()

    async def release(self, conversation_id: str) -> None:
        """Nothing to give back."""


class TurnLeases:
    """The order of several gateways: a row a conversation, renewed while its turn lasts, by the database's clock."""

    def __init__(self, database: Database, settings: Settings, gateway: str) -> None:
        self._database, self._gateway = database, gateway
        self._engine = engine_of(settings.rasa_url)
        self._since = settings.answer_on_start_hours
        self._held: set[str] = set()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, wake: Callable[[str], object]) -> None:
        """Begin to renew, and to `wake` the conversations that a gateway left unanswered."""
        self._tasks = [asyncio.create_task(self._renew()), asyncio.create_task(self._sweep(wake))]

    async def stop(self) -> None:
        """Give all back."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for conversation_id in list(self._held):
            await self.release(conversation_id)

    async def claim(self, conversation_id: str) -> Claim | None:
        """Take the turn, or keep it; None while another gateway has it."""
        if conversation_id in self._held:
            return Claim()
        values = {
            "id": conversation_id,
            "gateway": self._gateway,
            "engine": self._engine,
            "seconds": LEASE_SECONDS,
        }
        rows = await self._database.run(_CLAIM, values)
        if not rows:
            return None
        self._held.add(conversation_id)
        return Claim(moved=rows[0][0] not in (None, self._engine), fresh=True)

    async def release(self, conversation_id: str) -> None:
        """Give the turn back; where that can't be said, the lease runs out."""
        if conversation_id not in self._held:
            return
        self._held.discard(conversation_id)
        with contextlib.suppress(SQLAlchemyError):
            await self._database.run(_RELEASE, {"id": conversation_id, "gateway": self._gateway})

    async def left(self) -> list[str]:
        """The conversations with lines that nobody answers."""
        rows = await self._database.run(_LEFT, {"left": _LEFT_SECONDS, "since": int(self._since)})
        return [row[0] for row in rows if row[0] not in self._held]

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(_RENEW_SECONDS)
            if self._held:
                values: dict[str, Any] = {
                    "seconds": LEASE_SECONDS,
                    "gateway": self._gateway,
                    "ids": list(self._held),
                }
                with contextlib.suppress(SQLAlchemyError):
                    kept = {row[0] for row in await self._database.run(_RENEW, values)}
                    # Another gateway took what had run out while we were cut off: it is claimed anew.
                    self._held -= set(values["ids"]) - kept

    async def _sweep(self, wake: Callable[[str], object]) -> None:
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            try:
                for conversation_id in await self.left():
                    log.info("unanswered lines found", extra={"conversation": conversation_id})
                    wake(conversation_id)
                await self._database.run(_FORGET, {"days": _KEPT_DAYS})
            except SQLAlchemyError as error:
                log.warning("unanswered lines not looked for", extra={"kind": type(error).__name__})


def engine_of(rasa_url: str) -> str:
    """Name the dialogue engine behind an address: on loopback, it is this machine's own."""
    host = urlsplit(rasa_url).hostname or ""
    local = host in {"localhost", "::1"} or host.startswith("127.")
    return f"{socket.gethostname()} {rasa_url}"[:300] if local else rasa_url[:300]
