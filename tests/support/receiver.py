"""A shop's own system: takes webhook calls on a real port, and can refuse them."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bot.decisions.signature import verify

SECRET = "a-secret-of-the-shop-itself"


@dataclass
class Call:
    """One call: its headers, its body, whether the signature was right."""

    headers: dict[str, str]
    body: bytes
    genuine: bool

    @property
    def data(self) -> Any:
        return json.loads(self.body)


@dataclass
class Receiver:
    """`answers` are the statuses of the next calls; afterwards all are taken with 204."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def wait(self, count: int, seconds: float = 30.0) -> list[Call]:
        """Return the calls once there are so many."""
        end = time.monotonic() + seconds
        while len(self.calls) < count:
            assert time.monotonic() < end, f"{len(self.calls)} calls in {seconds:g} s, not {count}"
            time.sleep(0.02)
        return list(self.calls)


@contextlib.contextmanager
def receiver(port: int = 0) -> Iterator[Receiver]:
    """Run a receiver, on a free port unless one is given."""
    made = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            timestamp, signature = self.headers["Giftfinder-Timestamp"], self.headers["Giftfinder-Signature"]
            genuine = verify(SECRET, timestamp, body, signature, now=time.time())
            status = made.answers.pop(0) if made.answers else 204
            made.calls.append(Call(dict(self.headers), body, genuine))
            self.send_response(status)
            if status in (301, 302, 307):
                self.send_header("Location", f"{made.url}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}/decisions"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
