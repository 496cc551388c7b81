"""Asks the running bot the judged opening messages and reports by field what it read."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bot.evaluation.compare import FIELDS, same_field

SHOW_NOW = "just show me something"


@dataclass(frozen=True, slots=True)
class Judged:
    """An opening message and the brief it should yield."""

    id: str
    text: str
    brief: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """What the bot made of one: its brief, and the cards it showed in the first two turns."""

    judged: Judged
    brief: dict[str, Any]
    cards: list[dict[str, Any]]

    def wrong(self) -> list[str]:
        """The names of the fields that are not right."""
        return [name for name in FIELDS if not same_field(name, self.judged.brief[name], self.brief.get(name))]


@dataclass
class Report:
    """Counts by field."""

    total: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))

    @classmethod
    def of(cls, reads: Iterable[Read]) -> Report:
        """Count what was read right."""
        report = cls()
        for read in reads:
            report.total += 1
            wrong = read.wrong()
            for name in FIELDS:
                report.right[name] += name not in wrong
        return report

    @property
    def share(self) -> float:
        """The share of all fields of all messages that are right, 0 to 1."""
        return sum(self.right.values()) / (self.total * len(FIELDS)) if self.total else 0.0

    def __str__(self) -> str:
        lines = [
            f"{name:<13}{count:>4} of {self.total}  {count / self.total:.1%}" for name, count in self.right.items()
        ]
        return "\n".join([*lines, f"{'all fields':<13}{self.share:.1%}"])


def load_judged(path: Path) -> list[Judged]:
    """Read a file of judged messages.

    Raises:
        ValueError: a line is not of the form; names the line.
    """
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            data = json.loads(line)
            found.append(Judged(data["id"], data["text"], {name: data["brief"][name] for name in FIELDS}))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path.name}, line {number}: {error!r}") from error
    return found


async def ask_all(url: str, judged: Iterable[Judged], *, at_once: int = 4, cards: bool = True) -> list[Read]:
    """Open a conversation for each message and say it; with `cards`, also see what is shown."""
    gate = asyncio.Semaphore(at_once)
    async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as client:

        async def ask(one: Judged) -> Read:
            async with gate:
                return await _ask(client, one, cards=cards)

        return list(await asyncio.gather(*(ask(one) for one in judged)))


async def _ask(client: httpx.AsyncClient, one: Judged, *, cards: bool) -> Read:
    created = (await client.post("/api/conversations")).raise_for_status().json()
    headers = {"Authorization": f"Bearer {created['token']}"}
    path = f"/api/conversations/{created['id']}/messages"

    async def say(text: str, client_id: str) -> dict[str, Any]:
        answer = await client.post(path, json={"text": text, "client_id": client_id}, headers=headers)
        result: dict[str, Any] = answer.raise_for_status().json()
        return result

    first = await say(one.text, "1")
    shown = _cards(first)
    if cards and not shown:
        shown = _cards(await say(SHOW_NOW, "2"))
    return Read(one, first["brief"], shown)


def _cards(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [card for reply in answer["replies"] if reply["type"] == "product_cards" for card in reply["items"]]
