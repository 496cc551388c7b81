"""Talks to one Rasa process over its REST channel and its HTTP API."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

import httpx
from pydantic import ValidationError

from bot.dialogue.errors import DialogueError, DialogueFailedError, DialogueUnavailableError
from bot.messages import BotMessage, QuickRepliesMessage, TextMessage, UnknownMessage, parse_bot_message

log = logging.getLogger(__name__)
_NOT_READY = frozenset({409, 502, 503, 504})


class DialogueClient:
    """An asyncio client; one connection pool for all conversations.

    `epoch` grows whenever Rasa may have been restarted since it last answered us, and may thus have forgotten
    its conversations: after a failure, and after a silence longer than `trust` seconds (Rasa starts slower).
    `reachable` says whether it took the last call.
    """

    def __init__(
        self,
        url: str,
        *,
        token: str | None = None,
        timeout: float = 15.0,
        trust: float = 10.0,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.url = url
        self.reachable = True
        self._timeout = timeout
        self._trust = trust
        self._token = {"token": token} if token else {}
        self._http = httpx.AsyncClient(
            base_url=url,
            timeout=httpx.Timeout(timeout, connect=min(2.0, timeout)),
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=4.0),
            trust_env=False,  # a proxy of the environment is not for the process next door
            transport=transport,
        )
        self._epoch = 0
        self._last_answer = time.monotonic()
        self._health_lock = asyncio.Lock()
        self._health = (0.0, False)

    @property
    def epoch(self) -> int:
        """Changes when Rasa may have forgotten what it was told."""
        if time.monotonic() - self._last_answer > self._trust:
            self._forget()
        return self._epoch

    async def send(self, sender: str, message: str, metadata: dict[str, Any]) -> list[BotMessage]:
        """Run one turn and return the bot's messages (at least one).

        Raises:
            DialogueUnavailableError: Rasa can't be reached or is not ready.
            DialogueFailedError: a timeout, no message at all, or an unreadable answer.
        """
        body = {"sender": sender, "message": message, "metadata": metadata}
        items = await self._call("POST", "/webhooks/rest/webhook", json=body)
        if not isinstance(items, list):
            raise DialogueFailedError("the answer is not a list")
        messages = [part for item in items if isinstance(item, dict) for part in read_item(item)]
        if not messages:
            # The REST channel turns every exception inside Rasa into 200 and an empty list.
            self._forget()
            raise DialogueFailedError("the answer is empty")
        return messages

    async def slots(self, sender: str) -> dict[str, Any]:
        """Return the conversation's slots; raises as `send` does."""
        tracker = await self._call(
            "GET", f"/conversations/{sender}/tracker", params={"include_events": "NONE", **self._token}
        )
        slots = tracker.get("slots") if isinstance(tracker, dict) else None
        if not isinstance(slots, dict):
            raise DialogueFailedError("the tracker has no slots")
        return slots

    async def set_slots(self, sender: str, slots: dict[str, Any]) -> None:
        """Put slots back that Rasa has forgotten; raises as `send` does."""
        events = [{"event": "slot", "name": name, "value": value} for name, value in slots.items()]
        await self._call(
            "POST",
            f"/conversations/{sender}/tracker/events",
            params={"include_events": "NONE", **self._token},
            json=events,
        )

    async def forget(self, sender: str) -> None:
        """Delete what Rasa remembers of a conversation; raises as `send` does."""
        await self._call(
            "PUT", f"/conversations/{sender}/tracker/events", params={"include_events": "NONE", **self._token}, json=[]
        )

    async def healthy(self) -> bool:
        """Whether Rasa is up with a model loaded; asked at most once a second, whoever waits."""
        async with self._health_lock:
            asked, answer = self._health
            if time.monotonic() - asked > 1.0:
                try:
                    await self._call("GET", "/status", params=self._token, seconds=min(3.0, self._timeout))
                    answer = True
                except DialogueError:
                    answer = False
                self._health = (time.monotonic(), answer)
            return answer

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _call(self, method: str, path: str, *, seconds: float | None = None, **arguments: Any) -> Any:
        try:
            # httpx's timeouts are between bytes; this one is for the whole call.
            async with asyncio.timeout(seconds or self._timeout):
                response = await self._http.request(method, path, **arguments)
            if response.status_code in _NOT_READY:
                self.reachable = False
                raise DialogueUnavailableError(f"status {response.status_code}")
            if response.status_code != httpx.codes.OK:
                raise DialogueFailedError(f"status {response.status_code}")
            answer = response.json()
        except (TimeoutError, httpx.ReadTimeout, httpx.WriteTimeout) as error:
            self._forget()
            raise DialogueFailedError("timed out") from error
        except httpx.TransportError as error:
            self._forget()
            self.reachable = False
            raise DialogueUnavailableError("not reachable") from error
        except ValueError as error:
            raise DialogueFailedError("the answer is not JSON") from error
        except DialogueError:
            self._forget()
            raise
        self._last_answer = time.monotonic()
        self.reachable = True
        return answer

    def _forget(self) -> None:
        self._epoch += 1
        self._last_answer = time.monotonic()


def read_item(item: dict[str, Any]) -> list[BotMessage]:
    """Turn one item of the REST channel's answer into messages; what can't be read is left out and logged."""
    messages: list[BotMessage] = []
    text, buttons, custom = item.get("text"), item.get("buttons"), item.get("custom")
    try:
        if buttons:
            options = [{"title": button["title"], "payload": button["payload"]} for button in buttons]
            messages.append(QuickRepliesMessage.model_validate({"text": text or "", "options": options}))
        elif text:
            messages.append(TextMessage(text=text))
        if isinstance(custom, dict) and "type" in custom:
            messages.append(parse_bot_message(custom))
        if item.get("image"):
            messages.append(UnknownMessage.model_validate({"type": "image", "text": "", "image": item["image"]}))
    except (ValidationError, KeyError, TypeError):
        log.warning("bot message left out: it can't be read", extra={"keys": sorted(item)})
    return messages


def harmless(text: str) -> str:
    """Return shopper text that Rasa can't take for a command.

    Rasa strips the text and takes a leading "/" for an intent. Whatever its strip() takes away, we look
    behind it (invisible characters too), and put U+2215 DIVISION SLASH in the place of the "/".
    """
    start = 0
    while start < len(text) and _invisible(text[start]):
        start += 1
    if text[start : start + 1] == "/":
        return text[:start] + "\N{DIVISION SLASH}" + text[start + 1 :]
    return text


def _invisible(character: str) -> bool:
    return character.isspace() or not character.isprintable()
