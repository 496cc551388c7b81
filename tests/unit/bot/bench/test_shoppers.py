"""What shoppers send, and what counts as a good answer."""

import json

import httpx
import pytest

from bot.bench.shoppers import BUTTON, CHEAPER, GREETING, MORE, OPENING, OPENINGS, Giftfinder, StockBot

CARDS = {"type": "product_cards", "items": [{"product_id": "p1"}], "total": 9}
NEXT = {"type": "quick_replies", "text": "?", "options": [{"title": "More", "payload": "/more"}]}


class Shop:
    """Stands in for the gateway; `answers` are the replies of the messages to come, then cards and a button."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.created = httpx.Response(201, json={"id": "c1", "token": "t1"})
        self.received: list[dict] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/conversations":
            return self.created
        assert request.url.path == "/api/conversations/c1/messages"
        assert request.headers["Authorization"] == "Bearer t1"
        self.received.append(json.loads(request.content))
        answer = self.answers.pop(0) if self.answers else [CARDS, NEXT]
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json={"replies": answer})


async def visit(bot, server):
    async with httpx.AsyncClient(base_url="http://bot", transport=httpx.MockTransport(server)) as http:
        return [sample async for sample in bot.visit(http)]


async def test_a_visit_is_an_opening_and_two_follow_ups():
    shop = Shop()
    samples = await visit(Giftfinder("http://bot"), shop)
    assert [(sample.kind, sample.problem) for sample in samples] == [(OPENING, ""), (MORE, ""), (BUTTON, "")]
    assert shop.received == [{"text": OPENINGS[0]}, {"text": "more"}, {"payload": "/cheaper"}]


async def test_visits_vary():
    bot, shop = Giftfinder("http://bot"), Shop()
    kinds = [[sample.kind for sample in await visit(bot, shop)] for _ in OPENINGS]
    assert [message["text"] for message in shop.received if message.get("text") in OPENINGS] == list(OPENINGS)
    assert {tuple(kind[1:]) for kind in kinds} == {(MORE, BUTTON), (CHEAPER, MORE), (BUTTON, CHEAPER)}


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ([{"type": "text", "text": "How old?"}], f"no cards: opening, {OPENINGS[0]!r}"),
        ([{**CARDS, "items": []}], f"no cards: opening, {OPENINGS[0]!r}"),
        (httpx.Response(503), "status 503"),
        (httpx.Response(200, text="<html>"), "JSONDecodeError"),
        (httpx.ReadTimeout(""), "ReadTimeout"),
    ],
)
async def test_a_turn_without_cards_is_a_problem_and_ends_the_visit(answer, problem):
    samples = await visit(Giftfinder("http://bot"), Shop(answer))
    assert [sample.problem for sample in samples] == [problem]


async def test_no_conversation():
    shop = Shop()
    shop.created = httpx.Response(429)
    assert [sample.problem for sample in await visit(Giftfinder("http://bot"), shop)] == ["no conversation: status 429"]


async def test_every_greeting_comes_from_a_new_sender():
    received = []

    def rasa(request):
        received.append(json.loads(request.content))
        return httpx.Response(200, json=[{"recipient_id": "x", "text": GREETING}])

    bot = StockBot("http://bot")
    samples = [*await visit(bot, rasa), *await visit(bot, rasa)]
    assert [(sample.kind, sample.problem) for sample in samples] == [("hello", "")] * 2
    assert [body["message"] for body in received] == ["hello"] * 2
    assert received[0]["sender"] != received[1]["sender"]


async def test_rasas_empty_answer_is_a_problem():
    samples = await visit(StockBot("http://bot"), lambda request: httpx.Response(200, json=[]))
    assert [sample.problem for sample in samples] == ["no greeting"]
