"""One program under supervision: how it is started, asked about, and ended with all that it started."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.dialogue.logfile import LogFile

_LEASH = Path(__file__).with_name("leash.py")
_LINE_LIMIT = 64 * 1024
_LOOK_EVERY = 0.05


@dataclass(frozen=True, slots=True)
class Program:
    """What to run. `healthy` must answer within its own time limit and never raise; times are in seconds."""

    name: str
    command: tuple[str, ...]
    healthy: Callable[[], Awaitable[bool]]
    log: Path
    cwd: Path
    env: Mapping[str, str] = field(default_factory=dict)
    doing: str = "is starting"
    start_seconds: float = 120.0
    stop_seconds: float = 8.0


class Process:
    """A started program: a process group of its own, on a leash to this process, its output in the log."""

    def __init__(self, program: Program, process: asyncio.subprocess.Process, log: LogFile) -> None:
        self._program = program
        self._process = process
        self._log = log
        self._pump = asyncio.create_task(self._copy_output())

    @classmethod
    async def start(cls, program: Program) -> Process:
        """Start the program; raises OSError when that can't be done."""
        log = LogFile(program.log)
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", str(_LEASH), str(os.getpid()), *program.command),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                cwd=program.cwd,
                env=dict(program.env),
                start_new_session=True,
                limit=_LINE_LIMIT,
            )
        except BaseException:
            log.close()
            raise
        return cls(program, process, log)

    @property
    def pid(self) -> int:
        """The program's process id, which is its group's too."""
        return self._process.pid

    def tail(self) -> list[str]:
        """The last lines that it wrote."""
        return self._log.tail()

    async def wait(self) -> str:
        """Wait for the end and say what it was ("ended with status 1", "was killed by SIGKILL")."""
        status = await self._ended()
        if status < 0:
            return f"was killed by {signal.Signals(-status).name}"
        return f"ended with status {status}"

    async def stop(self) -> None:
        """End the whole group: politely, then by force when its time is up. Safe to call again."""
        if self._process.returncode is None:
            self._signal(signal.SIGTERM)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ended(), self._program.stop_seconds)
        self.kill()
        await self._ended()
        # Whatever it started is dead now, so the pipe ends; but never wait for long.
        await asyncio.wait([self._pump], timeout=1.0)
        self._pump.cancel()
        self._log.close()

    def kill(self) -> None:
        """End the whole group by force."""
        self._signal(signal.SIGKILL)

    async def _ended(self) -> int:
        # asyncio's own wait() also waits for the end of the output, which something left over could hold open.
        while (status := self._process.returncode) is None:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_EVERY)
        return status

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)

    async def _copy_output(self) -> None:
        assert self._process.stdout is not None
        # Not by lines: a program may write one without end.
        rest = b""
        while chunk := await self._process.stdout.read(_LINE_LIMIT):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self._log.write(line + b"\n")
            if len(rest) > _LINE_LIMIT:
                self._log.write(rest)
                rest = b""
        if rest:
            self._log.write(rest + b"\n")
