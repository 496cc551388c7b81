"""Notices between the gateways of one PostgreSQL database: small ids over LISTEN/NOTIFY, read again from the tables.

A notice is sent after its change is committed, on a connection of its own: NOTIFY inside the transactions would make
all of them commit one after the other. What can't be sent is kept until it can; who was cut off reads everything
again, so that a notice that was missed costs time and never a message.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

import psycopg
from sqlalchemy.engine import URL

log = logging.getLogger(__name__)
CHANNEL = "giftfinder"
# Of one payload: PostgreSQL takes 8,000 bytes, a notice has about 60.
_AT_ONCE = 100
# What is kept while the database is away; beyond it everybody is told to read everything again.
_KEPT = 20_000
_BEAT_SECONDS = 1.0
_CONNECT_SECONDS = 5
_PAUSES = (0.1, 0.5, 1.0, 2.0)
# So long without a word, not even our own, the connection counts as dead.
_SILENCE_SECONDS = 6.0
# Whose present members are known from a beat that is older is gone.
GONE_SECONDS = 5.0

# What happened ("messages", "state", "end" ...), the conversation, and whether it began or ended where that matters.
Notice = tuple[str, str, bool | None]


class Notices:
    """One gateway's line to the others.

    `take` gets each notice of another gateway; `resume` is called when notices may have been missed; `present` gives
    the accounts at this gateway's consoles, which the others are told of every second.
    """

    def __init__(
        self,
        url: URL,
        *,
        take: Callable[[Notice], None],
        resume: Callable[[], None],
        present: Callable[[], list[int | None]],
    ) -> None:
        self.gateway = uuid.uuid4().hex
        self._dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._take, self._resume, self._present = take, resume, present
        self._out: dict[tuple[str, str], bool | None] = {}
        self._overflow = False
        self._wake = asyncio.Event()
        self._said = asyncio.Event()
        self._said.set()
        self._others: dict[str, tuple[float, list[int | None]]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._listening = asyncio.Event()
        self._heard = time.monotonic()

    async def start(self) -> None:
        """Begin to listen; returns once the gateway hears the others."""
        self._tasks = [asyncio.create_task(self._keep(self._listen)), asyncio.create_task(self._keep(self._send))]
        async with asyncio.timeout(30):
            await self._listening.wait()

    async def stop(self) -> None:
        """Say what is left to say, and good bye."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1):
                await self._said.wait()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    @property
    def connected(self) -> bool:
        """Whether notices come at this moment."""
        return self._listening.is_set()

    def tell(self, what: str, about: str, on: bool | None = None) -> None:
        """Let the other gateways know; never waits."""
        key = (what, about)
        self._out.pop(key, None)  # the last word counts, at its own place in the order
        self._out[key] = on
        self._said.clear()
        if len(self._out) > _KEPT:
            self._out.clear()
            self._overflow = True
        self._wake.set()

    def hurry(self) -> None:
        """Tell the others now who is present."""
        self._wake.set()

    def elsewhere(self) -> list[int | None]:
        """The accounts at the other gateways' consoles, one entry a console."""
        now = time.monotonic()
        self._others = {name: one for name, one in self._others.items() if now - one[0] < GONE_SECONDS}
        return [member for _, members in self._others.values() for member in members]

    async def _keep(self, work: Callable[[psycopg.AsyncConnection[Any]], Any]) -> None:
        """Do work on a connection, and again on a new one whenever it breaks."""
        failures = 0
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(
                    self._dsn,
                    autocommit=True,
                    connect_timeout=_CONNECT_SECONDS,
                    keepalives_idle=10,
                    keepalives_interval=5,
                    keepalives_count=2,
                    application_name="giftfinder notices",
                )
                try:
                    failures = 0
                    await work(connection)
                finally:
                    # Without a word to the server: it may be the one that does not answer.
                    connection.pgconn.finish()
            except (psycopg.Error, OSError, TimeoutError) as error:
                if not failures:
                    log.warning("line to the other gateways lost", extra={"kind": type(error).__name__})
                pause = _PAUSES[min(failures, len(_PAUSES) - 1)]
                failures += 1
                await asyncio.sleep(pause)

    async def _listen(self, connection: psycopg.AsyncConnection[Any]) -> None:
        await connection.execute(f"LISTEN {CHANNEL}")
        self._heard = time.monotonic()
        self._listening.set()
        self._resume()
        log.info("line to the other gateways is up", extra={"gateway": self.gateway})
        try:
            while True:
                async for heard in connection.notifies(timeout=_SILENCE_SECONDS, stop_after=1):
                    self._heard = time.monotonic()
                    self._read(heard.payload)
                if time.monotonic() - self._heard >= _SILENCE_SECONDS:
                    raise TimeoutError("not even our own beats come back")
        finally:
            self._listening.clear()

    def _read(self, payload: str) -> None:
        try:
            said = json.loads(payload)
            sender, present, notices = said["from"], said["present"], said["notices"]
        except (ValueError, TypeError, KeyError):
            log.warning("a notice that is none of ours")
            return
        if sender == self.gateway:
            return
        self._others[sender] = (time.monotonic(), present)
        if said.get("all"):
            self._resume()
        for what, about, on in notices:
            self._take((what, about, on))

    async def _send(self, connection: psycopg.AsyncConnection[Any]) -> None:
        while True:
            self._wake.clear()
            out = {key: self._out.pop(key) for key in list(self._out)[:_AT_ONCE]}
            everything, self._overflow = self._overflow, False
            notices = [[what, about, on] for (what, about), on in out.items()]
            said = {"from": self.gateway, "present": self._present(), "notices": notices, "all": everything}
            payload = json.dumps(said, separators=(",", ":"))
            sent = False
            try:
                async with asyncio.timeout(_SILENCE_SECONDS):
                    await connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, payload))
                sent = True
            finally:
                if not sent:  # over the next connection; what was said anew meanwhile is the later word
                    self._out = out | self._out
                    self._overflow = self._overflow or everything
            if not self._out:
                self._said.set()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_BEAT_SECONDS):
                        await self._wake.wait()
