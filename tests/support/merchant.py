"""A merchant: signed in, calling as their page does."""

from __future__ import annotations

from typing import Any

import httpx

PASSWORD = "otter-teapot-lantern"


class Merchant:
    """One merchant's browser without the page."""

    def __init__(self, stack: Any, email: str = "boss@shop.example") -> None:
        stack.command("staff", "add", email, "--role", "merchant", "--password-stdin", stdin=f"{PASSWORD}\n")
        self.email = email
        self.http = httpx.Client(base_url=stack.url, timeout=60, trust_env=False)
        signed_in = self.http.post("/api/staff/session", json={"email": email, "password": PASSWORD})
        assert signed_in.status_code == 204, signed_in.text

    def call(self, method: str, path: str, **options: Any) -> Any:
        """Call something under /api/merchant and return what it answers."""
        headers = {"X-CSRF-Token": self.http.cookies["giftfinder_csrf"]}
        answer = self.http.request(method, f"/api/merchant{path}", headers=headers, **options)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content and "json" in answer.headers["content-type"] else answer.text

    def close(self) -> None:
        """Close the connections."""
        self.http.close()
