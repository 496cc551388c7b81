"""Says to the running bot what has nothing to do with gifts, and counts what starts a search all the same."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

# What a conversation is about when somebody digresses.
BEFORE = "I need a gift for my sister"
CEILING = 0.03


@dataclass(frozen=True, slots=True)
class Aside:
    """A message that is no wish; `shop_question`: the shop's policies may answer it."""

    id: str
    text: str
    shop_question: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """What the bot made of one: did it search, as an opening (`started`) and in the middle of a wish (`disturbed`)?

    A search is a brief that changes, or product cards.
    """

    aside: Aside
    started: bool
    disturbed: bool


@dataclass(frozen=True, slots=True)
class OffTopicReport:
    """Counts over all messages."""

    heard: Sequence[Heard]

    @property
    def started(self) -> float:
        """The share of the messages that start a search when a conversation opens with them, 0 to 1."""
        return sum(one.started for one in self.heard) / len(self.heard) if self.heard else 0.0

    @property
    def disturbed(self) -> float:
        """The share that changes a wish under way, 0 to 1."""
        return sum(one.disturbed for one in self.heard) / len(self.heard) if self.heard else 0.0

    def wrong(self) -> list[str]:
        """A line for each message that was taken for a wish."""
        return [
            f"{one.aside.id} {'starts' if one.started else 'changes'} a search: {one.aside.text}"
            for one in self.heard
            if one.started or one.disturbed
        ]

    def __str__(self) -> str:
        return (
            f"off-topic messages  {len(self.heard)}\n"
            f"start a search      {self.started:.1%}\n"
            f"change one under way {self.disturbed:.1%}"
        )


def is_off_topic(path: Path) -> bool:
    """Whether a file holds off-topic messages rather than judged briefs."""
    with path.open(encoding="utf-8") as file:
        return '"brief"' not in file.readline()


def load_off_topic(path: Path) -> list[Aside]:
    """Read a file of off-topic messages.

    Raises:
        ValueError: a line is not of the form; names the line.
    """
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            data = json.loads(line)
            found.append(Aside(data["id"], data["text"], bool(data["shop_question"])))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name}, line {number}: {error!r}") from error
    return found


async def hear_all(url: str, asides: Iterable[Aside], *, at_once: int = 4) -> OffTopicReport:
    """Say each message twice: at the start of a conversation, and after a wish has begun."""
    gate = asyncio.Semaphore(at_once)
    async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as client:

        async def hear(aside: Aside) -> Heard:
            async with gate:
                started = await _searches(client, aside.text)
                return Heard(aside, started, await _searches(client, aside.text, before=BEFORE))

        return OffTopicReport(await asyncio.gather(*(hear(aside) for aside in asides)))


async def _searches(client: httpx.AsyncClient, text: str, *, before: str = "") -> bool:
    """Whether a message changes the brief or brings cards in a new conversation, after `before` where given."""
    created = (await client.post("/api/conversations")).raise_for_status().json()
    headers = {"Authorization": f"Bearer {created['token']}"}
    path = f"/api/conversations/{created['id']}"

    async def say(words: str) -> dict[str, Any]:
        answer = await client.post(f"{path}/messages", json={"text": words}, headers=headers)
        result: dict[str, Any] = answer.raise_for_status().json()
        return result

    known = (await say(before))["brief"] if before else (await client.get(path, headers=headers)).json()["brief"]
    answer = await say(text)
    cards = any(reply["type"] == "product_cards" for reply in answer["replies"])
    return cards or answer["brief"] != known
