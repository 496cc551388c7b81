"""How long it takes from a shopper's "a person please" until an agent's open console hears of it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import time
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field

import httpx

from bot.bench.running import BenchError
from bot.bench.shoppers import OPENINGS
from bot.dialogue.process import Program

PERSON = "can I talk to a real person please"
_AGENT = "agent@bench.example"
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Alerts:
    """What was measured: seconds each, shortest first, and what went wrong how often."""

    seconds: Sequence[float]
    problems: Mapping[str, int] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many wishes were not heard of."""
        return sum(self.problems.values())


async def add_agent(program: Program, password: str) -> None:
    """Make the bench's agent in the state of the running stack.

    Raises:
        BenchError: it can't be made.
    """
    made = await asyncio.create_subprocess_exec(
        *(*program.command[:3], "staff", "add", _AGENT, "--role", "agent", "--password-stdin"),
        cwd=program.cwd,
        env=program.env,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await made.communicate(f"{password}\n".encode())
    if made.returncode:
        raise BenchError("The bench's agent can't be made", said.decode("utf-8", "replace").splitlines()[-5:])


async def measure_alerts(program: Program, url: str, count: int) -> Alerts:
    """Let so many shoppers, one after the other, ask for a person in the middle of their search.

    Raises:
        BenchError: there is no agent to hear of them.
    """
    password = secrets.token_urlsafe(16)
    await add_agent(program, password)
    async with httpx.AsyncClient(base_url=url, timeout=_SECONDS, trust_env=False) as http:
        signed_in = await http.post("/api/staff/session", json={"email": _AGENT, "password": password})
        if not signed_in.is_success:
            raise BenchError(f"The bench's agent could not sign in: status {signed_in.status_code}")
        return await listen_to(http, url, count)


async def listen_to(agent: httpx.AsyncClient, url: str, count: int) -> Alerts:
    """Measure with a client that is signed in as an agent."""
    seconds: list[float] = []
    problems: Counter[str] = Counter()
    async with (
        contextlib.aclosing(_waiting(agent)) as waiting,
        # The shopper's calls have no part in the agent's cookies.
        httpx.AsyncClient(base_url=url, timeout=_SECONDS, trust_env=False) as shopper,
    ):
        await anext(waiting)  # the console is open
        for number in range(count):
            try:
                seconds.append(await _once(shopper, waiting, OPENINGS[number % len(OPENINGS)]))
            except TimeoutError:
                problems[f"not heard of in {_SECONDS:g} s"] += 1
            except httpx.HTTPStatusError as error:
                problems[f"status {error.response.status_code}"] += 1
            except (httpx.HTTPError, StopAsyncIteration) as error:
                problems[type(error).__name__] += 1
                break
    return Alerts(sorted(seconds), dict(problems))


async def _once(http: httpx.AsyncClient, waiting: AsyncGenerator[str, None], opening: str) -> float:
    created = (await http.post("/api/conversations")).raise_for_status().json()
    path, headers = f"/api/conversations/{created['id']}/messages", {"Authorization": f"Bearer {created['token']}"}
    (await http.post(path, json={"text": opening}, headers=headers)).raise_for_status()
    started = time.perf_counter()
    asking = asyncio.create_task(http.post(path, json={"text": PERSON}, headers=headers))
    try:
        async with asyncio.timeout(_SECONDS):
            while await anext(waiting) != created["id"]:
                pass
        return time.perf_counter() - started
    finally:
        # Its answer comes after the alert; the next shopper is not to run into it.
        (await asking).raise_for_status()


async def _waiting(http: httpx.AsyncClient) -> AsyncGenerator[str, None]:
    """Yield "" once the stream is open, then the id of each conversation that the console is told waits."""
    async for name, data in _events(http):
        if name == "ready":
            yield ""
        elif name == "conversation" and data["status"] == "waiting":
            yield str(data["id"])


async def _events(http: httpx.AsyncClient) -> AsyncIterator[tuple[str, dict[str, object]]]:
    name = ""
    # Silence is kept alive by heartbeats.
    async with http.stream("GET", "/api/agent/events", timeout=_SECONDS * 2) as response:
        response.raise_for_status()
        async for line in response.aiter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                yield name, json.loads(line.removeprefix("data: "))
