"""A judged conversation is played as the widget plays it."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from bot.evaluation.conversations import Conversation, Turn
from bot.evaluation.talk import Visitor, play_all
from bot.evaluation.wanted import options_of

BRIEF: dict[str, Any] = {"relationship": None}
OFFER = {
    "type": "quick_replies",
    "text": "What next?",
    "options": [{"title": "More", "payload": "/more"}, {"title": "Cheaper ones", "payload": "/cheaper"}],
}


class Api:
    """The conversation API, as far as it is called; `posted` has method, path and body of every change."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, str, dict[str, Any]]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/conversations")
        if path == "":
            return httpx.Response(201, json={"id": "c1", "token": "t"})
        if request.headers["Authorization"] != "Bearer t":
            return httpx.Response(401)
        if path == "/c1/wishlist":
            return httpx.Response(200, json={"items": [{"product_id": "egg"}]})
        if request.method == "GET":
            return httpx.Response(200, json={"messages": [{"text": "as stored"}, {"type": "product_cards"}]})
        body = json.loads(request.content)
        self.posted.append((request.method, path, body))
        if body.get("text") == "fail":
            return httpx.Response(503, text="out of order")
        return httpx.Response(200, json={"seq": 1, "replies": [OFFER], "brief": BRIEF, "status": "bot"})


@pytest.fixture
def api() -> Api:
    return Api()


async def take(api: Api, *turns: tuple[str, Any]) -> list[Any]:
    async with httpx.AsyncClient(base_url="http://bot", transport=httpx.MockTransport(api)) as client:
        visitor = await Visitor.arrive(client)
        return [await visitor.take(Turn(act, what, "", {})) for act, what in turns]


async def test_what_is_said_is_posted_and_all_that_came_is_kept(api: Api) -> None:
    (answer,) = await take(api, ("say", "hello"))
    assert api.posted == [("POST", "/c1/messages", {"text": "hello", "client_id": "m1"})]
    assert answer.replies == [OFFER] and answer.brief == BRIEF and answer.text == "What next?"
    assert answer.listed == ["egg"] and answer.log == "as stored\n" and answer.problem == ""


@pytest.mark.parametrize(
    ("wanted", "payload"), [("cheaper", "/cheaper"), ("less|more", "/more"), ("/cheap", "/cheaper")]
)
async def test_a_button_is_found_by_title_or_payload(api: Api, wanted: str, payload: str) -> None:
    _, answer = await take(api, ("say", "hello"), ("press", wanted))
    assert api.posted[1][2]["payload"] == payload
    assert answer.problem == ""


async def test_a_button_that_is_not_there_is_a_mistake(api: Api) -> None:
    _, answer = await take(api, ("say", "hello"), ("press", "Gift wrap"))
    assert api.posted[1][2]["text"] == "Gift wrap"
    assert answer.problem == "no button 'Gift wrap' among ['More', 'Cheaper ones']"


async def test_a_change_of_the_brief_is_sent_in_full(api: Api) -> None:
    await take(api, ("patch", {"budget": 40, "age": [13, 19], "interests": ["tea"], "occasion": None}))
    method, path, body = api.posted[0]
    assert (method, path) == ("PATCH", "/c1/brief")
    assert body == {
        "budget": options_of("budget", 40)[0],
        "age": {"min": 13, "max": 19},
        "interests": ["tea"],
        "occasion": None,
        "client_id": "m1",
    }


async def test_a_refusal_is_a_mistake_and_the_talk_goes_on(api: Api) -> None:
    first, second = await take(api, ("say", "fail"), ("say", "hello"))
    assert first.problem == "HTTP 503: out of order" and first.replies == []
    assert second.problem == ""


async def test_who_can_not_be_reached_raises() -> None:
    with pytest.raises(httpx.HTTPError):
        await play_all("http://127.0.0.1:9", [Conversation("c", "test", (Turn("say", "hello", "", {}),))])
