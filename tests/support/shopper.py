"""A shopper: talks to the conversation API as the widget does."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable
from typing import Any

import httpx

Message = dict[str, Any]


class Shopper:
    """One conversation. Calls that fail raise, unless they are made through `call`."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=60, trust_env=False)
        created = self.http.post("/api/conversations")
        created.raise_for_status()
        self.id, self.token = created.json()["id"], created.json()["token"]
        self.http.headers["Authorization"] = f"Bearer {self.token}"
        self._numbers = itertools.count(1)

    def close(self) -> None:
        """Close the connections."""
        self.http.close()

    def call(self, method: str, path: str = "", **options: Any) -> httpx.Response:
        """Call something of the conversation."""
        return self.http.request(method, f"/api/conversations/{self.id}{path}", **options)

    def say(self, text: str) -> dict[str, Any]:
        """Post a text and return the answer of the call."""
        return self._post({"text": text})

    def choose(self, answer: dict[str, Any], word: str) -> dict[str, Any]:
        """Press the quick reply of an answer whose title holds the word."""
        options = [option for message in answer["replies"] for option in message.get("options", [])]
        found = [option for option in options if word.lower() in option["title"].lower()]
        assert found, f"no quick reply with {word!r} among {[option['title'] for option in options]}"
        return self._post({"payload": found[0]["payload"]})

    def messages(self) -> list[Message]:
        """The whole log."""
        view = self.call("GET")
        view.raise_for_status()
        return view.json()["messages"]

    def wait_for(self, what: str, after: int = 0, seconds: float = 120.0) -> Message:
        """Wait for a message of this type (or with this text) behind a `seq`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for message in self.messages():
                if message["seq"] > after and (message["type"] == what or what in message.get("text", "")):
                    return message
            time.sleep(0.5)
        raise AssertionError(f"no {what!r} in {seconds:g} s: {self.messages()}")

    def _post(self, body: dict[str, Any]) -> dict[str, Any]:
        response = self.call("POST", "/messages", json=body | {"client_id": f"c{next(self._numbers)}"})
        assert response.status_code == 200, f"{body} -> {response.status_code} {response.text}"
        return response.json()


def cards(messages: Iterable[Message]) -> list[dict[str, Any]]:
    """The cards of the last message that has any."""
    rows = [message["items"] for message in messages if message["type"] == "product_cards"]
    return rows[-1] if rows else []


def texts(messages: Iterable[Message]) -> str:
    """All texts, a line each."""
    return "\n".join(message.get("text") or "" for message in messages)
