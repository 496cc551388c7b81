"""Shoppers who search and write at a steady rate, whatever the answers take, and what became of each call."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import httpx

from bot.bench.shoppers import OPENINGS

SEARCH, MESSAGE, BEGIN = "search", "message", "conversation"
SEARCHES, MESSAGES = 20.0, 10.0
"""A second, by default."""
_QUERIES = ("tea", "garden", "for dad", "wooden toy", "cooking", "stars", "knitting", "puzzle", "travel", "music")
_FOLLOW_UPS = ("show me more", "cheaper", "which is best?", "show me more", "something else", "cheaper", "why?")
# Each of so many conversations is written to in turn, so that many of them see a swap.
_CONVERSATIONS = 40
# So many calls under way at once: nobody would wait in a longer queue.
_MOST = 400
_SECONDS = 60.0
_ONE_MOMENT = "One moment please"


@dataclass(frozen=True, slots=True)
class Call:
    """One call: what was asked for, in which phase, the seconds from when it was due to its whole answer, and what went
    wrong ("" where nothing did)."""

    kind: str
    phase: str
    seconds: float
    problem: str = ""


@dataclass(slots=True)
class _Talk:
    path: str
    headers: dict[str, str]
    texts: Iterator[str]
    seen: list[tuple[str, Decimal]]


@dataclass
class Load:
    """Load on a stack for as long as the `async with` lasts; `phase` is what the calls that fall due belong to.

    A call is sent when it is due, not when the one before is answered, and its time counts from then: answers that
    are late do not make the load lighter.
    """

    url: str
    searches: float = SEARCHES
    messages: float = MESSAGES
    phase: str = ""
    patience: int | None = None
    """So many calls under way at most: what falls due meanwhile is left out. None: no shopper waits for others."""
    calls: list[Call] = field(default_factory=list)
    cards: dict[str, list[tuple[str, Decimal]]] = field(default_factory=dict)
    """Conversation -> (product, price) of each card, in the order of its answers."""
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _under_way: int = 0
    _talks: int = 0
    _idle: deque[_Talk] = field(default_factory=deque)
    _openings: Iterator[str] = field(default_factory=lambda: itertools.cycle(OPENINGS))
    _queries: Iterator[str] = field(default_factory=lambda: itertools.cycle(_QUERIES))

    async def __aenter__(self) -> Load:
        # No limit of its own: a call that waited here for a connection would say nothing about the stack.
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=100)
        self._http = httpx.AsyncClient(base_url=self.url, timeout=_SECONDS, trust_env=False, limits=limits)
        self._paces = [
            asyncio.create_task(self._pace(rate, kind, act))
            for rate, kind, act in ((self.searches, SEARCH, self._search), (self.messages, MESSAGE, self._write))
        ]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop.set()
        try:
            await asyncio.gather(*self._paces)
        finally:
            await self._http.aclose()

    @property
    def problems(self) -> Mapping[str, int]:
        """What went wrong, and how often."""
        return Counter(f"{call.phase}, {call.kind}: {call.problem}" for call in self.calls if call.problem)

    def slowest(self) -> dict[str, float]:
        """The slowest answer of each phase, in seconds."""
        found: dict[str, float] = {}
        for call in self.calls:
            found[call.phase] = max(found.get(call.phase, 0.0), call.seconds)
        return found

    async def _pace(self, rate: float, kind: str, act: Callable[[float, str], Awaitable[None]]) -> None:
        now = asyncio.get_running_loop().time
        due = now()
        async with asyncio.TaskGroup() as group:
            while not self._stop.is_set():
                if self._under_way < (self.patience or _MOST):
                    group.create_task(self._counted(act(due, self.phase)))
                elif self.patience is None:
                    self.calls.append(Call(kind, self.phase, 0.0, f"not sent: {_MOST} calls wait for their answers"))
                due += 1 / rate
                await asyncio.sleep(max(0.0, due - now()))

    async def _counted(self, call: Awaitable[None]) -> None:
        self._under_way += 1
        try:
            await call
        finally:
            self._under_way -= 1

    async def _search(self, due: float, phase: str) -> None:
        await self._call(SEARCH, due, phase, "GET", "/store", params={"q": next(self._queries)})

    async def _write(self, due: float, phase: str) -> None:
        talk = await self._talk(phase)
        if talk is None:
            return
        text = next(talk.texts, None)
        if text is None:
            self._talks -= 1
            await self._write(due, phase)
            return
        answer = await self._call(MESSAGE, due, phase, "POST", talk.path, headers=talk.headers, json={"text": text})
        if answer is None:
            self._talks -= 1  # as a shopper who goes away
            return
        talk.seen += [
            (card["product_id"], Decimal(card["price"]["amount"]))
            for message in answer["replies"]
            for card in message.get("items") or ()
        ]
        self._idle.append(talk)

    async def _talk(self, phase: str) -> _Talk | None:
        """The conversation that was not written to for longest, or a new one."""
        if self._idle and self._talks >= _CONVERSATIONS:
            return self._idle.popleft()
        self._talks += 1
        made = await self._call(BEGIN, asyncio.get_running_loop().time(), phase, "POST", "/api/conversations")
        if made is None:
            self._talks -= 1
            return None
        seen = self.cards.setdefault(made["id"], [])
        headers = {"Authorization": f"Bearer {made['token']}"}
        texts = iter((next(self._openings), *_FOLLOW_UPS))
        return _Talk(f"/api/conversations/{made['id']}/messages", headers, texts, seen)

    async def _call(self, kind: str, due: float, phase: str, method: str, path: str, **options: Any) -> Any:
        answer, problem = None, ""
        try:
            response = await self._http.request(method, path, **options)
            if not response.is_success:
                problem = f"status {response.status_code}"
            else:
                answer = {} if kind == SEARCH else response.json()
                problem = _put_off(answer)
        except (httpx.HTTPError, ValueError) as error:
            problem = type(error).__name__
        self.calls.append(Call(kind, phase, asyncio.get_running_loop().time() - due, problem))
        return answer


def mixed(
    cards: Mapping[str, Sequence[tuple[str, Decimal]]], usual: Mapping[str, Decimal], dearer: Decimal
) -> list[str]:
    """The conversations that saw cards of two catalogs: one with the `usual` prices, and one where each is `dearer` by
    so much. Any other price counts as a mixture, too."""
    found = []
    for conversation, shown in cards.items():
        raised = {price - usual[product] for product, price in shown if product in usual}
        if not (raised <= {Decimal(0)} or raised <= {dearer}):
            found.append(conversation)
    return found


def _put_off(answer: Mapping[str, Any]) -> str:
    """What is said when the dialogue engine did not answer."""
    for message in answer.get("replies") or ():
        if message.get("type") == "text" and message.get("text", "").startswith(_ONE_MOMENT):
            return "put off"
    return ""
