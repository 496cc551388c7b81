"""The question after a person's help: asked once, answered in the shopper's own conversation, gone with it."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.ratings.models import Rating
from tests.support.gateway import running_gateway

INBOX = "/api/agent/conversations"


async def help_out(desk, chat, how: str = "close", *words: str) -> dict | None:
    """Take a conversation, say these words and leave it; returns the line that asks for a rating, if there is one."""
    lease = (await desk.call("POST", f"{INBOX}/{chat.id}/take")).json()["lease"]
    for text in words:
        said = await desk.call("POST", f"{INBOX}/{chat.id}/messages", json={"text": text, "lease": lease})
        assert said.status_code == 200
    left = await desk.call("POST", f"{INBOX}/{chat.id}/{how}", json={"lease": lease})
    assert left.status_code == 204, left.text
    asked = [line for line in (await chat.view())["messages"] if line["type"] == "rating"]
    return asked[-1] if asked else None


async def rate(chat, seq: int, **rating):
    return await chat.http.put(f"{chat.path}/ratings/{seq}", json=rating, headers=chat.headers)


async def read(chat, seq: int) -> dict:
    answer = await chat.http.get(f"{chat.path}/ratings/{seq}", headers=chat.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("how", ["close", "release"])
async def test_who_was_helped_is_asked_and_may_answer(office, desk, how):
    chat, ada = await office.chat(), await desk()
    line = await help_out(ada, chat, how, "Hi, Ada here.")
    assert line["role"] == "system"
    assert await read(chat, line["seq"]) == {"score": None, "reason": None, "comment": "", "skipped": False}
    answer = await rate(chat, line["seq"], score=5, reason="fast", comment="Thank you, Ada!")
    assert answer.json() == {"score": 5, "reason": "fast", "comment": "Thank you, Ada!", "skipped": False}
    assert await read(chat, line["seq"]) == answer.json()


async def test_a_second_thought_takes_the_place_of_the_first(office, desk):
    chat, ada = await office.chat(), await desk()
    seq = (await help_out(ada, chat, "close", "Hi."))["seq"]
    await rate(chat, seq, score=5, reason="solved", comment="Great")
    await rate(chat, seq, score=2)
    assert await read(chat, seq) == {"score": 2, "reason": None, "comment": "", "skipped": False}


async def test_who_would_rather_not_say_is_left_alone_and_may_still_change_their_mind(office, desk):
    chat, ada = await office.chat(), await desk()
    seq = (await help_out(ada, chat, "close", "Hi."))["seq"]
    answer = await rate(chat, seq, score=None)
    assert answer.json() == {"score": None, "reason": None, "comment": "", "skipped": True}
    assert await read(chat, seq) == answer.json()
    await rate(chat, seq, score=4)
    assert await read(chat, seq) == {"score": 4, "reason": None, "comment": "", "skipped": False}


async def test_nobody_is_asked_about_help_that_was_none(office, desk):
    chat, ada = await office.chat(), await desk()
    assert await help_out(ada, chat, "release") is None
    first = await help_out(ada, chat, "release", "Hello.")
    # What was said before the last question is not asked about again.
    assert await help_out(ada, chat, "release") == first
    assert (await help_out(ada, chat, "close", "Me again."))["seq"] > first["seq"]


async def test_personal_data_is_taken_out_of_the_comment(office, desk):
    chat, ada = await office.chat(), await desk()
    seq = (await help_out(ada, chat, "close", "Hi."))["seq"]
    answer = await rate(chat, seq, score=1, comment="Call me at +1 212 555 0187 or write zoe@example.org")
    assert "555" not in answer.text and "zoe" not in answer.text
    async with office.services.database.read() as session:
        assert "555" not in (await session.scalar(select(Rating.comment)))


@pytest.mark.parametrize(
    "rating",
    [
        {"score": 0},
        {"score": 6},
        {"score": "a"},
        {},
        {"score": 5, "reason": "slow"},
        {"score": 2, "reason": "fast"},
        {"score": None, "reason": "other"},
        {"score": None, "comment": "words"},
        {"score": 5, "reason": "because"},
        {"score": 5, "comment": "x" * 501},
        {"score": 5, "staff_id": 1},
    ],
)
async def test_what_is_no_rating_is_refused(office, desk, rating):
    chat, ada = await office.chat(), await desk()
    seq = (await help_out(ada, chat, "close", "Hi."))["seq"]
    assert (await rate(chat, seq, **rating)).status_code in {413, 422}
    assert (await read(chat, seq))["score"] is None


async def test_only_what_was_asked_can_be_rated(office, desk):
    chat, ada = await office.chat(), await desk()
    await help_out(ada, chat, "close", "Hi.")
    other = await office.chat()
    for seq in (1, 9999):
        assert (await rate(chat, seq, score=5)).status_code == 404
    assert (await rate(other, 1, score=5)).status_code == 404
    assert (await chat.http.put(f"{chat.path}/ratings/0", json={"score": 5}, headers=chat.headers)).status_code == 422


async def test_an_erased_conversation_takes_its_rating_along(make_settings, database_url, desk):
    async with running_gateway(make_settings(database_url=database_url)) as office:
        chat, ada = await office.chat(), await desk(gateway=office)
        seq = (await help_out(ada, chat, "close", "Hi."))["seq"]
        await rate(chat, seq, score=4, comment="fine")
        assert (await chat.http.delete(chat.path, headers=chat.headers)).status_code == 204
        async with office.services.database.read() as session:
            assert await session.scalar(select(func.count()).select_from(Rating)) == 0
