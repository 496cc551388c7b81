"""An agent: signed in at the console's API, listening to its events."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import httpx

PASSWORD = "otter-teapot-lantern"


class Agent:
    """One agent's browser; `events` grows while it listens."""

    def __init__(self, stack: Any, email: str) -> None:
        stack.command("staff", "add", email, "--role", "agent", "--password-stdin", stdin=f"{PASSWORD}\n")
        self.http = httpx.Client(base_url=stack.url, timeout=60, trust_env=False)
        signed_in = self.http.post("/api/staff/session", json={"email": email, "password": PASSWORD})
        assert signed_in.status_code == 204, signed_in.text
        self.events: list[tuple[float, str, dict[str, Any]]] = []
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def listen(self) -> Agent:
        """Open the console: from now on somebody is there."""
        self._thread.start()
        assert self._listening.wait(20), "the console's events did not begin"
        return self

    def call(self, method: str, conversation_id: str, path: str, **body: Any) -> httpx.Response:
        """Call something of a conversation as the console does."""
        headers = {"X-CSRF-Token": self.http.cookies["giftfinder_csrf"]}
        address = f"/api/agent/conversations/{conversation_id}{path}"
        return self.http.request(method, address, headers=headers, json=body or None)

    def heard(self, conversation_id: str, status: str, seconds: float = 20.0) -> float:
        """Wait until the console was told that a conversation is in this state; returns when that was."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for moment, name, data in list(self.events):
                if name == "conversation" and data["id"] == conversation_id and data["status"] == status:
                    return moment
            time.sleep(0.01)
        raise AssertionError(f"{status} was not heard of in {seconds:g} s: {self.events[-3:]}")

    def close(self) -> None:
        """Close the console."""
        self.http.close()

    def _listen(self) -> None:
        try:
            with self.http.stream("GET", "/api/agent/events", timeout=None) as response:
                name = ""
                for line in response.iter_lines():
                    if line.startswith("event: "):
                        name = line.removeprefix("event: ")
                        self._listening.set()
                    elif line.startswith("data: "):
                        self.events.append((time.monotonic(), name, json.loads(line.removeprefix("data: "))))
        except (httpx.HTTPError, RuntimeError):
            return  # closed
