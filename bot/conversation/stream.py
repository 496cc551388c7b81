"""Server-sent events: what is written, and a response that gives up on a reader that does not read."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.conversation.events import Broker
from bot.conversation.schemas import WireMessage
from bot.db import UNREACHABLE
from bot.errors import NotFoundError

log = logging.getLogger(__name__)
HEARTBEAT = b": still here\n\n"
LOG_PAGE = 200
"""So many lines of the log are read at once, at most."""
# How long a stream waits before it reads again, while the database is away.
_AWAY_SECONDS = 1.0


def event(name: str, data: Any, *, seq: int | None = None) -> bytes:
    """Return one event as bytes (WHATWG HTML, section 9.2)."""
    head = f"event: {name}\n" if seq is None else f"event: {name}\nid: {seq}\n"
    return f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


async def conversation_events(
    broker: Broker,
    conversation_id: str,
    after: int,
    *,
    read_log: Callable[[int], Awaitable[list[WireMessage]]],
    read_state: Callable[[], Awaitable[dict[str, Any]]],
    heartbeat: float,
) -> AsyncIterator[bytes]:
    """Yield the state, the log after seq `after`, and then everything that happens."""
    # Not found: the conversation was erased meanwhile.
    with broker.subscribe(conversation_id) as subscription, contextlib.suppress(NotFoundError):
        yield b"retry: 2000\n\n" + event("state", await read_state())
        if broker.is_typing(conversation_id):
            yield event("typing", {"on": True})
        while not subscription.closed:
            changes = subscription.take()
            try:
                while True:
                    messages = await read_log(after)
                    for message in messages:
                        yield event("message", message, seq=message["seq"])
                        after = message["seq"]
                    if len(messages) < LOG_PAGE:
                        break
                if changes.state:
                    yield event("state", await read_state())
            except UNREACHABLE:
                # The database is away: the stream stays, and goes on where it was.
                subscription.notify(state=True, typing=changes.typing)
                await asyncio.sleep(_AWAY_SECONDS)
                yield HEARTBEAT
                continue
            if changes.typing is not None:
                yield event("typing", {"on": changes.typing})
            if not await subscription.wait(heartbeat):
                # The log is read again after it: another process may have written what nobody told us of.
                yield HEARTBEAT


class EventStream(Response):
    """Streams events until they end, the reader leaves, or it takes nothing for `send_timeout` seconds."""

    def __init__(self, events: AsyncIterator[bytes], *, send_timeout: float) -> None:
        super().__init__(media_type="text/event-stream")
        self._events = events
        self._send_timeout = send_timeout
        del self.headers["content-length"]
        self.headers["cache-control"] = "no-store"
        self.headers["x-accel-buffering"] = "no"  # nginx would hold events back

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        pump = asyncio.create_task(self._pump(send))
        gone = asyncio.create_task(_disconnected(receive))
        try:
            await asyncio.wait({pump, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            pump.cancel()
            results = await asyncio.gather(pump, gone, return_exceptions=True)
        if isinstance(results[0], TimeoutError):
            log.info("event stream dropped: its reader does not read")
        elif isinstance(results[0], Exception):
            raise results[0]

    async def _pump(self, send: Send) -> None:
        async def push(message: dict[str, Any]) -> None:
            async with asyncio.timeout(self._send_timeout):
                await send(message)

        try:
            await push({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            async for chunk in self._events:
                await push({"type": "http.response.body", "body": chunk, "more_body": True})
            await push({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            await self._events.aclose()  # type: ignore[attr-defined]


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
