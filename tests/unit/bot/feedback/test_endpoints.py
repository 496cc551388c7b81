"""Feedback on single gifts: who may give it, what is kept, what is refused."""

from __future__ import annotations

import pytest


async def call(chat, method, product="p1", headers=None, **options):
    path = f"{chat.path}/feedback/{product}"
    return await chat.http.request(method, path, headers=chat.headers if headers is None else headers, **options)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
async def test_only_with_the_conversations_token(gateway, chat, method):
    other = await gateway.chat()
    body = {"json": {"verdict": "useful"}} if method == "PUT" else {}
    assert (await call(chat, method, headers={}, **body)).status_code == 401
    assert (await call(chat, method, headers=other.headers, **body)).status_code == 403
    assert (await chat.view())["feedback"] == {}


async def test_the_last_verdict_counts_and_can_be_taken_back(any_chat):
    assert (await call(any_chat, "PUT", json={"verdict": "useful"})).status_code == 204
    assert (await any_chat.view())["feedback"] == {"p1": "useful"}
    refusal = {"verdict": "not_for_us", "reason": "too_expensive"}
    assert (await call(any_chat, "PUT", json=refusal)).status_code == 204
    assert (await any_chat.view())["feedback"] == {"p1": "not_for_us"}
    for _ in range(2):
        assert (await call(any_chat, "DELETE")).status_code == 204
        assert (await any_chat.view())["feedback"] == {}


async def test_open_pages_hear_of_it(chat):
    async with chat.events() as events:
        await events.next("state")
        await call(chat, "PUT", json={"verdict": "useful"})
        assert (await events.next("state")).data["feedback"] == {"p1": "useful"}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"verdict": "great"},
        {"verdict": "useful", "reason": "has_it"},
        {"verdict": "not_for_us", "reason": "ugly"},
        {"verdict": "useful", "stars": 5},
    ],
)
async def test_what_is_no_verdict_is_refused(chat, body):
    response = await call(chat, "PUT", json=body)
    assert response.status_code == 422
    assert (await chat.view())["feedback"] == {}


async def test_a_product_that_the_catalog_does_not_have(chat):
    assert (await call(chat, "PUT", product="gone", json={"verdict": "useful"})).status_code == 404
