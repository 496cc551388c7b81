"""The quiz over HTTP: whose it is, its steps, its end in the chat, its shared result."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from catalog_index.brief import GiftBrief
from tests.support.catalog import demo_search
from tests.support.gateway import Chat

FRIEND = [{"question": "who", "answer": "friend"}, {"question": "vibe", "answer": "kitchen"}]


async def call(chat: Chat, path: str = "", headers: dict | None = None, **body: Any) -> httpx.Response:
    return await chat.http.post(f"{chat.path}/quiz{path}", json=body, headers=headers or chat.headers)


async def step(chat: Chat, **body: Any) -> dict:
    response = await call(chat, **body)
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize("path", ["", "/finish", "/share"])
async def test_nobody_without_the_token(quizzer, quiz_gateway, path):
    anonymous = await quizzer.http.post(f"{quizzer.path}/quiz{path}", json={})
    assert anonymous.status_code == 401
    other = await quiz_gateway.chat()
    assert (await call(quizzer, path, headers=other.headers)).status_code == 403


async def test_a_step_says_all_that_is_shown(quizzer):
    first = await step(quizzer, for_whom="someone", answers=[])
    assert first["question"]["id"] == "who"
    assert (first["step"], first["done"], first["answers"], first["known"]) == (1, False, [], [])
    assert 4 <= first["steps"] <= 6
    for option in first["question"]["options"]:
        assert option["title"]
        picture = await quizzer.http.get(option["image"])
        assert picture.status_code == 200
        assert picture.headers["content-type"] == "image/svg+xml"
        assert "immutable" in picture.headers["cache-control"]
    second = await step(quizzer, answers=FRIEND[:1])
    assert second["step"] == 2
    assert second["brief"]["relationship"] == "friend"
    assert [item["answer"] for item in second["answers"]] == ["friend"]
    assert second["answers"][0]["title"] == "A friend"


async def test_to_the_end_with_true_counts(quizzer):
    answers: list[dict] = []
    counts = []
    while (now := await step(quizzer, answers=answers))["question"]:
        counts.append(now["count"])
        option = min(now["question"]["options"], key=lambda option: option["count"])
        answers.append({"question": now["question"]["id"], "answer": option["id"]})
        assert (await step(quizzer, answers=answers))["count"] == option["count"]
    assert counts == sorted(counts, reverse=True)
    assert now["done"]
    assert 0 < now["count"] < 30


@pytest.mark.parametrize(
    "body",
    [
        {"for_whom": "everybody"},
        {"answers": [{"question": ""}]},
        {"answers": [{"question": "who", "answer": "x" * 61}]},
        {"answers": [{"question": "who", "answer": {"a": 1}}]},
        {"answers": [{"question": "who"}] * 21},
        {"answer": []},
    ],
)
async def test_what_is_no_quiz_is_refused(quizzer, body):
    assert (await call(quizzer, **body)).status_code == 422


async def test_the_chat_goes_on_from_the_quiz(quizzer, rasa):
    answer = (await call(quizzer, "/finish", answers=FRIEND, client_id="q1")).json()
    (sent,) = rasa.texts(quizzer.id)
    brief = json.loads(sent.removeprefix("/finish_quiz"))["brief_edit"]
    assert brief["relationship"] == "friend"
    assert brief["interests"] == (await step(quizzer, answers=FRIEND))["brief"]["interests"]
    assert [reply["role"] for reply in answer["replies"]] == ["bot"]
    again = (await call(quizzer, "/finish", answers=FRIEND, client_id="q1")).json()
    assert again == answer
    assert len(rasa.texts(quizzer.id)) == 1
    log = (await quizzer.view())["messages"]
    assert log[0]["role"] == "shopper"
    assert "A friend" in log[0]["text"]


async def test_what_the_chat_knows_is_taken_along(quizzer):
    await quizzer.say('brief:{"relationship": "niece", "age": {"min": 8, "max": 8}, "exclude": ["wool"]}')
    now = await step(quizzer, answers=[])
    assert now["question"]["id"] not in ("who", "age")
    assert now["known"] == ["niece", "age 8", "no wool"]
    assert (await step(quizzer, answers=[], fresh=True))["question"]["id"] == "who"
    assert (await step(quizzer, answers=[], for_whom="myself"))["known"] == []


async def test_with_interests_known_it_is_about_somebody_new(quizzer):
    await quizzer.say('brief:{"relationship": "niece", "interests": ["tea"]}')
    assert (await step(quizzer, answers=[]))["question"]["id"] == "who"


async def test_a_budget_stays_as_it_was_said(quizzer, rasa):
    await quizzer.say('brief:{"relationship": "niece", "budget": {"min": null, "max": 45, "currency": "GBP"}}')
    assert (await step(quizzer, answers=[]))["brief"]["budget"]["currency"] == "USD"
    await call(quizzer, "/finish", answers=[], client_id="q1")
    brief = json.loads(rasa.texts(quizzer.id)[-1].removeprefix("/finish_quiz"))["brief_edit"]
    assert brief["budget"] == {"min": None, "max": 45, "currency": "GBP"}


async def test_no_catalog_yet(gateway):
    gateway.services.catalog.ready = False
    chat = await gateway.chat()
    assert (await call(chat)).status_code == 503


async def test_a_shared_result(quizzer):
    response = await call(quizzer, "/share", answers=FRIEND)
    assert response.status_code == 201
    made = response.json()
    assert (await call(quizzer, "/share", answers=FRIEND)).json() == made
    path = urlsplit(made["url"]).path
    assert path == f"/q/{made['token']}"
    page = await quizzer.http.get(path)
    assert page.status_code == 200
    assert page.headers["x-robots-tag"].startswith("noindex")
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert page.text.count('class="gift"') >= 3
    assert page.text.count('class="answer') >= 2
    assert "/quiz/pictures/friend.svg" in page.text
    assert "giftfinder=open" in page.text
    assert quizzer.id not in page.text
    preview = await quizzer.http.get(f"{path}/picture.png")
    assert preview.headers["content-type"] == "image/png"


async def test_a_result_holds_the_gifts_of_the_chat(quizzer):
    token = (await call(quizzer, "/share", answers=FRIEND)).json()["token"]
    brief = (await step(quizzer, answers=FRIEND))["brief"]
    page = (await quizzer.http.get(f"/q/{token}")).text
    for product in demo_search().index.products:
        if f"/go/{product.id}" in page:
            assert demo_search().serves(product, GiftBrief.model_validate(brief))


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "A" + t[1:], lambda t: t + "A", lambda t: "nonsense"])
async def test_a_tampered_link_is_a_friendly_404(quizzer, change):
    token = (await call(quizzer, "/share", answers=FRIEND)).json()["token"]
    page = await quizzer.http.get(f"/q/{change(token)}")
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "noindex" in page.headers["x-robots-tag"]
    assert (await quizzer.http.get(f"/q/{change(token)}/picture.png")).status_code == 404


@pytest.mark.parametrize("name", ["nothing", "..%2fquestions", "partner.1"])
async def test_no_other_picture(quizzer, name):
    assert (await quizzer.http.get(f"/quiz/pictures/{name}.svg")).status_code == 404
