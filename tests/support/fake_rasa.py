"""A stand-in for Rasa on a real port: REST channel, tracker, status; can be slow, empty, broken or down."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from collections.abc import Iterator

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests.support.servers import free_port, running

EMPTY_BRIEF = {
    "relationship": None,
    "age": None,
    "interests": [],
    "exclude": [],
    "budget": None,
    "occasion": None,
}
CARD = {
    "product_id": "p1",
    "title": "Dinosaur dig",
    "price": {"amount": "24.90", "currency": "USD"},
    "url": "/go/p1",
    "reasons": [{"text": "Dinosaurs", "evidence": "dinosaur"}],
}


class FakeRasa:
    """Echoes; `brief: {...}`, `buttons`, `cards` and `custom {...}` as a message make it do that.

    Attributes:
        received: (sender, message, metadata) of every turn, in order.
        mode: "ok", "empty" (200 and []), "error" (500), "garbage" (not JSON) or "hang".
        delay: upper bound of a random pause before each answer, in seconds; `pause` is a fixed one.
    """

    def __init__(self, token: str = "rasa-token") -> None:
        self.token = token
        self.port = free_port()
        self.received: list[tuple[str, str, dict]] = []
        self.slots: dict[str, dict] = {}
        self.mode = "ok"
        self.delay = 0.0
        self.pause = 0.0
        self._go = asyncio.Event()
        self._go.set()
        self.concurrent: dict[str, int] = {}
        self.overlaps = 0
        self._stack: contextlib.AsyncExitStack | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        app = Starlette(
            routes=[
                Route("/webhooks/rest/webhook", self._webhook, methods=["POST"]),
                Route("/conversations/{sender}/tracker", self._tracker),
                Route("/conversations/{sender}/tracker/events", self._events, methods=["POST", "PUT"]),
                Route("/status", self._status),
            ]
        )
        self._stack = contextlib.AsyncExitStack()
        await self._stack.enter_async_context(running(app, port=self.port))

    async def stop(self) -> None:
        """Go away: the port refuses connections, and all trackers are forgotten."""
        if self._stack:
            await self._stack.aclose()
            self._stack = None
        self.slots.clear()

    @contextlib.contextmanager
    def thinking(self) -> Iterator[None]:
        """No answer comes before the end of the block, however slow the machine is."""
        self._go.clear()
        try:
            yield
        finally:
            self._go.set()

    def texts(self, sender: str | None = None) -> list[str]:
        """Return the messages that came, of one sender or all."""
        return [message for who, message, _ in self.received if sender in (None, who)]

    async def _webhook(self, request: Request) -> JSONResponse:
        body = await request.json()
        sender, message = body["sender"], body["message"]
        self.received.append((sender, message, body.get("metadata") or {}))
        self.concurrent[sender] = self.concurrent.get(sender, 0) + 1
        self.overlaps += self.concurrent[sender] > 1
        try:
            await self._go.wait()
            await asyncio.sleep(self.pause + random.uniform(0, self.delay))
            if self.mode == "hang":
                await asyncio.sleep(30)
            if self.mode == "empty":
                return JSONResponse([])
            if self.mode == "error":
                return JSONResponse({"status": "failure"}, 500)
            if self.mode == "garbage":
                return JSONResponse("not a list")
            return JSONResponse(self._reply(sender, message))
        finally:
            self.concurrent[sender] -= 1

    def _reply(self, sender: str, message: str) -> list[dict]:
        slots = self.slots.setdefault(sender, {"brief": None, "gift_state": None})
        if message.startswith("/edit_brief"):
            edit = json.loads(message.removeprefix("/edit_brief"))["brief_edit"]
            slots["brief"] = {**EMPTY_BRIEF, **(slots["brief"] or {}), **edit}
            return [{"text": "Changed."}]
        if message.startswith("brief:"):
            slots["brief"] = {**EMPTY_BRIEF, **json.loads(message.removeprefix("brief:"))}
            return [{"text": "Noted."}]
        if message == "buttons":
            buttons = [{"title": "Eight", "payload": '/inform{"age": 8}'}, {"title": "Skip", "payload": "/skip"}]
            return [{"text": "How old?", "buttons": buttons}]
        if message == "cards":
            return [{"text": "Look:"}, {"custom": {"type": "product_cards", "items": [CARD], "total": 14}}]
        if message.startswith("custom"):
            return [{"custom": json.loads(message.removeprefix("custom"))}]
        return [{"text": f"You said: {message}"}]

    async def _tracker(self, request: Request) -> JSONResponse:
        if request.query_params.get("token") != self.token:
            return JSONResponse({}, 401)
        assert request.query_params["include_events"] == "NONE"
        return JSONResponse({"slots": self.slots.get(request.path_params["sender"], {"brief": None})})

    async def _events(self, request: Request) -> JSONResponse:
        if request.query_params.get("token") != self.token:
            return JSONResponse({}, 401)
        if request.method == "PUT":  # takes the place of all that was known
            assert await request.json() == []
            self.slots.pop(request.path_params["sender"], None)
            return JSONResponse({})
        slots = self.slots.setdefault(request.path_params["sender"], {})
        for event in await request.json():
            assert event["event"] == "slot"
            slots[event["name"]] = event["value"]
        return JSONResponse({"slots": slots})

    async def _status(self, request: Request) -> JSONResponse:
        if request.query_params.get("token") != self.token:
            return JSONResponse({}, 401)
        return JSONResponse({"model_id": "fake"})
