"""Server-sent events of a job: what it is like, each time that it is otherwise."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable

from pydantic import BaseModel

from bot.conversation.stream import HEARTBEAT, event
from bot.errors import NotFoundError, TooManyError
from bot.settings import Settings


class Followers:
    """Those who follow a job; a bounded number. Each sees what any gateway's job writes to disk."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open = 0

    def follow(
        self, name: str, read: Callable[[], BaseModel], *, runs: Callable[[BaseModel], bool]
    ) -> AsyncIterator[bytes]:
        """Events called `name` with what `read` gives (called in a thread), until it does not run any more or is gone;
        then one called "end".

        Raises:
            TooManyError: too many follow already.
        """
        if self._open >= self._settings.job_followers:
            raise TooManyError("Too many event streams are open.", retry_after=5)
        return self._counted(name, read, runs)

    async def _counted(
        self, name: str, read: Callable[[], BaseModel], runs: Callable[[BaseModel], bool]
    ) -> AsyncIterator[bytes]:
        self._open += 1
        try:
            async for chunk in self._moments(name, read, runs):
                yield chunk
        finally:
            self._open -= 1

    async def _moments(
        self, name: str, read: Callable[[], BaseModel], runs: Callable[[BaseModel], bool]
    ) -> AsyncIterator[bytes]:
        yield b"retry: 2000\n\n"
        last, quiet, poll = "", 0.0, self._settings.job_poll
        while True:
            try:
                now = await asyncio.to_thread(read)
            except NotFoundError:
                break
            text = now.model_dump_json()
            if text != last:
                last, quiet = text, 0.0
                yield event(name, json.loads(text))
            if not runs(now):
                break
            await asyncio.sleep(poll)
            quiet += poll
            if quiet >= self._settings.heartbeat:
                quiet = 0.0
                yield HEARTBEAT
        yield event("end", {})
