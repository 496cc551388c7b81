"""Plays judged conversations against a running bot, as the widget would, and keeps all that came."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.evaluation.answer import Answer
from bot.evaluation.conversations import Conversation, Turn
from bot.evaluation.wanted import options_of

TIMEOUT_SECONDS = 180.0


@dataclass(frozen=True, slots=True)
class Played:
    """A conversation with its answers, one a turn."""

    conversation: Conversation
    answers: list[Answer] = field(default_factory=list)


async def play_all(url: str, conversations: Iterable[Conversation], *, at_once: int = 3) -> list[Played]:
    """Play the conversations, some at once, each by a shopper of its own.

    Raises:
        httpx.HTTPError: the gateway can't be reached or refuses a shopper.
    """
    gate = asyncio.Semaphore(at_once)
    async with httpx.AsyncClient(base_url=url, timeout=TIMEOUT_SECONDS, trust_env=False) as client:

        async def play(conversation: Conversation) -> Played:
            async with gate:
                shopper = await Visitor.arrive(client)
                return Played(conversation, [await shopper.take(turn) for turn in conversation.turns])

        return list(await asyncio.gather(*(play(one) for one in conversations)))


class Visitor:
    """One conversation over the API."""

    def __init__(self, client: httpx.AsyncClient, conversation_id: str, token: str) -> None:
        self._client = client
        self._path = f"/api/conversations/{conversation_id}"
        self._headers = {"Authorization": f"Bearer {token}"}
        self._numbers = itertools.count(1)
        self._options: list[dict[str, Any]] = []

    @classmethod
    async def arrive(cls, client: httpx.AsyncClient) -> Visitor:
        """Open a conversation."""
        created = (await client.post("/api/conversations")).raise_for_status().json()
        return cls(client, created["id"], created["token"])

    async def take(self, turn: Turn) -> Answer:
        """Say, press or change what the turn asks for."""
        problem = ""
        if turn.act == "patch":
            call = await self._call("PATCH", "/brief", _patch(turn.what))
        elif turn.act == "press" and (button := self._button(turn.what)) is not None:
            call = await self._call("POST", "/messages", {"payload": button["payload"]})
        else:
            if turn.act == "press":
                problem = f"no button {turn.what!r} among {[option['title'] for option in self._options]}"
            call = await self._call("POST", "/messages", {"text": turn.what})
        return await self._answer(call, problem)

    async def say(self, text: str) -> Answer:
        """Say a text."""
        return await self._answer(await self._call("POST", "/messages", {"text": text}), "")

    async def _answer(self, call: httpx.Response, problem: str) -> Answer:
        if call.status_code != httpx.codes.OK:
            return Answer([], {}, [], [], "", problem=f"HTTP {call.status_code}: {call.text[:200]}")
        data = call.json()
        view = (await self._call("GET", "")).json()
        wishlist = (await self._call("GET", "/wishlist")).json()
        answer = Answer(
            data["replies"],
            data["brief"],
            data.get("recipients") or [],
            [item["product_id"] for item in wishlist.get("items", [])],
            "\n".join(message.get("text") or "" for message in view["messages"]),
            data["status"],
            problem,
        )
        # Buttons stay on the page until the next ones.
        self._options = answer.options or self._options
        return answer

    def _button(self, wanted: str) -> dict[str, Any] | None:
        """The offered button whose payload (wanted starts with "/") or title begins with or holds what is wanted."""
        if wanted.startswith("/"):
            return next((option for option in self._options if option["payload"].startswith(wanted)), None)
        for alternative in wanted.lower().split("|"):
            for option in self._options:
                if alternative in option["title"].lower():
                    return option
        return None

    async def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        if body is not None:
            body = body | {"client_id": f"m{next(self._numbers)}"}
        return await self._client.request(method, self._path + path, json=body, headers=self._headers)


def _patch(short: dict[str, Any]) -> dict[str, Any]:
    """A brief in short form as the API takes it."""
    return {
        name: options_of(name, value)[0] if name in ("age", "budget") and value is not None else value
        for name, value in short.items()
    }
