"""What `giftfinder bench scale` does with a stack of its own, once for each number of Rasa processes.

The peer of a number of processes is the first number asked for; the peer of a late turn is an early one of the same
conversation.
"""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

import httpx

from bot.bench import ours
from bot.bench.machine import cpu_seconds, stack_processes, this_machine
from bot.bench.running import ready, running
from bot.bench.scale.report import Bursts, Long, ScaleReport, Stage, Steady
from bot.bench.scale.talks import Talk, begin, losses
from bot.bench.stats import percentile
from bot.settings import Settings

BURST = 60
_RUN = "scale-"
_SECONDS = 120.0
_OPENING_AT_ONCE = 20
_ENDS = 20
"""So many turns at either end of the long conversation are compared."""


async def run(settings: Settings, folder: Path, plan: Stage, processes: Sequence[int], say: ours.Say) -> ScaleReport:
    """Measure the plan with each number of Rasa processes.

    Raises:
        BenchError: something could not be started.
    """
    _clean_up(folder)
    machine = this_machine()
    results = []
    for count in processes:
        with tempfile.TemporaryDirectory(dir=folder, prefix=_RUN) as name:
            own = Path(name)
            await ours.prepare(settings, folder, own, say)
            many = {"RASA_PROCESSES": str(count), "STREAMS_TOTAL": str(max(2000, plan.conversations + 100))}
            program, url = ours.program(own, many)
            say(f"starting a stack with {count} Rasa process{'es' if count > 1 else ''}")
            async with running(program) as process:
                await ready(program, process)
                results.append((count, *await _measure(url, process.pid, plan, say)))
    return ScaleReport(machine, plan, tuple(results))


async def _measure(url: str, supervisor: int, plan: Stage, say: ours.Say) -> tuple[Steady, Bursts, Long]:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=200)
    async with httpx.AsyncClient(base_url=url, timeout=_SECONDS, trust_env=False, limits=limits) as http:
        say(f"one conversation of {plan.turns} turns")
        long = await long_conversation(http, plan.turns)
        say(f"{plan.bursts} bursts of {BURST} messages on one conversation each")
        bursts = await burst(http, plan.bursts)
        say(f"{plan.conversations:,} open conversations, {plan.rate:g} messages a second for {plan.seconds:g} s")
        return await steady(http, supervisor, plan), bursts, long


