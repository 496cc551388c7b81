"""Tells the agents' open consoles which conversations changed. In process; the database is the truth.

Where several gateways share a database, `Office.relay` tells the others, and `elsewhere` knows their consoles.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager

from bot.conversation.stream import HEARTBEAT, event
from bot.errors import GiftfinderError, TooManyError
from bot.handoff.schemas import ConversationLine


class Listener:
    """One open console, an agent's. It holds the ids that changed since it last looked: each once, however often."""

    def __init__(self, member_id: int | None = None) -> None:
        self.member_id = member_id
        self._wake = asyncio.Event()
        self._changed: dict[str, None] = {}
        self._typing: dict[str, bool] = {}
        self.closed = False

    def notify(self, conversation_id: str) -> None:
        """Note a change and wake the reader."""
        self._changed[conversation_id] = None
        self._wake.set()

    def typing(self, conversation_id: str, on: bool) -> None:
        """Note that the shopper writes, or no longer, and wake the reader."""
        self._typing[conversation_id] = on
        self._wake.set()

    def take_typing(self) -> dict[str, bool]:
        """Return the conversations whose shopper began or ended writing since the last look."""
        typing, self._typing = self._typing, {}
        return typing

    def close(self) -> None:
        """Make the reader stop."""
        self.closed = True
        self._wake.set()

    async def take(self, seconds: float) -> list[str]:
        """Return the conversations that changed, oldest change first; [] when none did (in that time)."""
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return []
        self._wake.clear()
        changed, self._changed = list(self._changed), {}
        return changed


def _alone(what: str, about: str, on: bool | None = None) -> None:
    """The relay of a single gateway: there is nobody to tell."""


class Office:
    """All open consoles: this gateway's, and who sits at the other gateways'."""

    def __init__(self, *, limit: int = 200) -> None:
        self._listeners: set[Listener] = set()
        self._limit = limit
        self._closing = False
        self.relay: Callable[[str, str, bool | None], None] = _alone
        # The accounts at other gateways' consoles, one entry a console; and whom to tell when ours change.
        self.elsewhere: Callable[[], list[int | None]] = list
        self.moved: Callable[[], None] = lambda: None

    @property
    def staffed(self) -> bool:
        """Whether anybody is at a console."""
        return bool(self._listeners or self.elsewhere())

    def present(self) -> set[int]:
        """The accounts that have a console open."""
        return {member for member in (*self.here(), *self.elsewhere()) if member is not None}

    def here(self) -> list[int | None]:
        """The accounts at this gateway's consoles, one entry a console."""
        return [listener.member_id for listener in self._listeners]

    @contextmanager
    def listen(self, member_id: int | None = None) -> Iterator[Listener]:
        """Listen to all conversations.

        Raises:
            TooManyError: too many consoles are open already.
        """
        self.check_room()
        listener = Listener(member_id)
        listener.closed = self._closing
        self._listeners.add(listener)
        self.moved()
        try:
            yield listener
        finally:
            self._listeners.discard(listener)
            self.moved()

    def check_room(self) -> None:
        """Raise TooManyError when no further console may listen."""
        if len(self._listeners) >= self._limit:
            raise TooManyError("Too many consoles are open.", retry_after=10)

    def changed(self, conversation_id: str) -> None:
        """Something in a conversation that agents see has changed."""
        self.relay("changed", conversation_id, None)
        self.tell(conversation_id)

    def tell(self, conversation_id: str) -> None:
        """Tell this gateway's consoles of a change that the other gateways hear of without us."""
        for listener in self._listeners:
            listener.notify(conversation_id)

    def typing(self, conversation_id: str, on: bool) -> None:
        """The shopper of a conversation writes, or no longer."""
        self.relay("writes", conversation_id, on)
        self._writes(conversation_id, on)

    def heard(self, what: str, conversation_id: str, on: bool | None) -> None:
        """Take what another gateway's office relayed."""
        if what == "changed":
            self.tell(conversation_id)
        elif what == "writes":
            self._writes(conversation_id, bool(on))

    def look_again(self) -> None:
        """End all streams: consoles come back at once and read the inbox anew (notices may have been missed)."""
        for listener in self._listeners:
            listener.close()

    def _writes(self, conversation_id: str, on: bool) -> None:
        for listener in self._listeners:
            listener.typing(conversation_id, on)

    def close(self) -> None:
        """End all streams and let none stay open (the process is about to stop)."""
        self._closing = True
        for listener in self._listeners:
            listener.close()


async def office_events(
    office: Office,
    *,
    read_line: Callable[[str], Awaitable[ConversationLine | None]],
    still_signed_in: Callable[[], Awaitable[object]],
    heartbeat: float,
    member_id: int | None = None,
) -> AsyncIterator[bytes]:
    """Yield `ready`, then a `conversation` event for each change and a `typing` one for each shopper who writes, until
    the session ends.

    A conversation that was erased comes as `gone` with its id. Whoever reconnects reads the inbox again: there is
    nothing to resume.
    """
    with office.listen(member_id) as listener:
        yield b"retry: 2000\n\n" + event("ready", {})
        while not listener.closed:
            changed = await listener.take(heartbeat)
            typing = listener.take_typing()
            try:
                await still_signed_in()
            except GiftfinderError:
                yield event("signed-out", {})
                return
            for conversation_id in changed:
                line = await read_line(conversation_id)
                if line is None:
                    yield event("gone", {"id": conversation_id})
                else:
                    yield event("conversation", json.loads(line.model_dump_json()))
            for conversation_id, on in typing.items():
                yield event("typing", {"id": conversation_id, "on": on})
            if not changed and not typing:
                yield HEARTBEAT
