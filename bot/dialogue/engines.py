"""Which dialogue engine a conversation talks to: a release's (see bot.releases.serving), and one process of it.

A conversation belongs to one of a model's processes, chosen by rendezvous hashing: where a process comes or goes, only
the conversations move that it gains or had. Those of a process that is down go on at the others at once instead of
waiting for its restart, and come back after it; a move is made between two turns and is like a restart to the
conversation (see `Turn`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.dialogue.client import DialogueClient


@dataclass(frozen=True, slots=True)
class Engine:
    """A dialogue engine and what it serves with: the release's id and its catalog's version ("" before any).

    `processes` are all that run its model, `client` the one to talk to.
    """

    client: DialogueClient
    release: str = ""
    catalog: str = ""
    processes: tuple[DialogueClient, ...] = ()

    @property
    def clients(self) -> tuple[DialogueClient, ...]:
        """All its processes, at least one."""
        return self.processes or (self.client,)

    def of_conversation(self, conversation_id: str) -> Engine:
        """The same with the process that the conversation belongs to now."""
        return replace(self, client=choose(self.clients, conversation_id)) if len(self.clients) > 1 else self


def choose(clients: Sequence[DialogueClient], conversation_id: str) -> DialogueClient:
    """The conversation's process of those that can be reached; of all where none can."""
    there = [client for client in clients if client.reachable] or clients
    return max(there, key=lambda client: _weight(client.url, conversation_id))


def _weight(url: str, conversation_id: str) -> bytes:
    return hashlib.blake2b(f"{url} {conversation_id}".encode(), digest_size=8).digest()


class Engines(Protocol):
    """The engines of all releases that run."""

    @property
    def current(self) -> Engine:
        """The one for new conversations."""

    async def of(self, release: str | None, conversation_id: str) -> Engine:
        """The one of a conversation that began with this release; the current one where that is gone."""

    async def forget(self, conversation_id: str) -> None:
        """Delete what any of them remembers of a conversation; raises as `DialogueClient.send` does."""


class OneEngine:
    """A single dialogue engine, whatever the release."""

    def __init__(self, client: DialogueClient) -> None:
        self.current = Engine(client)

    async def of(self, release: str | None, conversation_id: str) -> Engine:
        """The one there is."""
        return self.current

    async def forget(self, conversation_id: str) -> None:
        """Delete what it remembers of a conversation; raises as `DialogueClient.send` does."""
        await self.current.client.forget(conversation_id)
