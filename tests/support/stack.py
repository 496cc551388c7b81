"""The whole real stack, as `giftfinder up` runs it, on free ports and with run-time state of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from bot.catalog.encoder import share_encoders
from bot.dialogue import training
from bot.settings import load_settings
from tests.support.processes import alive, children, command_line, wait_for
from tests.support.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 240.0


class Stack:
    """Starts with `start()`; model and catalog are those of the checkout, the database is new."""

    def __init__(self, folder: Path, **settings: str | int) -> None:
        self.var = folder / "var"
        self.console = folder / "console.txt"
        ports = {name: free_port() for name in ("PORT", "ACTIONS_PORT", "RASA_PORT")}
        self.url = f"http://127.0.0.1:{ports['PORT']}"
        self.rasa_url = f"http://127.0.0.1:{ports['RASA_PORT']}"
        self.actions_url = f"http://127.0.0.1:{ports['ACTIONS_PORT']}/webhook"
        # From one address come all shoppers and agents of the tests.
        rates = dict.fromkeys(("MESSAGE_RATE", "CONVERSATION_RATE", "ADDRESS_RATE", "SIGN_IN_RATE"), "100000/minute")
        own = {**ports, **rates, "VAR_DIR": self.var, "PUBLIC_URL": self.url, **settings}
        self._env = {name: value for name, value in os.environ.items() if not name.startswith("GIFTFINDER_")}
        self._env |= {f"GIFTFINDER_{name.upper()}": str(value) for name, value in own.items()}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, wait: bool = True) -> Stack:
        """Start it, and wait until it is ready to answer."""
        self._provide()
        with self.console.open("ab") as console:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "up", "--leash"],
                cwd=ROOT,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if wait:
            self.wait_ready()
        return self

    def wait_ready(self, seconds: float = START_SECONDS) -> None:
        """Wait until /readyz says so; fail with what the console and the logs show."""
        end = time.monotonic() + seconds
        while not self.ready():
            assert self.process.poll() is None, f"`giftfinder up` ended:\n{self.said()}\n{self.logs()}"
            assert time.monotonic() < end, f"not ready after {seconds:g} s:\n{self.said()}\n{self.logs()}"
            time.sleep(0.2)

    def ready(self) -> bool:
        """Whether it is ready to answer."""
        try:
            return httpx.get(f"{self.url}/readyz", timeout=10, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The supervisor."""
        assert self._process is not None, "not started"
        return self._process

    def gateway_pid(self) -> int | None:
        """The gateway's process id while it runs."""
        return self._child(" serve")

    def rasa_pid(self) -> int | None:
        """Rasa's process id while it runs."""
        return self._child("bot.rasa_process.run")

    def command(self, *arguments: str, stdin: str = "") -> str:
        """Run a `giftfinder` command on this stack's state and return what it prints; it must succeed."""
        done = self.attempt(*arguments, stdin=stdin)
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def attempt(self, *arguments: str, stdin: str = "", seconds: float = 900) -> subprocess.CompletedProcess[str]:
        """Run a `giftfinder` command on this stack's state, whatever becomes of it."""
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=ROOT, env=self._env, input=stdin, capture_output=True, text=True, timeout=seconds, check=False,
        )  # fmt: skip

    def said(self) -> str:
        """All that the console shows."""
        return self.console.read_text("utf-8", "replace")

    def logs(self, lines: int = 25) -> str:
        """The ends of the programs' logs."""
        found = sorted((self.var / "logs").glob("*.log"))
        ends = [path.read_text("utf-8", "replace").splitlines()[-lines:] for path in found]
        return "\n".join("\n".join([f"== {path.name}", *end]) for path, end in zip(found, ends, strict=True))

    def stop(self, number: signal.Signals = signal.SIGINT, seconds: float = 30.0) -> int:
        """Stop it as Ctrl-C does and return its exit status; fails when anything is left running."""
        family = [*children(self.process.pid), self.process.pid]
        self.process.send_signal(number)
        status = self.process.wait(seconds)
        wait_for(lambda: not any(map(alive, family)), 5)
        return status

    def end(self) -> None:
        """Stop it whatever state it is in."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()  # its programs end with it

    def _child(self, word: str) -> int | None:
        # A program is still its leash for a moment: that one has the parent's id before the program's words.
        found = (pid for pid in children(self.process.pid) if word in command_line(pid))
        return next((pid for pid in found if "leash.py" not in command_line(pid)), None)

    def _provide(self) -> None:
        """Give it the checkout's model and catalog."""
        ours = load_settings()
        model = training.current_model(ours.models_dir)
        assert model, "there is no current model: run `make train` first"
        assert (ours.index_dir / "current").is_file(), "there is no catalog: run `make catalog` first"
        (self.var / "models").mkdir(parents=True, exist_ok=True)
        if not (self.var / "models" / model.name).exists():
            (self.var / "models" / model.name).symlink_to(model)
        if not (self.var / "encoders").exists():
            share_encoders(ours, self.var)
        if not (self.var / "index").exists():
            shutil.copytree(ours.index_dir, self.var / "index")
