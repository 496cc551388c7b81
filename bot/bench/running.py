"""Programs of the bench: some run to their end, some run while something is measured. None outlives the bench."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

import httpx

from bot.dialogue.process import Process, Program

_PROBE_SECONDS = 8.0
_LOOK_EVERY = 0.25


class BenchError(Exception):
    """The bench can't go on; `tail` has the last lines of the log that explains it."""

    def __init__(self, message: str, tail: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.tail = list(tail)


async def finish(program: Program, made: Callable[[], bool]) -> None:
    """Run a program to its end.

    Raises:
        BenchError: it took too long, or `made` does not hold afterwards.
    """
    async with running(program) as process:
        try:
            async with asyncio.timeout(program.start_seconds):
                how = await process.wait()
        except TimeoutError:
            how = f"was not done after {program.start_seconds:g} s"
        if not made():
            raise BenchError(f"{program.name} {how}; its log: {program.log}", process.tail())


@contextlib.asynccontextmanager
async def running(program: Program) -> AsyncGenerator[Process, None]:
    """Start a program, and stop it and all that it started at the end, however that comes.

    Raises:
        BenchError: it can't be started.
    """
    try:
        process = await Process.start(program)
    except OSError as error:
        raise BenchError(f"{program.name} can't be started ({error})") from error
    try:
        yield process
    finally:
        await asyncio.shield(process.stop())


async def ready(program: Program, process: Process) -> None:
    """Wait until a running program is healthy.

    Raises:
        BenchError: it ended, or it took too long.
    """
    ended = asyncio.create_task(process.wait())
    started = time.monotonic()
    try:
        while not await program.healthy():
            if ended.done():
                raise BenchError(f"{program.name} {ended.result()}; its log: {program.log}", process.tail())
            if time.monotonic() - started > program.start_seconds:
                raise BenchError(f"{program.name} was not ready after {program.start_seconds:g} s", process.tail())
            await asyncio.sleep(_LOOK_EVERY)
    finally:
        ended.cancel()


def probe(url: str) -> Callable[[], Awaitable[bool]]:
    """Return a health check: whether a GET of `url` answers 200."""

    async def healthy() -> bool:
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=_PROBE_SECONDS) as client:
                return (await client.get(url)).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    return healthy


async def never() -> bool:
    """The health check of a program that serves nothing."""
    return False


def free_ports(count: int) -> list[int]:
    """Return so many different loopback ports that are free at the moment."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for sock in sockets:
            sock.bind(("127.0.0.1", 0))
        return [sock.getsockname()[1] for sock in sockets]
