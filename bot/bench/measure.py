"""Puts load on two bots in turns, so that whatever else the machine does meanwhile hits both alike."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass

import httpx

from bot.bench.shoppers import Bot
from bot.bench.stats import Level, Sample, Side, side

_TURN_SECONDS = 30.0
_PAUSE_AFTER_PROBLEM = 0.25


@dataclass(frozen=True, slots=True)
class Step:
    """One number of shoppers at once: `rounds` times `seconds` for ours, and `stock_share` of that for stock."""

    shoppers: int
    rounds: int
    seconds: float
    stock_share: float = 0.6


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure. No slice has more than `most_turns` turns; `alerts` shoppers ask for a person."""

    steps: tuple[Step, ...]
    warm_up: Step
    most_turns: int = 3000
    alerts: int = 40

    @property
    def seconds(self) -> float:
        """How long all slices take, but for the turns that are under way at their ends."""
        return sum(step.rounds * step.seconds * (1 + step.stock_share) for step in (self.warm_up, *self.steps))


FULL = Plan((Step(1, 5, 4.0), Step(8, 5, 4.0), Step(32, 4, 6.0)), warm_up=Step(8, 1, 5.0))
SHORT = Plan((Step(1, 2, 4.0), Step(8, 2, 4.0), Step(32, 2, 5.0)), warm_up=Step(8, 1, 2.5), alerts=20)

Progress = Callable[[str, float], None]
"""Called before each slice with what it is and how many seconds it takes."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of load on one bot, and how long it really took."""

    samples: list[Sample]
    seconds: float


async def measure(ours: Bot, stock: Bot, plan: Plan, progress: Progress) -> list[Level]:
    """Warm both bots up, then measure each step; the bots take turns at going first."""
    await _step(ours, stock, plan.warm_up, plan, progress, "warming up")
    return [await _step(ours, stock, step, plan, progress, f"{step.shoppers} at once") for step in plan.steps]


async def load(bot: Bot, shoppers: int, seconds: float, most_turns: int) -> Slice:
    """Let so many shoppers visit the bot, each sending its next message as soon as it has the answer."""
    limits = httpx.Limits(max_connections=shoppers, max_keepalive_connections=shoppers)
    samples: list[Sample] = []
    async with httpx.AsyncClient(base_url=bot.url, timeout=_TURN_SECONDS, limits=limits, trust_env=False) as http:
        started = time.perf_counter()

        def over() -> bool:
            return time.perf_counter() - started >= seconds or len(samples) >= most_turns

        async def shop() -> None:
            while not over():
                async with aclosing(bot.visit(http)) as turns:
                    async for sample in turns:
                        samples.append(sample)
                        if sample.problem:
                            await asyncio.sleep(_PAUSE_AFTER_PROBLEM)
                        if over():
                            break

        async with asyncio.TaskGroup() as group:
            for _ in range(shoppers):
                group.create_task(shop())
        return Slice(samples, time.perf_counter() - started)


async def _step(ours: Bot, stock: Bot, step: Step, plan: Plan, progress: Progress, title: str) -> Level:
    done: dict[str, list[Slice]] = {ours.name: [], stock.name: []}
    for number in range(step.rounds):
        both = [(ours, step.seconds), (stock, step.seconds * step.stock_share)]
        for bot, seconds in both if number % 2 == 0 else reversed(both):
            progress(f"{title}, round {number + 1} of {step.rounds}: {bot.name}", seconds)
            done[bot.name].append(await load(bot, step.shoppers, seconds, plan.most_turns))
    sides = [_side(bot, done[bot.name]) for bot in (ours, stock)]
    return Level(step.shoppers, *sides)


def _side(bot: Bot, slices: list[Slice]) -> Side:
    samples = [sample for piece in slices for sample in piece.samples]
    return side(samples, sum(piece.seconds for piece in slices), bot.kinds)
