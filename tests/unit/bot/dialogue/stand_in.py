"""A stand-in for a supervised program: an HTTP server that does what the words of its command line say.

Usage: stand_in.py PORT [WORD ...] with the words
    crash=STATUS     end at once
    stubborn         ignore SIGTERM
    child            start a child of its own that ignores SIGTERM, and write its process id on a line
    health=FILE      answer 503 while FILE holds the word "ill", and hang while it holds "hung"
"""

import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

port, words = int(sys.argv[1]), sys.argv[2:]
options = dict(word.split("=", 1) for word in words if "=" in word)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        state = Path(options["health"]).read_text() if "health" in options else ""
        if state == "hung":
            time.sleep(60)
        self.send_response(503 if state == "ill" else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


print("stand-in", os.getpid(), flush=True)
if "stubborn" in words:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if "child" in words:
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
    print("child", subprocess.Popen([sys.executable, "-S", "-c", code]).pid, flush=True)
if "crash" in options:
    print("the reason for the crash", flush=True)
    sys.exit(int(options["crash"]))
HTTPServer(("127.0.0.1", port), Handler).serve_forever()
