"""Open conversations of the scale bench: their calls, their event streams, and what the log says in the end."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.bench.shoppers import OPENINGS

FOLLOW_UPS = ("show me more", "cheaper", "something else", "why the first one?")


@dataclass(slots=True)
class Talk:
    """One conversation with its page open. `acknowledged` are the texts that the stack has taken, by client id."""

    id: str
    token: str
    acknowledged: dict[str, str] = field(default_factory=dict)
    heard: set[int] = field(default_factory=set)
    """The places in the log (`seq`) of the messages that its event stream has brought."""
    breaks: int = 0
    """How often the stream has ended before the page was closed."""
    _sent: int = 0
    _opened: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def path(self) -> str:
        """Of the conversation."""
        return f"/api/conversations/{self.id}"

    @property
    def headers(self) -> dict[str, str]:
        """Of its calls."""
        return {"Authorization": f"Bearer {self.token}"}

    def next_text(self, number: int) -> str:
        """What its shopper writes next; `number` tells it from other conversations."""
        sent, self._sent = self._sent, self._sent + 1
        return FOLLOW_UPS[(sent - 1) % len(FOLLOW_UPS)] if sent else OPENINGS[number % len(OPENINGS)]

    async def say(self, http: httpx.AsyncClient, text: str) -> str:
        """Send a message and wait for its answer; what went wrong, "" where nothing did."""
        client_id = f"m{len(self.acknowledged)}-{self._sent}"
        try:
            body = {"text": text, "client_id": client_id}
            response = await http.post(f"{self.path}/messages", json=body, headers=self.headers)
            if not response.is_success:
                return f"status {response.status_code}"
            self.acknowledged[client_id] = text
            return "" if response.json()["replies"] else "no answer"
        except (httpx.HTTPError, ValueError) as error:
            return type(error).__name__

    async def listen(self, http: httpx.AsyncClient) -> None:
        """Keep the page open until it is cancelled, and note each message that comes."""
        name = ""
        while True:
            headers = self.headers | ({"Last-Event-ID": str(max(self.heard))} if self.heard else {})
            try:
                async with http.stream("GET", f"{self.path}/events", headers=headers, timeout=None) as response:
                    response.raise_for_status()
                    self._opened.set()
                    async for line in response.aiter_lines():
                        if line.startswith("event: "):
                            name = line.removeprefix("event: ")
                        elif line.startswith("data: ") and name == "message":
                            self.heard.add(json.loads(line.removeprefix("data: "))["seq"])
            except httpx.HTTPError:
                pass
            self.breaks += 1
            await asyncio.sleep(1.0)

    async def opened(self) -> None:
        """Wait until the page's stream is open."""
        await self._opened.wait()

    async def log(self, http: httpx.AsyncClient) -> Sequence[dict[str, Any]]:
        """The messages that the stack has stored, oldest first."""
        response = (await http.get(self.path, headers=self.headers)).raise_for_status()
        return list(response.json()["messages"])


async def begin(http: httpx.AsyncClient) -> Talk:
    """Make a conversation.

    Raises:
        httpx.HTTPError: it can't be made.
    """
    made = (await http.post("/api/conversations")).raise_for_status().json()
    return Talk(made["id"], made["token"])


def losses(talk: Talk, log: Sequence[dict[str, Any]]) -> Counter[str]:
    """What is wrong with a conversation's log: acknowledged messages that are missing, doubled, unanswered or out of
    order, and messages that its open page was never told of."""
    found: Counter[str] = Counter()
    lines = Counter(line["client_id"] for line in log if line["role"] == "shopper" and line.get("client_id"))
    for client_id in talk.acknowledged:
        if lines[client_id] != 1:
            found["lost" if not lines[client_id] else "doubled"] += 1
    if [line["seq"] for line in log] != list(range(1, len(log) + 1)):
        found["a gap in the log"] += 1
    last = None
    for line in [*log, {"role": "shopper"}]:
        if line["role"] == "shopper" and last == "shopper":
            found["unanswered"] += 1
        last = line["role"]
    # A page hears of what others say; its own lines come back to it as well, so that two windows stay alike.
    found["not told to the open page"] += len({line["seq"] for line in log if line["role"] == "bot"} - talk.heard)
    return +found
