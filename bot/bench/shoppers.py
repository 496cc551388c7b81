"""What the shoppers of the bench do: a visit to the gift finder, a greeting to the stock bot."""

from __future__ import annotations

import itertools
import time
from collections.abc import AsyncGenerator
from typing import Any, Protocol

import httpx

from bot.bench.stats import Sample

OPENING, MORE, CHEAPER, BUTTON, HELLO = "opening", "more", "cheaper", "button", "hello"
# Wishes that the demo catalog has more than one page of gifts for.
OPENINGS = (
    "gift for my 8 year old niece who loves dinosaurs under $40",
    "I need a birthday present for my dad, he's 62 and into gardening, up to 60 dollars",
    "my best friend turns 30 and she loves cooking, budget 50",
    "teenage nephew who is into music, under $80",
    "looking for a christmas gift for my mom, 55, she likes reading, between 20 and 70",
    "my sister likes gardening, 35, between 15 and 90 dollars",
    "my girlfriend (27) is into yoga, up to $80",
    "10 yo nephew, science and space, under 50 bucks",
    "Grandma is in her eighties and loves knitting. Not more than $45 please",
    "a gift for my husband who is 45 and likes hiking, under $150",
    "daughter is 12 and loves drawing and painting, less than $40",
    "crafts for my 9 year old niece, max 50",
    "my wife loves cooking, she is 38, under 80",
)
# Each visit starts with an opening and goes on with two of these, of which one at most asks for another page.
_MORE, _CHEAPER = (MORE, {"text": "more"}), (CHEAPER, {"text": "cheaper"})
FOLLOW_UPS = (
    (_MORE, (BUTTON, {"payload": "/cheaper"})),
    (_CHEAPER, _MORE),
    ((BUTTON, {"payload": "/more"}), _CHEAPER),
)
GREETING = "Hey! How are you?"


class Bot(Protocol):
    """A bot under load. `kinds` are the kinds of turn that its visits have."""

    name: str
    url: str
    kinds: tuple[str, ...]

    def visit(self, http: httpx.AsyncClient) -> AsyncGenerator[Sample, None]:
        """Hold one conversation and yield each turn when it is over."""
        ...


class Giftfinder:
    """Ours, by its public API: a new conversation a visit, every turn of which must bring cards."""

    name = "Giftfinder"
    kinds: tuple[str, ...] = (OPENING, MORE, CHEAPER, BUTTON)

    def __init__(self, url: str) -> None:
        self.url = url
        self._visits = itertools.count()

    async def visit(self, http: httpx.AsyncClient) -> AsyncGenerator[Sample, None]:
        """One sentence that says it all, and two follow-ups; ends early at a turn without cards."""
        number = next(self._visits)
        created, sample = await _timed(http, OPENING, "/api/conversations", None, {})
        if sample.problem:
            yield Sample(OPENING, sample.seconds, f"no conversation: {sample.problem}")
            return
        path, headers = f"/api/conversations/{created['id']}/messages", {"Authorization": f"Bearer {created['token']}"}
        opening = (OPENING, {"text": OPENINGS[number % len(OPENINGS)]})
        for kind, body in (opening, *FOLLOW_UPS[number % len(FOLLOW_UPS)]):
            answer, sample = await _timed(http, kind, path, body, headers)
            if not sample.problem and not any(reply.get("items") for reply in answer["replies"]):
                sample = Sample(kind, sample.seconds, f"no cards: {kind}, {opening[1]['text']!r}")
            yield sample
            if sample.problem:
                return


class StockBot:
    """What `rasa init` makes, by its REST channel: every visit is a new sender who says hello."""

    name = "stock bot"
    kinds: tuple[str, ...] = (HELLO,)

    def __init__(self, url: str) -> None:
        self.url = url
        self._visits = itertools.count()

    async def visit(self, http: httpx.AsyncClient) -> AsyncGenerator[Sample, None]:
        """Say hello; the answer must be the greeting."""
        body = {"sender": f"shopper-{next(self._visits)}", "message": "hello"}
        answer, sample = await _timed(http, HELLO, "/webhooks/rest/webhook", body, {})
        greeted = isinstance(answer, list) and any(item.get("text") == GREETING for item in answer)
        yield sample if greeted or sample.problem else Sample(HELLO, sample.seconds, "no greeting")


async def _timed(
    http: httpx.AsyncClient, kind: str, path: str, body: Any, headers: dict[str, str]
) -> tuple[Any, Sample]:
    """Post, and return the answer's JSON with the time until its last byte."""
    started = time.perf_counter()
    answer, problem = None, ""
    try:
        response = await http.post(path, json=body, headers=headers)
        seconds = time.perf_counter() - started
        if response.is_success:
            answer = response.json()
        else:
            problem = f"status {response.status_code}"
    except (httpx.HTTPError, ValueError) as error:
        seconds = time.perf_counter() - started
        problem = type(error).__name__
    return answer, Sample(kind, seconds, problem)
