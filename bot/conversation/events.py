"""Tells the open streams of a conversation that something happened. In process; the log is the truth.

Where several gateways share a database, `Broker.relay` tells the others, and `heard` takes what they tell.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.errors import TooManyError


@dataclass
class Changes:
    """What happened since the last look. Messages are not in it: they are read from the log."""

    state: bool = False
    typing: bool | None = None


class Subscription:
    """One open stream's view. It holds flags, not a queue: a slow reader costs nothing and loses nothing."""

    def __init__(self) -> None:
        self._wake = asyncio.Event()
        self._changes = Changes()
        self.closed = False

    def notify(self, *, state: bool = False, typing: bool | None = None) -> None:
        """Note a change and wake the reader."""
        self._changes.state = self._changes.state or state
        if typing is not None:
            self._changes.typing = typing
        self._wake.set()

    def close(self) -> None:
        """Make the reader stop."""
        self.closed = True
        self._wake.set()

    def take(self) -> Changes:
        """Return the changes since the last call."""
        changes, self._changes = self._changes, Changes()
        self._wake.clear()
        return changes

    async def wait(self, seconds: float) -> bool:
        """Wait for a change; False when none came in that time."""
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return False
        return True


# Longer than any turn: where a gateway dies in the middle of one, the others' pages don't show it for ever.
_TYPING_ELSEWHERE_SECONDS = 60.0


def _alone(what: str, about: str, on: bool | None = None) -> None:
    """The relay of a single gateway: there is nobody to tell."""


class Broker:
    """Who listens to which conversation."""

    def __init__(self, *, per_conversation: int = 10, total: int = 2000) -> None:
        self._listeners: dict[str, set[Subscription]] = defaultdict(set)
        self._typing: set[str] = set()
        self._per_conversation = per_conversation
        self._total = total
        self._open = 0
        self._closing = False
        self.everywhere: list[Callable[[str], None]] = []  # told of every conversation (the agents' consoles)
        self.relay: Callable[[str, str, bool | None], None] = _alone
        self._elsewhere: dict[str, asyncio.TimerHandle] = {}

    @contextmanager
    def subscribe(self, conversation_id: str) -> Iterator[Subscription]:
        """Listen to a conversation.

        Raises:
            TooManyError: too many streams are open already.
        """
        self.check_room(conversation_id)
        subscription = Subscription()
        subscription.closed = self._closing
        self._listeners[conversation_id].add(subscription)
        self._open += 1
        try:
            yield subscription
        finally:
            self._open -= 1
            self._listeners[conversation_id].discard(subscription)
            if not self._listeners[conversation_id]:
                del self._listeners[conversation_id]

    def check_room(self, conversation_id: str) -> None:
        """Raise TooManyError when no further stream may be opened."""
        mine = len(self._listeners.get(conversation_id, ()))
        if mine >= self._per_conversation or self._open >= self._total:
            raise TooManyError("Too many event streams are open.", retry_after=5)

    def messages(self, conversation_id: str) -> None:
        """The log has grown."""
        self.relay("messages", conversation_id, None)
        self._messages(conversation_id)

    def state(self, conversation_id: str) -> None:
        """Brief, status, wishlist or the number of fitting gifts may have changed."""
        self.relay("state", conversation_id, None)
        self._state(conversation_id)

    def typing(self, conversation_id: str, on: bool) -> None:
        """The bot starts or ends working on an answer."""
        self.relay("typing", conversation_id, on)
        self._type(conversation_id, on)

    def heard(self, what: str, conversation_id: str, on: bool | None) -> None:
        """Take what another gateway's broker relayed."""
        if what == "messages":
            self._messages(conversation_id)
        elif what == "state":
            self._state(conversation_id)
        elif what == "end":
            self._end(conversation_id)
        elif what == "typing":
            if known := self._elsewhere.pop(conversation_id, None):
                known.cancel()
            self._type(conversation_id, bool(on))
            if on:
                self._elsewhere[conversation_id] = asyncio.get_running_loop().call_later(
                    _TYPING_ELSEWHERE_SECONDS, self.heard, what, conversation_id, False
                )

    def look_again(self) -> None:
        """Let all streams read log and state again: notices of other gateways may have been missed."""
        for conversation_id in self._listeners:
            self._notify(conversation_id, state=True)

    def _type(self, conversation_id: str, on: bool) -> None:
        (self._typing.add if on else self._typing.discard)(conversation_id)
        self._notify(conversation_id, typing=on)

    def is_typing(self, conversation_id: str) -> bool:
        """Whether the bot works on an answer right now."""
        return conversation_id in self._typing

    def end(self, conversation_id: str) -> None:
        """End the streams of one conversation (it was erased)."""
        self.relay("end", conversation_id, None)
        self._end(conversation_id)

    def _end(self, conversation_id: str) -> None:
        for subscription in self._listeners.get(conversation_id, ()):
            subscription.close()
        self._tell_everywhere(conversation_id)

    def close(self) -> None:
        """End all streams and let none stay open (the process is about to stop)."""
        self._closing = True
        for listeners in self._listeners.values():
            for subscription in listeners:
                subscription.close()

    def _messages(self, conversation_id: str) -> None:
        self._notify(conversation_id)
        self._tell_everywhere(conversation_id)

    def _state(self, conversation_id: str) -> None:
        self._notify(conversation_id, state=True)
        self._tell_everywhere(conversation_id)

    def _tell_everywhere(self, conversation_id: str) -> None:
        for tell in self.everywhere:
            tell(conversation_id)

    def _notify(self, conversation_id: str, *, state: bool = False, typing: bool | None = None) -> None:
        for subscription in self._listeners.get(conversation_id, ()):
            subscription.notify(state=state, typing=typing)