async def long_conversation(http: httpx.AsyncClient, turns: int) -> Long:
    """Hold one conversation of so many turns, one after the other."""
    talk, taken, problems = await begin(http), [], Counter[str]()
    for _ in range(turns):
        text, started = talk.next_text(0), time.perf_counter()
        if problem := await talk.say(http, text):
            problems[problem] += 1
        taken.append(time.perf_counter() - started)
    # The first turn is apart: it reads the wish, the later ones go on from it.
    ends = max(1, min(_ENDS, (turns - 1) // 2))
    return Long(turns, percentile(taken[1 : 1 + ends], 0.5), percentile(taken[-ends:], 0.5), dict(problems))


async def burst(http: httpx.AsyncClient, bursts: int, size: int = BURST) -> Bursts:
    """Send `size` messages at once on one conversation, so many times, and look at order and log.

    Each message names a budget of its own, and its answer must know that one: none may be passed over or taken for
    another.
    """
    problems: Counter[str] = Counter()
    clean = 0
    for _ in range(bursts):
        wrong = await _one_burst(http, size)
        problems.update(wrong)
        clean += not wrong
    return Bursts(bursts, size, clean, dict(problems))


async def _one_burst(http: httpx.AsyncClient, size: int) -> Counter[str]:
    talk, wrong = await begin(http), Counter[str]()
    await talk.say(http, "a present for my niece, under $900")

    async def send(budget: int) -> tuple[int, dict[str, Any]] | None:
        body = {"text": f"make it under ${budget}", "client_id": f"b{budget}"}
        try:
            answer = await http.post(f"{talk.path}/messages", json=body, headers=talk.headers)
            return budget, answer.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            wrong[type(error).__name__] += 1
            return None

    answers = [answer for answer in await asyncio.gather(*map(send, range(100, 100 + size))) if answer]
    log = await talk.log(http)
    stored = Counter(line["text"] for line in log if line["role"] == "shopper")
    said = []
    for budget, answer in sorted(answers, key=lambda pair: pair[1]["seq"]):
        replies, brief = answer["replies"], answer["brief"]
        if not replies or brief["budget"]["max"] != budget:
            wrong["not answered as its own line says"] += 1
        said += [reply["seq"] for reply in replies[:1]]
        if stored[f"make it under ${budget}"] != 1:
            wrong["not stored once"] += 1
    if said != sorted(said):
        wrong["out of order"] += 1
    return wrong


async def steady(http: httpx.AsyncClient, supervisor: int, plan: Stage) -> Steady:
    """Keep `plan.conversations` pages open and write into one after the other at a steady rate.

    A message is sent when it is due, whatever the answers before it take, and its time counts from then.
    """
    talks = await _open(http, plan.conversations)
    pages = [asyncio.create_task(talk.listen(http)) for talk in talks]
    try:
        await asyncio.gather(*(talk.opened() for talk in talks))
        taken: list[float] = []
        problems: Counter[str] = Counter()
        idle = deque(enumerate(talks))

        async def write(due: float) -> None:
            if not idle:
                problems["no shopper was free to write"] += 1
                return
            number, talk = idle.popleft()
            problem = await talk.say(http, talk.next_text(number))
            if problem:
                problems[problem] += 1
            else:
                taken.append(asyncio.get_running_loop().time() - due)
            idle.append((number, talk))

        before, started = _cpu(supervisor), time.perf_counter()
        await _paced(plan.rate, plan.seconds, write)
        lasted = time.perf_counter() - started
        cpu = {name: (spent - before.get(name, 0.0)) / lasted for name, spent in _cpu(supervisor).items()}
        await asyncio.sleep(2.0)  # the last answers are on their way to the pages
        problems.update(await _losses(http, talks))
    finally:
        for page in pages:
            page.cancel()
        await asyncio.gather(*pages, return_exceptions=True)
    if breaks := sum(talk.breaks for talk in talks):
        problems["a page's stream ended"] += breaks
    return Steady(
        conversations=len(talks),
        messages=len(taken),
        per_second=len(taken) / lasted,
        p50=percentile(taken, 0.5) if taken else None,
        p95=percentile(taken, 0.95) if taken else None,
        slowest=max(taken, default=None),
        cores=cpu,
        problems=dict(problems),
    )


async def _paced(rate: float, seconds: float, write: Callable[[float], Coroutine[Any, Any, None]]) -> None:
    now = asyncio.get_running_loop().time
    started = now()
    async with asyncio.TaskGroup() as group:
        for number in itertools.count():
            due = started + number / rate
            if due >= started + seconds:
                return
            await asyncio.sleep(max(0.0, due - now()))
            group.create_task(write(due))


async def _open(http: httpx.AsyncClient, count: int) -> list[Talk]:
    gate = asyncio.Semaphore(_OPENING_AT_ONCE)

    async def one() -> Talk:
        async with gate:
            return await begin(http)

    return list(await asyncio.gather(*(one() for _ in range(count))))


async def _losses(http: httpx.AsyncClient, talks: Sequence[Talk]) -> Counter[str]:
    found: Counter[str] = Counter()
    for talk in talks:
        if talk.acknowledged:
            found += losses(talk, await talk.log(http))
    return found


def _clean_up(folder: Path) -> None:
    """Delete what runs that were killed have left."""
    for left in folder.glob(f"{_RUN}*"):
        shutil.rmtree(left, ignore_errors=True)


def _cpu(supervisor: int) -> dict[str, float]:
    return {name: sum(map(cpu_seconds, pids)) for name, pids in stack_processes(supervisor)}
