"""A merchant's page on an origin of its own, with nothing of ours but the one script."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>* {{ color: red !important; font-size: 40px }} button {{ display: none }}</style></head>
<body><h1>A shop with styles of its own</h1><a href="/other">another page</a>
<script src="{script}" async></script></body></html>"""


@contextlib.contextmanager
def shop_page(script: str) -> Iterator[str]:
    """Serve a page with the script at every path; yields its address."""
    page = PAGE.format(script=script).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
