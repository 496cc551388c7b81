"""Keeps programs running: starts them, watches their health, restarts what crashed or hangs, stops them all."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.dialogue.process import Process, Program


class Happening(Enum):
    """What can be told about a program."""

    WAITING = auto()
    READY = auto()
    BACK = auto()
    RESTARTING = auto()


Tell = Callable[[Program, Happening, str], None]
"""Called for each event with the program, what happened, and details in plain words."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Durations in seconds. A program that misses `strikes` health checks in a row is taken for hung."""

    first_delay: float = 0.5
    longest_delay: float = 30.0
    steady_after: float = 60.0
    check_every: float = 5.0
    look_every: float = 0.5
    tell_every: float = 5.0
    strikes: int = 3
    first_attempts: int = 3


class GaveUpError(Exception):
    """A program never became ready; `tail` has the last lines of its log."""

    def __init__(self, program: Program, reason: str, tail: list[str]) -> None:
        super().__init__(f"{program.name} {reason}")
        self.program = program
        self.tail = tail


class Supervisor:
    """Runs programs side by side until it is told to stop; more may come and go meanwhile."""

    def __init__(self, programs: Sequence[Program], tell: Tell, timing: Timing | None = None) -> None:
        self._programs = programs
        self._tell = tell
        self._timing = timing or Timing()
        self._processes: dict[str, Process] = {}
        self._ready = {program.name: asyncio.Event() for program in programs}
        self._keepers: dict[str, asyncio.Task[None]] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Run everything until `stop` is set; nothing of it is left running after this returns or raises.

        Raises:
            GaveUpError: a program that was never ready ended several times.
        """
        keepers = {program.name: asyncio.create_task(self._keep(program)) for program in self._programs}
        self._keepers |= keepers
        stopping = asyncio.create_task(_set(stop))
        try:
            # Those that were taken away since are no reason to stop.
            while not stop.is_set() and keepers:
                done, _ = await asyncio.wait([*keepers.values(), stopping], return_when=asyncio.FIRST_COMPLETED)
                for name in [name for name, task in keepers.items() if task in done]:
                    task = keepers.pop(name)
                    if not task.cancelled():
                        task.result()
            await stopping
        finally:
            everybody = [stopping, *keepers.values(), *self._keepers.values()]
            for task in everybody:
                task.cancel()
            await asyncio.gather(*everybody, return_exceptions=True)

    def add(self, program: Program) -> None:
        """Run another program too; `ready` says when it is there. Its name must be new."""
        if program.name in self._keepers:
            raise ValueError(f"{program.name} runs already")
        self._ready[program.name] = asyncio.Event()
        self._keepers[program.name] = asyncio.create_task(self._keep(program))

    async def ready(self, name: str) -> None:
        """Wait until the program is ready.

        Raises:
            GaveUpError: it ended several times and never was.
        """
        waiting, keeper = asyncio.create_task(self._ready[name].wait()), self._keepers.get(name)
        try:
            await asyncio.wait([waiting, *([keeper] if keeper else [])], return_when=asyncio.FIRST_COMPLETED)
            if keeper is not None and keeper.done():
                keeper.result()
        finally:
            waiting.cancel()

    async def drop(self, name: str) -> None:
        """Stop a program and think of it no more; nothing of it is left running."""
        task = self._keepers.pop(name, None)
        if task is None:
            return
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        self._ready.pop(name, None)

    async def all_ready(self) -> None:
        """Wait until every program was ready once."""
        for program in self._programs:
            if event := self._ready.get(program.name):
                await event.wait()

    def pid(self, name: str) -> int | None:
        """The process id of a running program."""
        process = self._processes.get(name)
        return process.pid if process else None

    def kill(self) -> None:
        """Don't wait for polite endings any longer."""
        for process in self._processes.values():
            process.kill()

    async def _keep(self, program: Program) -> None:
        ever_ready, failures = self._ready[program.name], 0
        while True:
            started = time.monotonic()
            tail: list[str] = []
            try:
                process = await Process.start(program)
            except OSError as error:
                reason = f"can't be started ({error})"
            else:
                self._processes[program.name] = process
                try:
                    reason = await self._watch(program, process)
                finally:
                    # Shielded: a second cancellation must not leave it half stopped.
                    await asyncio.shield(process.stop())
                    self._processes.pop(program.name, None)
                tail = process.tail()
            failures = 1 if time.monotonic() - started > self._timing.steady_after else failures + 1
            if not ever_ready.is_set() and failures >= self._timing.first_attempts:
                raise GaveUpError(program, reason, tail)
            delay = min(self._timing.longest_delay, self._timing.first_delay * 2 ** (failures - 1))
            self._tell(program, Happening.RESTARTING, f"{reason}; starting it again in {delay:g} s")
            await asyncio.sleep(delay)

    async def _watch(self, program: Program, process: Process) -> str:
        """Return why the process is no good any more: it ended, did not get ready, or hangs."""
        ended = asyncio.create_task(process.wait())
        checks = asyncio.create_task(self._check(program))
        try:
            await asyncio.wait([ended, checks], return_when=asyncio.FIRST_COMPLETED)
            return ended.result() if ended.done() else checks.result()
        finally:
            for task in (ended, checks):
                task.cancel()
            await asyncio.gather(ended, checks, return_exceptions=True)

    async def _check(self, program: Program) -> str:
        """Look after its health; return when it is beyond hope, with the reason."""
        started = told = time.monotonic()
        while not await program.healthy():
            now = time.monotonic()
            if now - started > program.start_seconds:
                return f"was not ready after {program.start_seconds:g} s"
            if now - told >= self._timing.tell_every:
                told = now
                self._tell(program, Happening.WAITING, f"{program.doing} ({now - started:.0f} s)")
            await asyncio.sleep(self._timing.look_every)
        happening = Happening.BACK if self._ready[program.name].is_set() else Happening.READY
        self._tell(program, happening, f"ready after {time.monotonic() - started:.0f} s")
        self._ready[program.name].set()
        strikes = 0
        while strikes < self._timing.strikes:
            await asyncio.sleep(self._timing.check_every)
            strikes = 0 if await program.healthy() else strikes + 1
        return f"does not answer ({strikes} health checks failed)"


async def _set(event: asyncio.Event) -> None:
    await event.wait()


async def supervise(supervisor: Supervisor, stop: asyncio.Event, when_ready: Callable[[], None]) -> None:
    """Run the supervisor and call `when_ready` once, when every program has been ready."""

    async def announce() -> None:
        await supervisor.all_ready()
        when_ready()

    announcement = asyncio.create_task(announce())
    try:
        await supervisor.run(stop)
    finally:
        announcement.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await announcement
