"""What the shoppers of the bench do: a visit to the gift finder, a greeting to the stock bot."""

from __future__ import annotations

import itertools
import time
from collections.abc import AsyncGenerator, Iterator
from typing import Any, Protocol

import httpx

from bot.bench.stats import Sample

OPENING, MORE, CHEAPER, BUTTON, HELLO = "opening", "more", "cheaper", "button", "hello"
OPENINGS = (
    "gift for my 8 year old niece who loves dinosaurs under $40",
    "I need a birthday present for my dad, he's 62 and into gardening, up to 60 dollars",
    "my best friend turns 30 and she loves cooking, budget 50",
    "something for my 5 year old son who is mad about trains, max $30",
    "looking for a christmas gift for my mom, 55, she likes reading, between 20 and 70",
    "coworker leaving gift, he is 40ish and loves coffee, around $35",
    "my girlfriend (27) is into yoga, up to $80",
    "10 yo nephew, science and space, under 50 bucks",
    "Grandma is in her eighties and loves knitting. Not more than $45 please",
    "a gift for my husband who is 45 and likes hiking, under $150",
    "daughter is 12 and loves drawing and painting, less than $40",
    "for my brother, 34, music lover, $100 max",
)
# Each visit starts with an opening and goes on with two of these.
FOLLOW_UPS = ((MORE, BUTTON), (CHEAPER, MORE), (BUTTON, CHEAPER))
BUTTONS = ("/more", "/cheaper")
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
        replies: list[dict[str, Any]] = []
        for kind in (OPENING, *FOLLOW_UPS[number % len(FOLLOW_UPS)]):
            body = _message(kind, number, replies)
            answer, sample = await _timed(http, kind, path, body, headers)
            replies = answer.get("replies", []) if isinstance(answer, dict) else []
            if not sample.problem and not any(reply.get("items") for reply in replies):
                sample = Sample(kind, sample.seconds, f"no cards for {next(iter(body.values()))!r}")
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


def _message(kind: str, number: int, replies: list[dict[str, Any]]) -> dict[str, Any]:
    """The body of the next message, given what the bot said last."""
    if kind == OPENING:
        return {"text": OPENINGS[number % len(OPENINGS)]}
    if kind != BUTTON:
        return {"text": kind}
    wanted = BUTTONS[number % len(BUTTONS)]
    offered = set(_payloads(replies))
    # Not offered is refused by the API: it is counted as what it is.
    return {"payload": wanted if wanted in offered else next(iter(offered.intersection(BUTTONS)), wanted)}


def _payloads(replies: list[dict[str, Any]]) -> Iterator[str]:
    for reply in replies:
        for option in reply.get("options", []):
            yield option["payload"]


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
