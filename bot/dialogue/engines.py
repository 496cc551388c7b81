"""Which dialogue engine a conversation talks to: a release's, see bot.releases.serving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.dialogue.client import DialogueClient


@dataclass(frozen=True, slots=True)
class Engine:
    """A dialogue engine and what it serves with: the release's id and its catalog's version ("" before any)."""

    client: DialogueClient
    release: str = ""
    catalog: str = ""


class Engines(Protocol):
    """The engines of all releases that run."""

    @property
    def current(self) -> Engine:
        """The one for new conversations."""

    async def of(self, release: str | None) -> Engine:
        """The one of a conversation that began with this release; the current one where that is gone."""

    async def forget(self, conversation_id: str) -> None:
        """Delete what any of them remembers of a conversation; raises as `DialogueClient.send` does."""


class OneEngine:
    """A single dialogue engine, whatever the release."""

    def __init__(self, client: DialogueClient) -> None:
        self.current = Engine(client)

    async def of(self, release: str | None) -> Engine:
        """The one there is."""
        return self.current

    async def forget(self, conversation_id: str) -> None:
        """Delete what it remembers of a conversation; raises as `DialogueClient.send` does."""
        await self.current.client.forget(conversation_id)
